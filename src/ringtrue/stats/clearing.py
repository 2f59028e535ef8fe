"""At which probability may a promise be cleared, if at most so many cleared ones may be wrong?

A fixed 95 % is needlessly strict where most promises are easy and not strict enough where a source
keeps fooling its forecasts. The level here is the lowest at which, over everything the gate would
clear, the expected share of wrong ones stays under the wished share with a margin, and the
forecasts' own record (wrong ones observed over expected) is part of that expectation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ringtrue.stats.arrays import BoolArray, FloatArray
from ringtrue.stats.predictive import Forecast, Roll

TARGETS = (0.7, 0.8, 0.85, 0.9)
"""The targets that a source's clearing level is found on, unless others are given."""


@dataclass(frozen=True, slots=True)
class Clearing:
    """How the clearing level is found.

    Attributes:
        wrong: Share of the cleared that may turn out wrong.
        margin: Part of `wrong` that is aimed for; the rest covers that months come in clumps.
        floor: No level below this, so that each single yes is likely and not only their average.
        ceiling: The level when nothing else is safe enough.
        prior_periods: How many average periods the belief "as expected" is worth.
    """

    wrong: float = 0.05
    margin: float = 0.8
    floor: float = 0.8
    ceiling: float = 0.995
    prior_periods: float = 8.0


DEFAULTS = Clearing()


def clearing_levels(
    rolled: Roll, targets: Sequence[float] = TARGETS, settings: Clearing = DEFAULTS
) -> FloatArray:
    """The level to clear at, at each origin, from what was known there; shape (T,).

    The lowest `c` in `floor..ceiling` with `kappa(c) mean(1 - P | P >= c) <= margin * wrong`, over
    all cases (segment, limit, target) of this and all earlier origins; `kappa = max(1, (O + a) /
    (E + a))` compares the wrong ones observed and expected at earlier origins whose period has
    come, with `a` worth `prior_periods` average periods. Cases that abstain are left out.

    Source: the mean of `1 - P` over the cleared is the Bayesian false discovery rate, Newton et
    al., Biostatistics 5 (2004) and Müller et al., JASA 99 (2004); `kappa` is ours.

    >>> from ringtrue.stats.predictive import _example_counts, roll
    >>> clearing_levels(roll(_example_counts())).round(2).tolist()
    [0.92, 0.92, 0.81]
    """
    grid = _grid(settings)
    ahead, origins = rolled.ahead, len(rolled.forecasts)
    cases = [_cases(f, targets) for f in rolled.forecasts]
    expected, cleared, came = np.zeros(len(grid)), np.zeros(len(grid)), np.zeros(len(grid))
    observed = np.zeros(len(grid))
    levels = np.empty(origins)
    for t in range(origins):
        if t >= ahead:
            due = cases[t - ahead]
            wrong, doubt = _outcome(rolled, t, targets, due)
            observed = observed + _above(due, grid, wrong)
            came = came + _above(due, grid, doubt)
        expected = expected + _above(cases[t], grid, 1.0 - cases[t])
        cleared = cleared + _above(cases[t], grid, np.ones_like(cases[t]))
        prior = settings.prior_periods * came / max(t - ahead + 1, 1) + 1e-9
        kappa = np.maximum(1.0, (observed + prior) / (came + prior))
        safe = kappa * expected / np.maximum(cleared, 1.0) <= settings.margin * settings.wrong
        levels[t] = grid[int(np.argmax(safe))] if safe.any() else settings.ceiling
    return levels


def clears(forecast: Forecast, target: float, level: float) -> BoolArray:
    """Where a promise of `target` may be cleared at `level`; (S, L).

    `P(share >= target) >= level` and no reason to abstain; the same as `lower(level) >= target`.
    Source: as `clearing_levels`.

    >>> from ringtrue.stats.predictive import _example_counts, roll
    >>> clears(roll(_example_counts()).forecasts[-1], 0.8, 0.9).tolist()
    [[True]]
    """
    return np.asarray((forecast.probability(target) >= level) & ~forecast.abstains, dtype=np.bool_)


def _grid(settings: Clearing) -> FloatArray:
    steps = round((settings.ceiling - settings.floor) / 0.005)
    return np.linspace(settings.floor, settings.ceiling, max(steps, 1) + 1)


def _cases(forecast: Forecast, targets: Sequence[float]) -> FloatArray:
    """Probabilities (G, S, L); a case that abstains is never cleared."""
    return np.array([np.where(forecast.abstains, -1.0, forecast.probability(q)) for q in targets])


def _outcome(
    rolled: Roll, t: int, targets: Sequence[float], due: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """What was wrong in period `t` and what was expected to be; nothing where no record came."""
    kept, decided = rolled.counts.kept[t], rolled.counts.decided[t]
    came = decided > 0
    broken = np.array([came & (kept < q * decided - 1e-9) for q in targets], dtype=np.float64)
    return broken, np.where(came, 1.0 - due, 0.0)


def _above(probability: FloatArray, grid: FloatArray, what: FloatArray | BoolArray) -> FloatArray:
    """Sum of `what` over the cases with at least each probability of the grid."""
    where = np.searchsorted(grid, probability.ravel() + 1e-12, side="right") - 1
    chosen = where >= 0
    total = np.bincount(where[chosen], np.asarray(what, float).ravel()[chosen], len(grid))
    return np.asarray(total[::-1].cumsum()[::-1], dtype=np.float64)
