"""A review that a worker makes: one at a time, seen by everybody until it is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.jobs.lease import extend, held_by, reap, take
from ringtrue.desk.jobs.presence import appear, leave
from ringtrue.desk.jobs.running import Ending, run_next
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.add_material import add_material, remove_material
from ringtrue.desk.services.ask_for_review import ask_for_review, review_asked, review_told
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign

if TYPE_CHECKING:
    from conftest import Office

    from ringtrue.desk.models.campaign import Campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(office: Office, shop: Workspace, settings) -> Campaign:
    settings.WORKSPACE = Path(shop.folder)
    made = create_campaign(office.mia, shop, name="Spring")
    add_material(office.mia, made, name="page.txt", data=b"Delivered in 5 days.\n")
    return made


def test_a_worker_makes_it_as_who_asked_and_says_what_came_of_it(
    office: Office, campaign: Campaign
) -> None:
    job = ask_for_review(office.olga, campaign)
    ended = run_next("worker")
    assert ended is not None and ended.ending is Ending.DONE
    (review,) = campaign.reviews.all()
    assert review.by == office.olga
    assert review_asked(campaign) is None
    assert review.outlook in review_told(campaign, job.pk)
    assert review_told(campaign, job.pk + 1) == ""


def test_two_who_ask_get_one_review(office: Office, campaign: Campaign) -> None:
    first = ask_for_review(office.mia, campaign)
    assert ask_for_review(office.olga, campaign) == first
    assert take("worker") == first
    assert ask_for_review(office.sam, campaign) == first, "while it is under way too"


def test_everybody_sees_whether_a_worker_is_there_and_how_far_it_is(
    office: Office, campaign: Campaign
) -> None:
    assert review_asked(campaign) is None
    ask_for_review(office.mia, campaign)
    seen = review_asked(campaign)
    assert seen is not None
    assert (seen.by, seen.waiting, seen.manned, seen.failed) == ("Mia", True, False, False)
    appear("worker")
    seen = review_asked(campaign)
    assert seen is not None and seen.manned
    leave("worker")
    job = take("worker")
    assert job is not None
    extend(held_by(job), "Looking at orders", 0.4)
    seen = review_asked(campaign)
    assert seen is not None and seen.manned
    assert (seen.waiting, seen.step, seen.share) == (False, "Looking at orders", 0.4)


def test_why_one_failed_is_shown_until_another_is_there(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    from ringtrue.desk.services.run_review import run_review

    ask_for_review(office.mia, campaign)
    for material in campaign.materials.all():
        remove_material(office.mia, material)
    ended = run_next("worker")
    assert ended is not None and ended.ending is Ending.FAILED
    seen = review_asked(campaign)
    assert seen is not None and seen.failed
    assert "has no material to review" in seen.trouble
    add_material(office.mia, campaign, name="other.txt", data=b"Delivered in 5 days.\n")
    run_review(office.mia, campaign, shop)
    assert review_asked(campaign) is None


def test_a_killed_worker_leaves_no_review_and_the_next_one_makes_it(
    office: Office, campaign: Campaign
) -> None:
    ask_for_review(office.mia, campaign)
    killed = take("killed")
    assert killed is not None
    over = datetime.now(UTC) - timedelta(seconds=1)
    JobRecord.objects.filter(pk=killed.pk).update(lease_until=over)
    reap()
    seen = review_asked(campaign)
    assert seen is not None and seen.waiting
    assert not campaign.reviews.exists()
    run_next("next")
    assert campaign.reviews.count() == 1
    assert review_asked(campaign) is None


def test_what_cannot_be_reviewed_is_refused_at_once(
    office: Office, shop: Workspace, campaign
) -> None:
    empty = create_campaign(office.mia, shop, name="Empty")
    with pytest.raises(UsageError, match="no material"):
        ask_for_review(office.mia, empty)
    end_campaign(office.mia, campaign, reason="")
    with pytest.raises(UsageError):
        ask_for_review(office.mia, campaign)
    assert not JobRecord.objects.exists()


def test_who_may_not_review_asks_for_nothing(office: Office, campaign: Campaign) -> None:
    for stranger in (office.vic, office.fay):
        with pytest.raises(NotAllowedError):
            ask_for_review(stranger, campaign)
    assert not JobRecord.objects.exists()


def test_whoever_lost_the_role_meanwhile_gets_no_review(office: Office, campaign: Campaign) -> None:
    ask_for_review(office.olga, campaign)
    office.olga.grants.all().delete()
    ended = run_next("worker")
    assert ended is not None and ended.ending is Ending.FAILED
    assert "may not ask for a review" in ended.said
    assert not campaign.reviews.exists()
