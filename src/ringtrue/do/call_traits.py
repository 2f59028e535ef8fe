"""What calls are like: how long they take, how long callers wait, who calls again, when they come.

Everything is measured with an interval clustered by day, for the calls of one day share their
fate. Where the table says too little, the figure that was given in its stead stays, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from ringtrue.core.errors import MeasureError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.load import CallTraits
from ringtrue.do.arrivals import DAY, WEEK, ArrivalProfile
from ringtrue.do.calls import CallRecords
from ringtrue.do.zones import MICRO
from ringtrue.stats.arrays import BoolArray, FloatArray, IntArray
from ringtrue.stats.proportions import clustered
from ringtrue.stats.survival import (
    MeanTime,
    Survival,
    clustered_mean,
    exponential_mean,
    kaplan_meier,
)

FEWEST_EVENTS = 30
"""Fewer callers who gave up, or calls that were handled, are too few to speak for others. Ours."""
REDIAL_SECONDS = 3600
"""Who gave up and calls again within an hour is taken to call about the same."""
PROFILE_WEEKS = 26
_FEWEST_WEEKS = 4
_MONDAY = 3
"""1970-01-01 was a Thursday, the weekday of number 3."""
_SHAPE_AT = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5)


@dataclass(frozen=True, slots=True)
class PatienceStep:
    """The share that still waits after so many seconds: as it was, and as the mean alone says."""

    seconds: float
    waiting: float
    low: float
    high: float
    exponential: float

    @property
    def agrees(self) -> bool:
        """Whether the one is within the interval of the other."""
        return self.low <= self.exponential <= self.high


@dataclass(frozen=True, slots=True)
class CallStudy:
    """What a table of calls tells.

    Attributes:
        traits: Of the calls; figures that the table could not tell are those given in its stead.
        shape: How patience runs, none where it could not be measured. Where steps disagree, callers
            do not give up at one steady rate, and waits much longer than usual are foretold badly.
        calls: Calls that it rests on.
        gave_up: Of them, those that were given up.
        left_out: Calls whose times run backwards.
        notes: What could not be measured, and why.
    """

    traits: CallTraits
    shape: tuple[PatienceStep, ...]
    calls: int
    gave_up: int
    left_out: int
    notes: tuple[str, ...]

    @property
    def steady(self) -> bool:
        """Whether callers give up at one steady rate, as far as that is known."""
        return all(each.agrees for each in self.shape)


def study_calls(calls: CallRecords, instead: CallTraits) -> CallStudy:
    """Patience, handle time and redials of a table; `instead` stands in for what it cannot tell."""
    notes: list[str] = []
    handle, spread = _handle(calls, notes)
    patience, shape = _patience(calls, notes)
    traits = CallTraits(
        handle or instead.handle,
        patience or instead.patience,
        _redial(calls, notes) or instead.redial,
        spread or instead.handle_cv,
        instead.patience_cv,
    )
    given_up = int(calls.gave_up.sum())
    return CallStudy(traits, shape, len(calls), given_up, calls.left_out, tuple(notes))


def _measured(
    name: str, ends: tuple[float, float, float], unit: str, calls: CallRecords, what: str
) -> Figure:
    low, best, high = ends
    return Figure(name, best, low, high, unit, Basis.MEASURED, f"{calls.source}: {what}")


def _of(found: MeanTime) -> tuple[float, float, float]:
    return found.low, found.mean, found.high


def _handle(calls: CallRecords, notes: list[str]) -> tuple[Figure | None, Figure | None]:
    known = calls.taken & (calls.handled > 0)
    if known.sum() < FEWEST_EVENTS:
        notes.append(f"{_count(known, 'call')} handled: too few to say how long one takes.")
        return None, None
    seconds, day = calls.handled[known], _days(calls)[known]
    found = clustered_mean(seconds, day)
    what = f"{found.events:,} calls handled on {found.clusters:,} days"
    low, high = _spread_ends(seconds, day)
    cv = float(seconds.std() / seconds.mean())
    ends = (min(low, cv), cv, max(high, cv))
    return (
        _measured("handle time", _of(found), "seconds", calls, what),
        _measured("spread of handle times", ends, "share of the mean", calls, what),
    )


def _spread_ends(values: FloatArray, day: IntArray) -> tuple[float, float]:
    """95 % of the standard deviation over the mean, by leaving out a tenth of the days at a time.

    Formula: delete-a-group jackknife, Kott, Journal of Official Statistics 17 (2001), 10 groups.
    """
    groups = day % 10
    parts = [values[groups != each] for each in np.unique(groups)]
    found = np.array([part.std() / part.mean() for part in parts if len(part) > 1])
    if len(found) < 2:
        return 0.0, float(2 * values.std() / values.mean())
    many = len(found)
    error = float(np.sqrt((many - 1) / many * ((found - found.mean()) ** 2).sum()))
    cv = float(values.std() / values.mean())
    return max(cv - 2.26 * error, 0.0), cv + 2.26 * error


def _patience(
    calls: CallRecords, notes: list[str]
) -> tuple[Figure | None, tuple[PatienceStep, ...]]:
    known = np.isfinite(calls.wait)
    wait, gave_up = calls.wait[known], calls.gave_up[known]
    if gave_up.sum() < FEWEST_EVENTS:
        notes.append(f"{_count(gave_up, 'caller')} gave up: too few to say how long they wait.")
        return None, ()
    try:
        found = exponential_mean(wait, gave_up, _days(calls)[known])
    except MeasureError as error:
        notes.append(f"Patience cannot be measured: {error.what}.")
        return None, ()
    what = f"{found.events:,} of {len(wait):,} callers gave up, the others censored"
    figure = _measured("patience", _of(found), "seconds", calls, what)
    return figure, _shape(kaplan_meier(wait, gave_up), found.mean)


def _shape(curve: Survival, mean: float) -> tuple[PatienceStep, ...]:
    """Steps at which so much of all patience has run out, as far as the curve goes."""
    found: list[PatienceStep] = []
    for gone in _SHAPE_AT:
        at = int(np.searchsorted(-curve.share, -(1 - gone)))
        if at >= len(curve.time):
            break
        seconds = float(curve.time[at])
        if found and found[-1].seconds == seconds:
            continue
        waiting, low, high = (float(each[at]) for each in (curve.share, curve.low, curve.high))
        found.append(PatienceStep(seconds, waiting, low, high, float(np.exp(-seconds / mean))))
    return tuple(found)


def _redial(calls: CallRecords, notes: list[str]) -> Figure | None:
    if (calls.caller < 0).all():
        notes.append("No column says who called, so nobody knows who calls again.")
        return None
    ended = calls.arrived + (np.nan_to_num(calls.wait) * MICRO).astype(np.int64)
    window = REDIAL_SECONDS * MICRO
    over = calls.arrived.max() - window
    asked = calls.gave_up & (calls.caller >= 0) & (ended <= over)
    if asked.sum() < FEWEST_EVENTS:
        notes.append(f"{_count(asked, 'known caller')} gave up: too few to say who calls again.")
        return None
    again = _next_of_caller(calls) - ended <= window
    day = _days(calls) - int(_days(calls).min())
    many = int(day.max()) + 1
    found = clustered(
        np.bincount(day[asked & again], minlength=many), np.bincount(day[asked], minlength=many)
    )
    what = f"{found.decided:,} known callers gave up, watched for an hour"
    name = "share of callers who gave up who call again"
    return _measured(name, (found.lower, found.share, found.upper), "share", calls, what)


def _next_of_caller(calls: CallRecords) -> IntArray:
    """When the same caller calls the next time, in the order of the calls; never is far away."""
    order = np.lexsort((calls.arrived, calls.caller))
    caller, arrived = calls.caller[order], calls.arrived[order]
    following = np.full(len(calls), np.iinfo(np.int64).max // 2, dtype=np.int64)
    same = caller[1:] == caller[:-1]
    following[order[:-1][same]] = arrived[1:][same]
    return following


def _days(calls: CallRecords) -> IntArray:
    return np.asarray(calls.arrived // (DAY * MICRO), dtype=np.int64)


def _count(chosen: BoolArray, what: str) -> str:
    many = int(chosen.sum())
    return f"{many:,} {what}{'' if many == 1 else 's'}"


def usual_calls(calls: CallRecords, seconds: int) -> ArrivalProfile | None:
    """The usual calls of each weekday and interval, from the last half year of whole days.

    The mean of every weekday's days, those without a call among them. The spread of days is what
    their totals vary beyond chance: `cv^2 = sum ((N - m)^2 w / (w - 1) - m) / sum m^2` over days
    with mean m of their weekday, of which there are w (method of moments for Poisson mixtures, as
    in Jongbloed and Koole 2001), its interval a jackknife over weeks. None with less than 4 weeks.
    """
    if not len(calls):
        return None
    day, last = _days(calls), int(_days(calls).max())
    weeks = min((last - int(day.min()) - 1) // WEEK, PROFILE_WEEKS)
    if weeks < _FEWEST_WEEKS:
        return None
    first = last - weeks * WEEK
    inside = (day >= first) & (day < last)
    cell = (calls.arrived[inside] // MICRO % DAY) // seconds
    table = np.zeros((weeks * WEEK, DAY // seconds))
    np.add.at(table, (day[inside] - first, cell), 1)
    by_week = table.reshape(weeks, WEEK, -1)
    cv = _day_spread(by_week.sum(axis=2), calls)
    monday_first = np.roll(by_week.mean(axis=0), (first + _MONDAY) % WEEK, axis=0)
    return ArrivalProfile(ZoneInfo(calls.zone), monday_first, cv, weeks * WEEK)


def _day_spread(totals: FloatArray, calls: CallRecords) -> Figure:
    """Spread of days from their totals, shape (weeks, weekdays)."""
    best, weeks = _beyond_chance(totals), len(totals)
    groups = np.arange(weeks) % 10
    parts = [totals[groups != each] for each in np.unique(groups)]
    found = np.array([_beyond_chance(part) for part in parts])
    many = len(found)
    error = float(np.sqrt((many - 1) / many * ((found - found.mean()) ** 2).sum()))
    ends = (max(best - 2.26 * error, 0.0), best, best + 2.26 * error)
    what = f"{weeks} weeks of calls by weekday, {totals.sum():,.0f} calls"
    return _measured("spread of days", ends, "share of the mean", calls, what)


def _beyond_chance(totals: FloatArray) -> float:
    weeks = len(totals)
    mean = totals.mean(axis=0)
    if not mean.any():
        return 0.0
    beyond = ((totals - mean) ** 2).sum() * weeks / (weeks - 1) - weeks * mean.sum()
    return float(np.sqrt(max(beyond / (weeks * (mean**2).sum()), 0.0)))
