"""A media plan held against who is on duty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ringtrue.core.answering import Answering, Duty
from ringtrue.core.calendar import Calendar, Opening
from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.load import CallTraits
from ringtrue.core.media_plan import MediaPlan, Placement
from ringtrue.core.service_level import Target
from ringtrue.do.arrivals import said_profile
from ringtrue.do.readiness import KnownCalls, Readiness, WhatIf, check_readiness, figures_of
from ringtrue.do.staffing.usual import HANDLE, PATIENCE, REDIAL, TERMS

LONDON = ZoneInfo("Europe/London")
PHONES = Calendar("phones", "Europe/London", ((Opening(time(8), time(20)),),) * 7)
WEEKDAYS = Calendar("weekdays", "Europe/London", ((Opening(time(8), time(20)),),) * 5 + ((), ()))
CALENDARS = {"phones": PHONES, "weekdays": WEEKDAYS}
MORNING = datetime(2026, 4, 1, 9)
TODAY = date(2026, 3, 1)
USUAL = said_profile(600, 8, 20, LONDON, 1800)
TRAITS = CallTraits(HANDLE, PATIENCE, REDIAL)


def known(name: str, best: float, unit: str) -> Figure:
    return Figure(name, best, best, best, unit, Basis.STATED, "Mia")


def letter(reach: float = 40_000, first: datetime = MORNING, hours: float = 12) -> Placement:
    return Placement(
        name="letter",
        channel="email",
        first=first,
        last=first,
        reach=known("reach", reach, "people"),
        response=known("orders", 0.02, "orders per person reached"),
        contacts=known("contacts", 0.5, "contacts per order"),
        delay=known("delay", hours, "hours"),
    )


def answering(agents: int, calendar: str = "phones") -> Answering:
    return Answering(Target(20, 0.8, abandoned=0.05), (Duty(calendar, agents),), TERMS)


def check(
    agents: int = 9,
    *placements: Placement,
    tried: WhatIf | None = None,
    calls: KnownCalls | None = None,
    calendar: str = "phones",
) -> Readiness:
    return check_readiness(
        MediaPlan(placements or (letter(),)),
        answering(agents, calendar),
        CALENDARS,
        calls or KnownCalls(TRAITS, USUAL),
        today=TODAY,
        tried=tried,
    )


def test_too_few_agents_are_missing_after_the_letter_and_not_before() -> None:
    found = check(9)
    assert not found.holds
    short = [each.start for each in found.plan.intervals if each.missing]
    assert min(short) >= MORNING.replace(tzinfo=LONDON)
    assert found.short == len(short)


def test_enough_agents_have_nobody_missing_and_the_promise_is_kept() -> None:
    found = check(30)
    assert found.holds
    assert found.short == 0
    assert found.share >= 0.8


def test_agents_on_duty_are_those_whom_the_plan_counts() -> None:
    assert {each.there for each in check(9).plan.intervals} == {9}
    assert {each.there for each in check(9, tried=WhatIf(agents=4)).plan.intervals} == {13}
    assert {each.there for each in check(9, tried=WhatIf(agents=-20)).plan.intervals} == {0}


def test_the_plan_runs_until_nearly_all_have_come() -> None:
    found = check(9)
    days = {each.start.date() for each in found.plan.intervals}
    assert (min(days), max(days)) == (date(2026, 4, 1), date(2026, 4, 2))
    missed = found.demand.missed_contacts / 400
    assert 0.2 < missed < 0.5, "they come at night"


def test_hours_in_which_nobody_is_there_are_left_out() -> None:
    friday = letter(first=datetime(2026, 4, 3, 9), hours=48)
    days = {each.start.weekday() for each in check(9, friday, calendar="weekdays").plan.intervals}
    assert days.isdisjoint({5, 6})


def test_what_is_tried_is_answered_and_leaves_the_plan_as_it_is() -> None:
    more, less = check(9, tried=WhatIf(times=3)), check(9, tried=WhatIf(times=0))
    assert more.short > check(9).short > less.short
    assert sum(less.demand.load.extra) == 0
    assert check(9).plan.band is not None
    assert more.plan.band is None, "it takes too long for what is only tried"
    later = check(9, tried=WhatIf(seconds=120))
    assert later.target.seconds == 120
    assert later.share > check(9).share


def test_a_sending_to_more_people_never_needs_fewer_agents() -> None:
    needs = [
        sum(each.needed for each in check(9, letter(reach)).plan.intervals)
        for reach in (0, 10_000, 40_000, 160_000)
    ]
    assert needs == sorted(needs)


def test_without_usual_calls_the_load_is_the_campaigns_alone_and_that_is_said() -> None:
    found = check(9, calls=KnownCalls(TRAITS, None))
    assert not found.usual_known
    assert found.demand.load.calls == found.demand.load.extra
    assert check(9).usual_known


def test_everything_that_it_rests_on_is_named_once() -> None:
    figures = figures_of(check(9))
    assert len(figures) == len(set(figures))
    assert {HANDLE, PATIENCE, TERMS.shrinkage, letter().reach} <= set(figures)


def test_the_same_seed_gives_the_same_answer() -> None:
    assert check(9).plan == check(9).plan


def test_what_cannot_be_held_is_refused_with_a_cure() -> None:
    sunday = datetime(2026, 4, 5, 9)
    long = replace(letter(), last=MORNING + timedelta(days=60))
    cases = (
        ((MediaPlan(), "phones"), "no placement"),
        ((MediaPlan((letter(first=sunday, hours=1),)), "weekdays"), "nobody is on duty"),
        ((MediaPlan((long,)), "phones"), "runs for"),
    )
    for (media, calendar), word in cases:
        with pytest.raises(UsageError, match=word) as caught:
            check_readiness(
                media, answering(9, calendar), CALENDARS, KnownCalls(TRAITS, None), today=TODAY
            )
        assert caught.value.cure
    with pytest.raises(UsageError, match="calls in 30 minutes"):
        check(9, letter(reach=9e9))
    with pytest.raises(ConfigError, match="nobody is on duty"):
        check(9, calendar="nights")


@pytest.mark.parametrize(
    "tried", [{"times": -1}, {"times": 1e9}, {"agents": 10**9}, {"seconds": -1}]
)
def test_what_nobody_could_mean_is_not_tried(tried: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="cannot be tried"):
        WhatIf(**tried)  # type: ignore[arg-type]
