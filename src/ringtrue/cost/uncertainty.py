"""How sure is an answer whose inputs are not, and which of them would make it surer?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeAlias

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.pert import pert

LEVEL, DRAWS, SEED = 0.95, 10_000, 1
"""What answers are given with unless somebody asks for something else."""

Values: TypeAlias = Mapping[Figure, FloatArray]
Model: TypeAlias = Callable[[Values], FloatArray]
"""From a number, or an array of draws, of every figure to the answer of the same shape."""

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """An answer at the best inputs, the interval of its draws at `level`, and their mean."""

    best: float
    low: float
    high: float
    mean: float
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Swing:
    """What the answer is when one figure alone is at its least and at its most."""

    figure: Figure
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far the figure moves the answer."""
        return abs(self.high - self.low)


def draw(figures: Iterable[Figure], seed: int = SEED, draws: int = DRAWS) -> Values:
    """Draws of every figure; equal figures are one and share theirs.

    A measured figure is drawn so that its ends are the 2.5 % and 97.5 % quantiles and its best the
    median: best + z (best - low) / 1.96 below and best + z (high - best) / 1.96 above, z standard
    normal; a share is kept inside 0 to 1 and nothing that cannot be negative becomes so. Any other
    figure is Beta-PERT, within its range (`ringtrue.stats.pert`).
    """
    rng = np.random.default_rng(seed)
    return {each: _drawn(each, rng, draws) for each in dict.fromkeys(figures)}


def best_of(figures: Iterable[Figure]) -> dict[Figure, FloatArray]:
    """Every figure at its best."""
    return {each: np.asarray(each.best) for each in figures}


def estimate(
    model: Model, figures: Iterable[Figure], seed: int = SEED, draws: int = DRAWS
) -> Estimate:
    """The answer with its Monte-Carlo interval; the same seed gives the same numbers.

    Raises `UsageError` where the inputs make an answer that is no number.
    """
    known = tuple(figures)
    return summed_up(model(best_of(known)), model(draw(known, seed, draws)))


def summed_up(best: FloatArray, drawn: FloatArray) -> Estimate:
    """An answer from its value at the best inputs and its draws; raises as `estimate` does."""
    (found,) = all_summed_up(np.atleast_1d(best), np.atleast_2d(drawn))
    return found


def all_summed_up(best: FloatArray, drawn: FloatArray) -> tuple[Estimate, ...]:
    """Many answers: `best` of shape (answers,), `drawn` of shape (answers, draws)."""
    if not (np.all(np.isfinite(best)) and np.all(np.isfinite(drawn))):
        told = "these inputs make an answer that is no number"
        raise UsageError(told, cure="Look for a range that is far too wide.")
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=1)
    return tuple(map(Estimate, *(each.tolist() for each in (best, low, high, drawn.mean(axis=1)))))


def tornado(model: Model, figures: Iterable[Figure]) -> tuple[Swing, ...]:
    """Each figure at its ends, the others at their best; what moves the answer most comes first.

    Source: Eschenbach, "Spiderplots versus tornado diagrams for sensitivity analysis", Interfaces
    22 (1992). Figures that are known, or move nothing, are left out.
    """
    known = tuple(dict.fromkeys(figures))
    base = best_of(known)
    swings = [
        Swing(
            each,
            float(model({**base, each: np.asarray(each.low)})),
            float(model({**base, each: np.asarray(each.high)})),
        )
        for each in known
        if not each.is_known
    ]
    moving = (each for each in swings if each.width > 0)
    return tuple(sorted(moving, key=lambda each: (-each.width, each.figure.name)))


def weakest(figures: Iterable[Figure]) -> Basis:
    """The basis of an answer that rests on several: that of the weakest of them."""
    order = tuple(Basis)
    return max((each.basis for each in figures), key=order.index)


def _drawn(figure: Figure, rng: np.random.Generator, draws: int) -> FloatArray:
    if figure.basis is not Basis.MEASURED or figure.is_known:
        return pert(figure.low, figure.best, figure.high, rng, draws)
    z = rng.standard_normal(draws) / _Z
    below, above = figure.best - figure.low, figure.high - figure.best
    drawn = figure.best + np.where(z < 0, z * below, z * above)
    least = 0.0 if figure.low >= 0 else -1.0 if figure.unit == "share" else -np.inf
    return np.clip(drawn, least, 1.0 if figure.unit == "share" else np.inf)
