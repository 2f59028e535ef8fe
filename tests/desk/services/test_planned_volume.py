"""A campaign is judged at the volume that it is to bring; how our word is kept stays as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.material import RawMaterial
from ringtrue.core.verdict import Outlook, State
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.review_records import decision_of, judgement_of
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.check_copy import check_copy
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.run_review import run_review

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

COPY = b"Delivered in 5 days.\n"
BODY = """\
id: five
source: orders
from: ordered_at
to: delivered_at
limit: 5 days
target: 90%
"""


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    """One that is to triple the orders of a shop that had twelve on every day there was."""
    made = create_campaign(office.mia, shop, name="Spring", lift=3)
    add_material(office.mia, made, name="a.txt", data=COPY)
    confirm_standard(office.olga, made, shop, wording="Delivered in 5 days", body=BODY)
    return made


def test_a_volume_that_was_never_seen_is_a_condition_and_no_standing(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    row = run_review(office.mia, campaign, shop)
    decision = decision_of(row)
    assert decision.outlook is Outlook.CONDITIONAL
    (reason,) = [each for each in decision.reasons if each.code == "load-unseen"]
    assert "Planned are 36 a day, 3 times the usual 12" in reason.message
    figures = judgement_of(row).standard("five")
    assert figures is not None
    assert figures.state is State.UNPROVEN
    assert figures.load is not None
    assert (figures.load.days, figures.load.share) == (0, None)
    standing = Standing.objects.get(standard="five")
    assert standing.state == State.HOLDS.value
    assert not any("Planned" in each for each in standing.reasons)
    assert figures.strongest == "", "at a volume that was never seen nothing can be advised"
    assert "orders are delivered within" in standing.strongest


def test_copy_that_is_only_checked_is_judged_at_the_volume_that_is_named(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    copies = [RawMaterial("a.txt", COPY)]

    def codes(workspace: Workspace, lift: float | None = None) -> set[str]:
        checked = check_copy(office.mia, workspace, copies, lift=lift)
        return {each.code for each in checked.review.decision.reasons}

    busy = replace(shop, lift=2.0)
    assert "load-unseen" not in codes(shop)
    assert "load-unseen" in codes(shop, 2)
    assert "load-unseen" in codes(busy)
    assert "load-unseen" not in codes(busy, 1)
    with pytest.raises(UsageError, match="a lift of 0 cannot be"):
        codes(shop, 0)
