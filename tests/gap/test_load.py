"""Verdicts at a planned volume: moved by what busy days did, and silent where there were none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from ringtrue.core.outcome import Ladder, Rung, Tally
from ringtrue.core.planned_volume import PlannedVolume, every_day
from ringtrue.core.policy import Policy
from ringtrue.core.verdict import PlannedLoad, State, Verdict
from ringtrue.gap.advice import advise
from ringtrue.gap.columns import Columns
from ringtrue.gap.load import load_words, planned_load, usual_records
from ringtrue.gap.verdict import judge_standard

NEW_YEAR = datetime(2022, 1, 1)
DAYS = range(18_262, 18_993)
"""2020 and 2021."""


def busy(day: int) -> bool:
    """Two days in three weeks, on changing weekdays, are twice as busy as usual."""
    return day % 11 == 0


def shop(make_tally: Any, on_busy: float = 0.7, pending: bool = False) -> Tally:
    rows = []
    for day in DAYS:
        many = 200 if busy(day) else 100
        kept = round(many * (on_busy if busy(day) else 0.95))
        late = pending and day > DAYS[-3]
        rows.append((day, 0, 0 if late else kept, 0 if late else many - kept, many * late, 0))
    return make_tally(rows)  # type: ignore[no-any-return]


def verdict(tally: Tally, standard: Any, lift: float) -> Verdict:
    return judge_standard(standard, tally, None, Policy(), NEW_YEAR, planned=every_day(lift))[0]


def test_at_the_usual_volume_and_below_it_nothing_changes(
    make_tally: Any, make_standard: Any
) -> None:
    tally = shop(make_tally)
    usual = judge_standard(make_standard(0.8), tally, None, Policy(), NEW_YEAR)[0]
    assert usual.load is None
    for lift in (1.0, 0.5):
        assert verdict(tally, make_standard(0.8), lift) == usual


def test_a_promise_that_holds_as_usual_fails_where_busy_days_broke_it(
    make_tally: Any, make_standard: Any
) -> None:
    tally, standard = shop(make_tally), make_standard(0.8)
    usual, planned = verdict(tally, standard, 1.0), verdict(tally, standard, 1.6)
    assert (usual.state, planned.state) == (State.HOLDS, State.FAILS)
    assert planned.expected is not None
    assert usual.expected is not None
    assert planned.expected < 0.75 < 0.9 < usual.expected
    load = planned.load
    assert load is not None
    assert (load.share_usual, load.share) == pytest.approx((0.91, 0.7), abs=0.01)
    assert load.planned == pytest.approx(1.6 * load.usual)
    told = planned.reasons[1]
    assert "1.6 times the usual" in told
    assert "70 % (" in told
    assert "90.6 % as usual" in told
    assert f"seen on {load.days} such days" in told


def test_a_promise_that_busy_days_kept_holds_at_their_volume(
    make_tally: Any, make_standard: Any
) -> None:
    planned = verdict(shop(make_tally, on_busy=0.95), make_standard(0.8), 1.6)
    assert planned.state is State.HOLDS
    assert planned.load is not None
    assert planned.load.shift == pytest.approx(0, abs=0.01)


def test_a_volume_that_was_never_seen_leaves_a_promise_unproven_and_says_so(
    make_tally: Any, make_standard: Any
) -> None:
    tally, standard = shop(make_tally), make_standard(0.8)
    usual, planned = verdict(tally, standard, 1.0), verdict(tally, standard, 3.0)
    assert planned.state is State.UNPROVEN
    assert (planned.expected, planned.chance) == (usual.expected, usual.chance)
    assert planned.load is not None
    assert planned.load.unseen
    assert any("the busiest of" in each for each in planned.reasons)
    assert sum("Planned are" in each for each in planned.reasons) == 1


def test_a_promise_that_fails_as_usual_fails_at_any_volume(
    make_tally: Any, make_standard: Any
) -> None:
    planned = verdict(shop(make_tally), make_standard(0.99), 3.0)
    assert planned.state is State.FAILS
    assert sum("Planned are" in each for each in planned.reasons) == 1


def test_limits_are_advised_for_the_planned_volume(make_tally: Any, make_standard: Any) -> None:
    """On busy days two in ten come late, by an hour at most."""
    rungs = (Rung(15.0, shop(make_tally)), Rung(60.0, shop(make_tally, on_busy=0.94)))
    ladder, standard = Ladder("on-time", "minute", rungs), make_standard(0.8)
    usual, planned, unseen = (
        advise(standard, ladder, Policy(), NEW_YEAR, planned=every_day(lift)).strongest[0]
        for lift in (1.0, 1.6, 3.0)
    )
    assert (usual.limit, planned.limit, unseen.limit) == (15, 60, None)
    assert "never 3 times as busy" in unseen.reason
    points = advise(standard, ladder, Policy(), NEW_YEAR, planned=every_day(1.6)).frontier
    assert points[0].bound is not None
    assert points[1].bound is not None
    assert points[0].bound < 0.75 < 0.85 < points[1].bound
    none = advise(standard, ladder, Policy(), NEW_YEAR, planned=every_day(3.0)).frontier
    assert [each.bound for each in none] == [None, None]


def test_days_of_which_much_is_pending_say_nothing_of_the_curve(make_tally: Any) -> None:
    ripe = planned_load(Columns.of(shop(make_tally)), every_day(1.6))
    late = planned_load(Columns.of(shop(make_tally, pending=True)), every_day(1.6))
    assert late.known < ripe.known
    assert late.usual == pytest.approx(ripe.usual)
    assert late.share == pytest.approx(ripe.share, abs=0.01)


def test_without_a_day_there_is_no_number_and_no_slip(make_tally: Any) -> None:
    load = planned_load(Columns.of(make_tally([])), every_day(2.0))
    assert (load.usual, load.days, load.known, load.unseen) == (0, 0, 0, True)
    assert "no day is known well enough" in load_words(load)


def test_the_words_say_how_far_it_ever_went() -> None:
    load = PlannedLoad(1.5, 1.5, 1200, 1800, days=0, known=400, busiest=1.4999)
    assert load_words(load) == (
        "Planned are 1,800 a day, 1.5 times the usual 1,200: the busiest of 400 days had"
        " 1.49 times what was usual then, so nothing shows that it holds then."
    )
    assert "only 1 of 400 days was so busy" in load_words(replace(load, days=1))
    assert "only 3 of 400 days were so busy" in load_words(replace(load, days=3))
    seen = replace(load, days=41, share_usual=0.95, share=0.88, low=0.85, high=0.9, level=0.95)
    assert load_words(seen) == (
        "Planned are 1,800 a day, 1.5 times the usual 1,200: there 88 % (85.0-90.0) is kept,"
        " and 95 % as usual; seen on 41 such days."
    )


def test_a_period_with_one_busy_day_is_told_by_its_days(
    make_tally: Any, make_standard: Any
) -> None:
    sale = PlannedVolume((1.0,) * 8 + (1.8, 1.2), date(2022, 2, 1))
    tally, standard = shop(make_tally), make_standard(0.8)
    (found,) = judge_standard(standard, tally, None, Policy(), NEW_YEAR, planned=sale)
    every = verdict(tally, standard, 1.8)
    load = found.load
    assert load is not None
    assert (load.first_day, load.last_day) == (date(2022, 2, 1), date(2022, 2, 10))
    assert (load.peak, load.peak_day, load.lift) == (1.8, date(2022, 2, 9), pytest.approx(1.1))
    assert load.planned == pytest.approx(1.8 * load.usual)
    assert (found.state, every.state) == (State.HOLDS, State.FAILS), "one day in ten is busy"
    told = found.reasons[1]
    assert "on 9 February 2022, 1.8 times the usual" in told
    assert "1.1 times over the 10 days from 1 February 2022: there" in told


def test_a_busy_day_that_was_never_seen_leaves_the_whole_period_unproven(
    make_tally: Any, make_standard: Any
) -> None:
    sale = PlannedVolume((1.0,) * 29 + (6.0,), date(2022, 2, 1))
    tally, standard = shop(make_tally), make_standard(0.8)
    (found,) = judge_standard(standard, tally, None, Policy(), NEW_YEAR, planned=sale)
    assert found.state is State.UNPROVEN
    assert any("6 times the usual" in each and "the busiest of" in each for each in found.reasons)


def test_what_is_usual_are_all_records_of_a_day(make_tally: Any) -> None:
    assert usual_records(Columns.of(make_tally([]))) == 0
    steady = make_tally([(day, 0, 90, 10, 0, 0) for day in DAYS])
    assert usual_records(Columns.of(steady)) == 100
