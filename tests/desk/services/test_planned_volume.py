"""A campaign is judged at the volume that it is to bring; how our word is kept stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from flow import FIVE_DAYS, placement

from ringtrue.core.calls import CallColumns
from ringtrue.core.cost_settings import CostSettings, Purchases
from ringtrue.core.errors import UsageError
from ringtrue.core.material import RawMaterial
from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.planned_volume import every_day
from ringtrue.core.source import GrowsWith, Source
from ringtrue.core.verdict import Outlook, State
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.review import Review
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.planned_volume import PERIOD_DAYS, grows_with, planned_volumes
from ringtrue.desk.review_records import decision_of, judgement_of
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.change_campaign import change_campaign
from ringtrue.desk.services.check_copy import check_copy
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.measure_standards import measure_standards
from ringtrue.desk.services.plan_media import plan_media
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_readiness import see_readiness

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

COPY = b"Delivered in 5 days.\n"


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    """One that is to triple the orders of a shop that had twelve on every day there was."""
    made = create_campaign(office.mia, shop, name="Spring", lift=3)
    add_material(office.mia, made, name="a.txt", data=COPY)
    confirm_standard(office.olga, made, shop, wording="Delivered in 5 days", body=FIVE_DAYS)
    return made


def codes_of(row: Review) -> set[str]:
    return {each.code for each in decision_of(row).reasons}


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


def test_a_media_plan_says_how_busy_its_own_source_gets(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    """Twelve orders a day, and a letter that brings sixty more within a day."""
    change_campaign(office.mia, campaign, shop, lift=1)
    plan_media(office.mia, campaign, shop, [placement(reach=3_000)])
    assert "load-unseen" not in codes_of(run_review(office.mia, campaign, shop))
    view = see_readiness(office.olga, campaign, shop)
    assert (view.volumes, view.grows) == ((), False), "nothing says that orders grow with it"

    orders = replace(shop.sources[0], grows_with=GrowsWith.ORDERS)
    growing = replace(shop, sources=(orders, *shop.sources[1:]))
    row = run_review(office.mia, campaign, growing)
    assert "load-unseen" in codes_of(row)
    figures = judgement_of(row).standard("five")
    assert figures is not None
    assert figures.load is not None
    assert figures.load.peak_day == date(2026, 4, 1)
    orders_brought = 60 * (6.5 / 6) ** 2
    assert figures.load.lift == pytest.approx(1 + orders_brought / 12 / PERIOD_DAYS, rel=0.02)
    assert 4 < figures.load.peak < 1 + orders_brought / 12
    assert Standing.objects.get(standard="five").state == State.HOLDS.value
    view = see_readiness(office.olga, campaign, growing)
    (volume,) = view.volumes
    assert (volume.source, volume.peak_day) == ("orders", date(2026, 4, 1))
    assert volume.peak == pytest.approx(volume.peak_times * volume.usual)
    assert view.grows


def test_a_plan_is_never_less_than_what_the_campaign_expects_in_all(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    media = MediaPlan((placement(reach=3_000),))
    orders = replace(shop.sources[0], grows_with=GrowsWith.ORDERS)
    growing = replace(shop, sources=(orders, *shop.sources[1:]))
    book = measure_standards(growing)
    plain = planned_volumes(growing, book, every_day(1), media).of("orders")
    raised = planned_volumes(growing, book, every_day(3), media).of("orders")
    assert raised.lift == pytest.approx(3)
    assert raised.peak - plain.peak == pytest.approx(3 - plain.lift)
    assert min(plain.multiples) == pytest.approx(1, abs=0.01)
    assert planned_volumes(growing, book, every_day(3), media).of("calls") == every_day(3)
    assert planned_volumes(growing, book, every_day(3), MediaPlan()).of("orders") == every_day(3)


@pytest.mark.parametrize(
    ("changes", "grows"),
    [
        ({}, None),
        ({"cost": CostSettings("£", purchases=Purchases("orders", "customer", "at"))}, "orders"),
        ({"calls": CallColumns("orders", "at", "taken", "over")}, "contacts"),
        ({"calls": CallColumns("calls", "at", "taken", "over")}, None),
    ],
)
def test_what_a_source_grows_with_follows_from_its_use_unless_it_is_said(
    changes: dict[str, Any], grows: str | None
) -> None:
    source, workspace = Source("orders", "orders.csv"), replace(Workspace("."), **changes)
    assert grows_with(source, workspace) == grows
    for said in GrowsWith:
        assert grows_with(replace(source, grows_with=said), workspace) is said
