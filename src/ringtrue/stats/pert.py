"""Draws of a quantity of which least, likeliest and most are known (the Beta-PERT distribution).

It keeps to its range, so that a share drawn is a share, and its mean is (low + 4 best + high) / 6.
Malcolm, Roseboom, Clark and Fazar, "Application of a technique for research and development
program evaluation", Operations Research 7 (1959).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ringtrue.stats.arrays import FloatArray

_WEIGHT = 4.0


def pert(low: float, best: float, high: float, rng: np.random.Generator, draws: int) -> FloatArray:
    """`draws` values from `low` to `high`, likeliest at `best`; all are `best` where they agree.

    With u = (best - low) / (high - low): low + (high - low) Beta(1 + 4u, 1 + 4(1 - u)).
    """
    if high == low:
        return np.full(draws, float(best))
    peak = (best - low) / (high - low)
    return low + (high - low) * rng.beta(1 + _WEIGHT * peak, 1 + _WEIGHT * (1 - peak), draws)
