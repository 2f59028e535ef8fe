"""Watching after the launch: alerts that open once, say since when, and never flap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.core.outcome import Tally, to_number
from ringtrue.gap.burning import RULES, Severity, days_of
from ringtrue.gap.watching import CALM_DAYS, Change, Stand, Turn, Watched, watch

FIRST = date(2026, 1, 5)
USUAL = [(19, 1)] * 60
"""Days before the launch."""

Counts = Sequence[tuple[int, int]]


def tally_of(live: Counts, before: Counts = (), pending: Sequence[int] = ()) -> Tally:
    """Kept and broken by day, from the launch on, and before it; the last days may be pending."""
    from array import array

    counts = [*before, *live]
    start = to_number(FIRST) - len(before)
    waiting = [0] * (len(counts) - len(pending)) + list(pending)
    return Tally(
        "on-time", (), ((),),
        array("i", range(start, start + len(counts))), array("i", [0] * len(counts)),
        array("q", [kept for kept, _ in counts]), array("q", [broken for _, broken in counts]),
        array("q", waiting), array("q", [0] * len(counts)),
    )  # fmt: skip


WORN = [(20, 0), (20, 0), (20, 0), (13, 7)] * 15
"""The same with days that share their fate: every fourth was bad."""


def seen(live: Counts, target: float = 0.9, after: int | None = None, **others: bool) -> Watched:
    """The watch on the morning after so many days."""
    today = FIRST + timedelta(days=len(live) if after is None else after)
    return watch(tally_of(live, USUAL), target, FIRST, today, **others)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_a_promise_that_is_kept_raises_nothing() -> None:
    found = seen([(19, 1)] * 90)
    assert (found.stand, found.alert, found.changes) == (Stand.KEPT, None, ())
    assert found.budget is not None
    assert (found.budget.allowed, found.budget.broken, found.budget.left) == (56.0, 28, 0.5)
    assert found.limits is not None
    assert found.limits.low < 0.95 < found.limits.high
    assert [each.long_rate for each in found.burns] == pytest.approx([0.5] * 3)


def test_a_collapse_is_acute_on_its_first_or_second_day_and_says_when_it_began() -> None:
    found = seen([(19, 1)] * 30 + [(2, 18)] * 2)
    assert found.alert is not None
    assert found.alert.severity is Severity.ACUTE
    assert found.alert.began_on == day(30)
    assert found.alert.opened_on in {day(30), day(31)}
    assert found.stand is Stand.BREAKING


def test_a_bad_week_is_fast_and_a_bad_month_slow() -> None:
    week = seen([(19, 1)] * 30 + [(14, 6)] * 7)
    assert week.alert is not None
    assert (week.alert.severity, week.alert.began_on) == (Severity.FAST, day(30))
    month = seen([(19, 1)] * 10 + [(17, 3)] * 80)
    assert month.alert is not None
    assert (month.alert.severity, month.alert.began_on) == (Severity.SLOW, day(10))


def test_an_alert_escalates_and_closes_after_calm_days() -> None:
    story = seen([(19, 1)] * 30 + [(14, 6)] * 7 + [(2, 18)] * 2 + [(20, 0)] * 20)
    turns = [(each.turn, each.severity) for each in story.changes]
    assert turns == [
        (Turn.OPENED, Severity.FAST),
        (Turn.ESCALATED, Severity.ACUTE),
        (Turn.CLOSED, Severity.ACUTE),
    ]
    assert story.changes[-1].day >= day(39 + CALM_DAYS)
    assert story.alert is None


def test_one_good_day_does_not_close_an_alert_and_neither_does_silence() -> None:
    bad = [(19, 1)] * 30 + [(2, 18)] * 5
    assert seen([*bad, (20, 0)]).alert is not None
    assert seen(bad, after=90).alert is not None
    assert seen([*bad, *[(0, 0)] * 40]).alert is not None


def test_too_little_is_not_talked_about() -> None:
    few = seen([(0, 2)] * 10)
    assert (few.stand, few.alert) == (Stand.UNKNOWN, None)
    assert few.reason == "20 of the 30 records that it takes are decided."
    nothing = seen([])
    assert (nothing.stand, nothing.last_day, nothing.budget, nothing.limits) == (
        Stand.UNKNOWN, None, None, None,
    )  # fmt: skip
    assert nothing.reason == "0 of the 30 records that it takes are decided."


def test_what_may_be_chance_is_neither_kept_nor_broken() -> None:
    found = seen([(89, 11)] * 3)
    assert (found.stand, found.alert) == (Stand.UNKNOWN, None)
    assert "chance" in found.reason


def test_nothing_before_the_launch_counts_as_broken() -> None:
    tally = tally_of([(19, 1)] * 40, before=[(0, 20)] * 60)
    assert watch(tally, 0.9, FIRST, day(40)).stand is Stand.KEPT


def test_days_that_are_not_over_or_not_decided_wait() -> None:
    tally = tally_of([(20, 0)] * 10, USUAL, pending=[5, 5])
    days = days_of(tally, FIRST, day(10))
    assert (len(days), days.last, days.usual) == (8, day(7), 20.0)
    assert days_of(tally, FIRST, day(5)).last == day(4)


def test_where_nothing_may_break_one_break_among_few_is_not_yet_an_alarm_and_more_are() -> None:
    assert seen([(20, 0)] * 9 + [(19, 1)], target=1.0).alert is None
    assert seen([(20, 0)] * 9 + [(17, 3)], target=1.0).alert is not None


def test_a_promise_of_half_can_be_acute_though_its_budget_is_large() -> None:
    found = seen([(12, 8)] * 30 + [(0, 20)] * 2, target=0.5)
    assert found.alert is not None
    assert found.alert.severity is Severity.ACUTE


worlds = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from([(20, 0), (18, 2), (16, 4), (10, 10), (0, 20)])),
    min_size=1,
    max_size=12,
).map(lambda runs: [counts for length, counts in runs for _ in range(length)])


@settings(max_examples=60)
@given(worlds)
def test_between_two_openings_there_is_a_closing_and_alerts_only_rise(live: Counts) -> None:
    found = seen(live)
    order = [rule.severity for rule in RULES]
    for one, two in pairwise(found.changes):
        assert one.day < two.day
        assert (one.turn is Turn.CLOSED) == (two.turn is Turn.OPENED)
        if two.turn is Turn.ESCALATED:
            assert order.index(two.severity) > order.index(one.severity)
        if two.turn is Turn.CLOSED:
            assert two.severity is one.severity
            assert (two.day - one.day).days >= CALM_DAYS
    assert (found.alert is not None) == bool(
        found.changes and found.changes[-1].turn is not Turn.CLOSED
    )
    if found.alert:
        assert FIRST <= found.alert.began_on <= found.alert.opened_on
        assert found.alert.severity is found.changes[-1].severity


@settings(max_examples=30)
@given(worlds, st.integers(0, 60))
def test_what_was_said_on_a_day_is_not_taken_back_later(live: Counts, after: int) -> None:
    after = min(after, len(live))
    early = tuple(each for each in seen(live).changes if each.day < day(after))
    assert seen(live, after=after).changes == early


@settings(max_examples=30)
@given(st.integers(0, 20), st.integers(1, 120), st.sampled_from([0.5, 0.9, 0.99, 1.0]))
def test_what_stays_the_same_never_toggles(broken: int, length: int, target: float) -> None:
    changes = seen([(20 - broken, broken)] * length, target).changes
    assert Turn.CLOSED not in {each.turn for each in changes}
    assert [each.turn for each in changes].count(Turn.OPENED) <= 1


@settings(max_examples=30)
@given(worlds)
def test_independent_records_never_open_later_than_clustered_ones_by_the_fast_rules(
    live: Counts,
) -> None:
    def quick(changes: tuple[Change, ...]) -> set[date]:
        return {each.day for each in changes if each.severity is Severity.ACUTE}

    assert bool(quick(seen(live).changes)) == bool(quick(seen(live, independent=True).changes))


def test_looking_daily_for_90_days_seldom_alarms_when_the_promise_is_just_kept() -> None:
    chance, alarms, runs = np.random.default_rng(3), 0, 120
    for _ in range(runs):
        decided = chance.poisson(40, 90)
        kept = chance.binomial(decided, chance.beta(90, 10, 90))
        live = list(zip(kept.tolist(), (decided - kept).tolist(), strict=True))
        alarms += bool(seen(live).changes)
    assert alarms / runs <= 0.05


def test_a_break_after_a_long_good_time_is_found() -> None:
    found = seen([(19, 1)] * 365 + [(17, 3)] * 60)
    assert found.alert is not None
    assert found.alert.began_on == day(365)


def test_one_bad_day_after_the_launch_is_no_bad_week() -> None:
    assert seen([(10, 40)]).changes == ()
    assert seen([(14, 6)] * 6).changes == ()
    assert seen([(14, 6)] * 7).changes != ()


def test_days_that_always_differed_must_be_worse_before_it_alarms() -> None:
    live = [(18, 2)] * 20 + [(14, 6), (16, 4)] * 3
    alike = watch(tally_of(live, USUAL), 0.9, FIRST, day(len(live)))
    worn = watch(tally_of(live, WORN), 0.9, FIRST, day(len(live)))
    assert alike.alert is not None
    assert worn.alert is None
    assert days_of(tally_of(live, WORN), FIRST, day(9)).spread > 4
    assert days_of(tally_of(live, WORN[:13]), FIRST, day(9)).spread == 1
    sure = watch(tally_of(live, WORN), 0.9, FIRST, day(len(live)), independent=True)
    assert sure.alert is not None
