"""What happened before: a promise that was kept, one that broke, and one whose season is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from ringtrue.desk.demo.shop.playing import Play, day_of, months_back
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.services.answer_objection import answer_objection
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.launch_campaign import launch_campaign
from ringtrue.desk.services.object_to_promise import object_to_promise

KEPT, BROKEN, ENDED = "A kettle is not an emergency", "Write to a person", "The long table"
FIVE_DAYS = "Delivered in 5 days"
"""What was doubted, and kept all the same."""

_MONTHS_KEPT, _MONTHS_BROKEN = 10, 6
"""How long before the end of the data each was launched; the outage came between."""

_WORKDAY = timedelta(hours=9)


def play_past(play: Play, end: datetime) -> None:
    """The three, in the order of time."""
    first = months_back(end, _MONTHS_KEPT)
    second = months_back(end, _MONTHS_BROKEN)
    calm = _five_days(play, first)
    reply = _reply(play, second)
    summer = _summer(play, second)
    _out(play, {"nell": reply, "tom": summer}, _utc(second) + _WORKDAY)
    _doubted(play, calm, _utc(months_back(end, 3)) + _WORKDAY - timedelta(days=5))
    _after_the_outage(play, reply, summer, months_back(end, 2))


def _five_days(play: Play, as_of: datetime) -> Campaign:
    morning = _utc(as_of) + _WORKDAY
    with play.at(morning):
        campaign = play.begin(
            "nell",
            KEPT,
            "five-days",
            {"page.html": "web", "poster.txt": "poster"},
            audience="Everyone on the mainland who is in no hurry.",
            launch_on=day_of(morning, 21),
            lift=1.1,
        )
        play.review("nell", campaign, as_of)
    with play.at(morning + timedelta(days=2)):
        play.sign(campaign, tom=None, priya=0.95, joan=None)
    _out(play, {"tom": campaign}, morning)
    return campaign


def _reply(play: Play, as_of: datetime) -> Campaign:
    morning = _utc(as_of) + _WORKDAY
    with play.at(morning):
        campaign = play.begin(
            "tom",
            BROKEN,
            "reply",
            {"page.html": "web", "radio.srt": "radio"},
            audience="People who cook, and who ask before they buy.",
            launch_on=day_of(morning, 21),
            lift=1.05,
        )
        play.review("tom", campaign, as_of)
    with play.at(morning + timedelta(hours=5)):
        play.sign(campaign, nell=None, priya=0.95, joan=0.95, marcus=None)
    return campaign


def _summer(play: Play, as_of: datetime) -> Campaign:
    morning = _utc(as_of) + _WORKDAY + timedelta(days=1)
    with play.at(morning):
        campaign = play.begin(
            "nell",
            ENDED,
            "summer",
            {"page.html": "web"},
            audience="Gardens, balconies, one very long pavement.",
            launch_on=day_of(morning, 20),
            lift=1.2,
        )
        play.review("nell", campaign, as_of)
    with play.at(morning + timedelta(days=1)):
        play.sign(campaign, tom=None, priya=0.99, joan=None)
    return campaign


def _after_the_outage(play: Play, reply: Campaign, summer: Campaign, moment: datetime) -> None:
    """Both are out when the warehouse stands still, and the helpdesk never quite recovers."""
    morning = _utc(moment) + _WORKDAY
    with play.at(morning):
        objection = object_to_promise(
            play.people["bea"],
            play.workspace,
            campaign=reply,
            wording="We reply within 4 working hours",
            reason="Since the warehouse stood still there are two of us fewer and half as many"
            " messages again. By three in the afternoon I am answering yesterday.",
        )
    with play.at(morning + timedelta(days=1)):
        answer_objection(
            play.people["joan"],
            objection,
            play.workspace,
            answer="Two colleagues start on Monday; until then I take the evening myself."
            " Let us see whether that is enough.",
            upheld=False,
        )
    with play.at(morning + timedelta(days=20)):
        end_campaign(play.people["nell"], summer, reason="The evenings are too cold for it.")


def _doubted(play: Play, campaign: Campaign, moment: datetime) -> None:
    """Somebody who packs does not believe in five days any more; the numbers do, and are right."""
    with play.at(moment):
        objection = object_to_promise(
            play.people["sam"],
            play.workspace,
            campaign=campaign,
            wording=FIVE_DAYS,
            reason="We have only just cleared what stood here while the system was down, and"
            " after a sale Harrow's trailer is full by noon. Five days with a Sunday in them? I"
            " would write seven.",
        )
    with play.at(moment + timedelta(hours=6)):
        answer_objection(
            play.people["priya"],
            objection,
            play.workspace,
            answer="I counted what went out since the warehouse runs again: of a hundred parcels"
            " one or two took longer. We keep the five, and I go on counting.",
            upheld=False,
        )


def _out(play: Play, campaigns: Mapping[str, Campaign], morning: datetime) -> None:
    """Prepare and launch what each person brings out."""
    with play.at(morning + timedelta(days=16)):
        for campaign in campaigns.values():
            play.prepare(campaign)
    with play.at(morning + timedelta(days=21)):
        for who, campaign in campaigns.items():
            launch_campaign(play.people[who], campaign, play.workspace)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)
