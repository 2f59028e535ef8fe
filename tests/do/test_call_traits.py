"""What a table of calls tells, against simulated callers whose habits are known."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.load import CallTraits
from ringtrue.do.call_traits import CallStudy, study_calls, usual_calls
from ringtrue.do.calls import CallRecords
from ringtrue.stats.arrays import FloatArray, IntArray

MICRO, DAY = 1_000_000, 86_400
FIRST = 20_513
"""Monday, 1 March 2026, is day 20,514; this is the Sunday before."""


def assumed(name: str, best: float) -> Figure:
    return Figure(name, best, best, best, "", Basis.ASSUMED, "nobody said it")


INSTEAD = CallTraits(assumed("handle", 300), assumed("patience", 120), assumed("redial", 0.5))


def records(
    arrived: IntArray, patience: FloatArray, offered: FloatArray, caller: IntArray | None = None
) -> CallRecords:
    """Calls that are answered after `offered` seconds unless patience ends sooner."""
    random = np.random.default_rng(5)
    gave_up = patience < offered
    handled = random.lognormal(np.log(240), 0.5, len(arrived))
    return CallRecords(
        source="phone",
        zone="Europe/London",
        arrived=arrived,
        wait=np.minimum(patience, offered),
        taken=~gave_up,
        gave_up=gave_up,
        handled=np.where(gave_up, np.nan, handled),
        caller=np.full(len(arrived), -1) if caller is None else caller,
        left_out=0,
    )


def days_of(counts: IntArray, random: np.random.Generator) -> IntArray:
    """So many calls on each day, at any time from 8 to 18 o'clock."""
    day = np.repeat(np.arange(len(counts)) + FIRST, counts)
    second = random.integers(8 * 3600, 18 * 3600, len(day))
    return np.sort((day * DAY + second) * MICRO)


def simulated(seed: int = 1, mean: float = 120.0) -> CallRecords:
    random = np.random.default_rng(seed)
    arrived = days_of(random.poisson(200, 100), random)
    many = len(arrived)
    return records(arrived, random.exponential(mean, many), random.exponential(25, many))


def study(calls: CallRecords) -> CallStudy:
    return study_calls(calls, INSTEAD)


def test_patience_is_that_of_all_callers_and_not_of_those_who_gave_up() -> None:
    found = study(simulated())
    patience = found.traits.patience
    assert patience.basis is Basis.MEASURED
    assert patience.low < 120 < patience.high < 130
    assert found.steady
    assert found.shape
    assert "censored" in patience.source


def test_callers_who_do_not_give_up_at_one_rate_are_noticed() -> None:
    calls = simulated()
    random = np.random.default_rng(9)
    patience = np.full(len(calls), 60.0) + random.exponential(20, len(calls))
    offered = random.exponential(60, len(calls))
    found = study(records(calls.arrived, patience, offered))
    assert not found.steady


def test_handle_times_have_mean_and_spread_with_intervals() -> None:
    traits = study(simulated()).traits
    spread = (np.exp(0.25) - 1) ** 0.5
    assert traits.handle.best == pytest.approx(240 * np.exp(0.125), rel=4 * 0.004)
    assert traits.handle.low < traits.handle.best < traits.handle.high < 1.02 * traits.handle.best
    assert traits.handle_cv is not None
    assert traits.handle_cv.low < spread < traits.handle_cv.high < 1.2 * spread


def test_too_few_calls_keep_what_was_said_instead_and_say_so() -> None:
    calls = simulated()
    few = replace(
        calls,
        **{
            name: getattr(calls, name)[:20]
            for name in ("arrived", "wait", "taken", "gave_up", "handled", "caller")
        },
    )
    found = study(few)
    assert found.traits == INSTEAD
    assert len(found.notes) == 3
    assert all("too few" in each or "who called" in each for each in found.notes)


def test_no_call_at_all_is_an_answer(recwarn: pytest.WarningsRecorder) -> None:
    none = records(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0))
    found = study(none)
    assert found.traits == INSTEAD
    assert (found.calls, found.gave_up, found.shape) == (0, 0, ())
    assert usual_calls(none, 1800) is None
    assert not list(recwarn)


def test_who_calls_again_within_an_hour_of_giving_up_is_counted() -> None:
    calls = simulated()
    random = np.random.default_rng(4)
    lost = np.flatnonzero(calls.gave_up)
    again = random.random(len(lost)) < 0.4
    delay = random.integers(200, 3000, int(again.sum())) * MICRO
    arrived = np.concatenate([calls.arrived, calls.arrived[lost[again]] + delay])
    caller = np.concatenate([np.arange(len(calls)), lost[again]])
    order = np.argsort(arrived, kind="stable")
    patience = np.concatenate([np.where(calls.gave_up, calls.wait, 1e6), np.full(len(delay), 1e6)])
    offered = np.concatenate([np.where(calls.gave_up, 1e6, calls.wait), np.full(len(delay), 20.0)])
    found = study(records(arrived[order], patience[order], offered[order], caller[order]))
    redial = found.traits.redial
    assert redial.basis is Basis.MEASURED
    assert redial.best == pytest.approx(again.mean(), abs=0.01)
    assert redial.low < 0.4 < redial.high


def test_the_usual_week_is_found_by_weekday_and_time_of_day() -> None:
    random = np.random.default_rng(2)
    week = np.array([0, 100, 200, 300, 400, 500, 0])  # Sunday first, as FIRST is one
    counts = np.tile(week, 27)
    usual = usual_calls(
        records(days_of(counts, random), np.ones(counts.sum()), np.ones(counts.sum())), 1800
    )
    assert usual is not None
    assert usual.zone == ZoneInfo("Europe/London")
    assert usual.days == 26 * 7
    assert usual.calls.sum(axis=1) == pytest.approx([100, 200, 300, 400, 500, 0, 0])
    assert usual.calls[:, :16].sum() == usual.calls[:, 36:].sum() == 0
    assert usual.calls[4, 16:36] == pytest.approx(25, abs=4 * (25 / 26) ** 0.5)
    assert usual.cv.best == 0  # totals without any chance in them vary less than by chance


@pytest.mark.parametrize("cv", [0.0, 0.1, 0.3])
def test_the_spread_of_days_beyond_chance_is_found(cv: float) -> None:
    random = np.random.default_rng(7)
    factor = random.gamma(cv**-2, cv**2, 27 * 7) if cv else np.ones(27 * 7)
    arrived = days_of(random.poisson(300 * factor), random)
    usual = usual_calls(records(arrived, np.ones(len(arrived)), np.ones(len(arrived))), 900)
    assert usual is not None
    assert usual.cv.low <= usual.cv.best <= usual.cv.high
    assert usual.cv.best == pytest.approx(cv, abs=0.05 + 0.1 * cv)


def test_less_than_four_weeks_make_no_usual_week() -> None:
    random = np.random.default_rng(2)
    short = days_of(np.full(28, 50), random)
    assert usual_calls(records(short, np.ones(len(short)), np.ones(len(short))), 900) is None
