"""A review that can be watched: one at a time, visible while it runs, gone afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.review_run import ReviewRun
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services import review_under_way
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.review_under_way import SILENT, review_openly, under_way

if TYPE_CHECKING:
    from conftest import Office

    from ringtrue.desk.models.campaign import Campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    made = create_campaign(office.mia, shop, name="Spring")
    add_material(office.mia, made, name="page.txt", data=b"Delivered in 5 days.\n")
    return made


def run(office: Office, campaign: Campaign, seen: datetime) -> ReviewRun:
    return ReviewRun.objects.create(campaign=campaign, by=office.max, began_at=seen, seen_at=seen)


def test_everybody_sees_each_step_while_it_runs_and_nothing_afterwards(
    office: Office, shop: Workspace, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    real = review_under_way.run_review

    def watched(*args, progress, **kwargs):
        def tell(step: str, share: float) -> None:
            progress(step, share)
            found = under_way(campaign)
            assert found is not None
            steps.append(found.step)

        return real(*args, progress=tell, **kwargs)

    monkeypatch.setattr(review_under_way, "run_review", watched)
    found = review_openly(office.mia, campaign, shop)
    assert found.campaign == campaign
    assert "Looking at orders" in steps
    assert under_way(campaign) is None


def test_two_do_not_run_at_once(office: Office, shop: Workspace, campaign: Campaign) -> None:
    run(office, campaign, datetime.now(UTC))
    with pytest.raises(UsageError, match="Max asked for a review already"):
        review_openly(office.mia, campaign, shop)
    assert not campaign.reviews.exists()


def test_one_that_was_killed_keeps_nobody_from_reviewing(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    run(office, campaign, datetime.now(UTC) - SILENT - timedelta(seconds=1))
    assert under_way(campaign) is None
    review_openly(office.mia, campaign, shop)
    assert campaign.reviews.count() == 1
    assert not ReviewRun.objects.exists()


def test_one_that_fails_leaves_nothing_behind(office: Office, shop: Workspace) -> None:
    empty = create_campaign(office.mia, shop, name="Empty")
    with pytest.raises(UsageError, match="no material"):
        review_openly(office.mia, empty, shop)
    assert not ReviewRun.objects.exists()


def test_who_may_not_review_begins_nothing(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    for stranger in (office.vic, office.fay):
        with pytest.raises(NotAllowedError):
            review_openly(stranger, campaign, shop)
    assert not ReviewRun.objects.exists()
