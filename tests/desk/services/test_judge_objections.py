"""Objections against what really broke: judged by the days since, and never by who objected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flow import nothing_written
from test_watch_promises import BAD, GOOD, LAUNCH, Shop, launch, shop  # noqa: F401

from ringtrue.desk.clock import told_at
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.outcome import OutcomeRecord
from ringtrue.desk.objection_view import ObjectionView
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.see_objections import how_often_right, my_objections, see_objections
from ringtrue.gap.foretold import Foretold

if TYPE_CHECKING:
    from ringtrue.desk.models.objection import ObjectionRecord

pytestmark = pytest.mark.django_db

WORDS = "Delivered within 2 days"
Object = Callable[..., "ObjectionRecord"]


@pytest.fixture
def say(shop: Shop) -> Object:  # noqa: F811
    """Fay objects so many days after the launch."""

    def do(wording: str = WORDS, days: int = -5, **told: object) -> ObjectionRecord:
        told.setdefault("campaign", shop.campaign)
        with told_at(LAUNCH + timedelta(days=days)):
            return object_to_promise(
                shop.office.fay, shop.workspace, wording=wording, reason="Three vans.", **told
            )

    return do


def only(shop: Shop) -> ObjectionView:  # noqa: F811
    (view,) = see_objections(shop.office.olga)
    return view


def outcome(shop: Shop) -> Foretold | None:  # noqa: F811
    came = only(shop).came
    return came.outcome if came else None


def test_an_objection_to_a_promise_that_breaks_comes_true_and_stays_so(shop, say) -> None:  # noqa: F811
    say()
    shop.live(*[GOOD] * 20, *[BAD] * 10)
    shop.watch()
    assert outcome(shop) is Foretold.BROKE
    (tried,) = only(shop).came.tried
    assert (tried.standard, tried.target, tried.counts.decided) == ("two-days", 0.9, 600)
    assert tried.because.startswith("An alert opened on ")
    shop.live(*[0] * 60)
    shop.watch()
    assert outcome(shop) is Foretold.BROKE
    events = EventRecord.objects.filter(action="judge objection")
    assert [(each.actor, each.subject) for each in events] == [("olga", "campaign:spring")]


def test_an_objection_to_a_promise_that_is_kept_does_not(shop, say) -> None:  # noqa: F811
    say()
    shop.live(*[GOOD] * 5)
    shop.watch()
    assert outcome(shop) is Foretold.UNKNOWN
    shop.live(*[0] * 85)
    shop.watch()
    assert outcome(shop) is Foretold.KEPT


def test_days_before_a_later_objection_do_not_count_for_it(shop, say) -> None:  # noqa: F811
    shop.live(*[GOOD] * 20, *[BAD] * 10)
    say(days=31)
    shop.live(*[0] * 90)
    shop.watch()
    assert outcome(shop) is Foretold.KEPT
    (tried,) = only(shop).came.tried
    assert tried.since == (LAUNCH + timedelta(days=31)).date()


def test_days_after_the_end_of_the_campaign_do_not_count(shop, say) -> None:  # noqa: F811
    say()
    shop.live(*[0] * 90)
    with told_at(LAUNCH + timedelta(days=90)):
        end_campaign(shop.office.mia, shop.campaign)
        other = create_campaign(shop.office.mia, shop.workspace, name="Other")
    launch_bare(other)
    shop.live(*[BAD] * 20)
    shop.watch()
    assert outcome(shop) is Foretold.KEPT


def launch_bare(campaign) -> None:
    """A campaign that is out, so that something is measured."""
    campaign.state, campaign.launched_at, campaign.standards = "launched", LAUNCH, ["two-days"]
    campaign.save()


def test_an_objection_that_names_no_campaign_is_about_whichever_makes_the_promise(shop, say):  # noqa: F811
    say(campaign=None)
    shop.live(*[GOOD] * 20, *[BAD] * 10)
    shop.watch()
    assert outcome(shop) is Foretold.BROKE


def test_a_promise_that_was_taken_out_was_not_made(shop, say) -> None:  # noqa: F811
    say("We answer every call within 30 seconds")
    shop.live(*[GOOD] * 20)
    shop.watch()
    assert outcome(shop) is Foretold.NOT_MADE
    right = how_often_right(shop.office.olga)
    assert (right.judged, right.unknown, right.not_made) == (0, 0, 1)


def test_before_the_launch_nothing_is_judged(shop, say) -> None:  # noqa: F811
    with told_at(LAUNCH):
        draft = create_campaign(shop.office.mia, shop.workspace, name="Draft")
    say(campaign=draft)
    shop.live(*[BAD] * 20)
    shop.watch()
    assert outcome(shop) is None
    assert OutcomeRecord.objects.count() == 0


def test_how_often_the_front_line_was_right_is_a_count_with_an_interval(shop, say) -> None:  # noqa: F811
    say()
    say("We answer every call within 30 seconds")
    shop.live(*[GOOD] * 20, *[BAD] * 10)
    shop.watch()
    right = how_often_right(shop.office.olga)
    assert (right.true, right.judged, right.not_made) == (1, 1, 1)
    assert 0.2 < right.low < 0.21
    assert right.high == 1


def test_a_masked_name_is_in_no_outcome_and_the_front_line_sees_its_own(shop, say) -> None:  # noqa: F811
    say()
    shop.live(*[GOOD] * 20, *[BAD] * 10)
    shop.watch()
    told = EventRecord.objects.filter(action="judge objection").values_list("payload", flat=True)
    assert not any("fay" in each.casefold() for each in told)
    assert "Fay" not in only(shop).by
    (own,) = my_objections(shop.office.fay)
    assert own.came is not None


def test_to_measure_again_without_news_writes_no_event(shop, say) -> None:  # noqa: F811
    say()
    shop.live(*[GOOD] * 20, *[BAD] * 10)
    shop.watch()
    before = EventRecord.objects.filter(action="judge objection").count()
    shop.watch()
    assert EventRecord.objects.filter(action="judge objection").count() == before
    with nothing_written():
        see_objections(shop.office.olga)
