"""Small nouns that several answers about customers are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from ringtrue.core.customers import Sums
from ringtrue.cost.uncertainty import LEVEL
from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.regression import Fit


@dataclass(frozen=True, slots=True)
class Effect:
    """By how much something changes an answer, with its interval, and from how many records."""

    best: float
    low: float
    high: float
    records: int
    level: float = LEVEL

    @property
    def is_sure(self) -> bool:
        """Whether its direction is known: the interval does not hold 0."""
        return self.low > 0 or self.high < 0


def effect_of(fit: Fit, at: int, records: int) -> Effect:
    """One coefficient of a fit with its normal interval."""
    best = float(fit.coefficients[at])
    half = NormalDist().inv_cdf(0.5 + LEVEL / 2) * fit.error(at)
    return Effect(best, best - half, best + half, records)


def columns_of(sums: Sequence[Sums]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Records, sums and sums of squares as arrays."""
    table = np.array([(each.records, each.total, each.squares) for each in sums], dtype=np.float64)
    count, total, squares = table.reshape(-1, 3).T
    return count, total, squares
