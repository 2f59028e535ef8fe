"""What a scenario comes to: customers, advertising and profit by week, with what is not known.

Every figure with a range is drawn again and again; a scenario and its honest twin meet the same
draws, so that the week in which honesty overtakes has an interval of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure
from ringtrue.cost.cycle.equations import Course, run
from ringtrue.cost.cycle.hazards import Rates, drawn_rates
from ringtrue.cost.cycle.honest import overtaking_weeks
from ringtrue.cost.cycle.scenarios import Scenario
from ringtrue.stats.arrays import FloatArray

DRAWS, MOST_DRAWS = 300, 5_000
LEVEL = 0.95
HORIZONS = (13, 26, 52, 104, 156, 260, 520, 1_040)
PROMISES: FloatArray = np.round(np.arange(0.5, 1.001, 0.05), 2)
"""The promises among which the one that earns most is looked for, besides the scenario's own."""
_GRID_DRAWS = 60
DEFINITION = (
    "Shares of the market and money for each person of it, from a step of one week; the middle and "
    "95 % of the courses that the ranges of the figures allow."
)


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """The middle (median) of the draws and the interval of 95 % of them, each of shape (T,)."""

    low: FloatArray
    middle: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """A course with its bands: customers and advertising by week's end, profit by week, worth."""

    customers: Band
    advertising: Band
    profit: Band
    worth: Band


@dataclass(frozen=True, slots=True)
class Overtaking:
    """When the honest promise has earned more and stays ahead, counted in weeks from the start.

    `week` is the median over the draws, `low` and `high` hold 95 % of them; `None` means not within
    the weeks looked at. `share` is the share of draws in which it does overtake.
    """

    week: int | None
    low: int | None
    high: int | None
    share: float


@dataclass(frozen=True, slots=True)
class BestPromise:
    """The promise with the highest mean worth after so many weeks.

    `low` and `high` hold the promises that were best in 95 % of the draws, `honest` is the share of
    draws in which none above the capability was.
    """

    weeks: int
    promise: float
    low: float
    high: float
    honest: float


@dataclass(frozen=True, slots=True, eq=False)
class CycleAnswer:
    """What the scenario and its honest twin come to within `weeks`, and how it was reckoned.

    `overtaking` is None for a scenario that does not overstate.
    """

    scenario: Scenario
    weeks: int
    start: float
    bold: Bands
    honest: Bands
    overtaking: Overtaking | None
    best: tuple[BestPromise, ...]
    seed: int
    draws: int

    @property
    def figures(self) -> tuple[tuple[str, Figure], ...]:
        """What it rests on, with the name of each setting."""
        return self.scenario.rules.figures()


def answer(
    scenario: Scenario, weeks: int, *, start: float = 0.0, seed: int = 1, draws: int = DRAWS
) -> CycleAnswer:
    """Run a scenario and its honest twin for so many weeks, from a share of customers on.

    Raises:
        UsageError: Weeks, a start or draws that cannot be.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise UsageError(f"{draws:,} draws cannot be", cure=f"Give 1 to {MOST_DRAWS:,}.")
    known = all(figure.is_known for _, figure in scenario.rules.figures())
    draws = 1 if known else draws
    said = np.array([scenario.promise, scenario.honest().promise])
    course = run(drawn_rates(scenario.rules, said, seed, draws), weeks, customers=start, steps=1)
    bold, honest = course.worth[:, :draws], course.worth[:, draws:]
    return CycleAnswer(
        scenario=scenario,
        weeks=weeks,
        start=start,
        bold=_bands(course, slice(0, draws)),
        honest=_bands(course, slice(draws, None)),
        overtaking=_overtaking(honest, bold) if scenario.overstates else None,
        best=_best(scenario, weeks, start, seed, min(draws, _GRID_DRAWS)),
        seed=seed,
        draws=draws,
    )


def _bands(course: Course, part: slice) -> Bands:
    found = (course.customers, course.advertising, course.profit, course.worth)
    return Bands(*(_band(each[:, part]) for each in found))


def _band(values: FloatArray) -> Band:
    if values.shape[1] == 1:
        return Band(values[:, 0], values[:, 0], values[:, 0])
    tail = (1.0 - LEVEL) / 2.0
    low, middle, high = np.quantile(values, (tail, 0.5, 1.0 - tail), axis=1)
    return Band(low, middle, high)


def _overtaking(honest: FloatArray, bold: FloatArray) -> Overtaking:
    weeks = overtaking_weeks(honest, bold)
    share = float(np.isfinite(weeks).mean())
    ordered = np.sort(np.where(np.isnan(weeks), np.inf, weeks))
    tail = (1.0 - LEVEL) / 2.0
    low, week, high = (_week(ordered, part) for part in (tail, 0.5, 1.0 - tail))
    return Overtaking(week, low, high, share)


def _week(ordered: FloatArray, part: float) -> int | None:
    """The week of this part of the draws, by rank, or None where it never comes."""
    value = ordered[min(int(part * len(ordered)), len(ordered) - 1)]
    return int(value) if np.isfinite(value) else None


def _best(
    scenario: Scenario, weeks: int, start: float, seed: int, draws: int
) -> tuple[BestPromise, ...]:
    rules = scenario.rules
    own = (scenario.promise, rules.capability.best)
    promises = np.unique(np.append(PROMISES, np.round(own, 4)))
    rates: Rates = drawn_rates(rules, promises, seed, draws)
    worth = run(rates, weeks, customers=start, steps=1).worth
    horizons = [each for each in HORIZONS if each < weeks]
    by_promise = worth.reshape(weeks, len(promises), draws)
    return tuple(
        _best_at(weeks, promises, by_promise[weeks - 1], rules.capability.best)
        for weeks in (*horizons, weeks)
    )


def _best_at(weeks: int, promises: FloatArray, worth: FloatArray, capability: float) -> BestPromise:
    each = promises[np.argmax(worth, axis=0)]
    tail = (1.0 - LEVEL) / 2.0
    low, high = np.quantile(each, (tail, 1.0 - tail), method="closest_observation")
    best = promises[np.argmax(worth.mean(axis=1))]
    honest = float((each <= round(capability, 4)).mean())
    return BestPromise(weeks, float(best), float(low), float(high), honest)
