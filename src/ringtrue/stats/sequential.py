"""Is a promise broken, when one looks every day and stops as soon as it seems so?

An interval for a fixed number of records is wrong for whoever looks again and again: sooner or
later it excludes the truth. What is here may be looked at at any time, and any number of times.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.proportions import counts_by_day

BETS: FloatArray = np.geomspace(0.004, 0.98, 16)
"""Parts of the wealth that are staked, each with the same share of the wealth at the start."""

_NOTHING = 1e-200
"""What may break where nothing may, so that the first broken record costs all."""


def log_wealth(
    kept: npt.ArrayLike,
    decided: npt.ArrayLike,
    target: float,
    *,
    usual: float,
    independent: bool = False,
) -> FloatArray:
    """How strongly the records speak against "the share kept reaches `target`", shape (T,).

    `kept` and `decided` are counts per day in the order of time, shape (T,). The answer after each
    day is the logarithm of what somebody has who began with 1 and bet against the promise. If the
    promise is kept, the wealth *ever* reaches `1 / a` with a probability of at most `a`: to reject
    at `log_wealth >= log(1 / a)` is a test of level `a` whenever one looks.

    With `Y_d` the share of the day that broke, `b = 1 - target` and `w_d = min(n_d / usual, 1)`,
    the wealth is the mean over the stakes `c` of `prod_d (1 + c w_d (Y_d / b - 1))`. A day is one
    bounded observation: nothing is assumed of how the records of a day hang together, nor that
    days are alike. Days weigh by their records, but a day with more than `usual` (a number fixed
    beforehand) weighs as a usual one. With `independent` records each record is one bet of weight
    1; then it is the likelihood ratio of `b + c (1 - b)` against `b`.

    What is tested is the weighted mean of the days' expected shares so far, so that bad Sundays
    may be made up for on weekdays: if `E[Y_d | past] = v_d`, a factor's mean is
    `1 + c w_d (v_d / b - 1) <= exp(c w_d (v_d / b - 1))`. Divided by these bounds the wealth is a
    supermartingale, and as long as `sum w_d v_d <= b sum w_d` dividing does not make it less;
    Ville's inequality does the rest. The number of records of a day may depend on the past, but
    not on which of them will break.

    Source: Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting,
    JRSS B 86 (2024): capital processes, mixed over constant bets; Ville, Étude critique de la
    notion de collectif (1939). That the mean may move is our own short argument above.

    Raises:
        ValueError: Counts outside 0..decided, not 1-D, a target outside 0..1, `usual` not above 0.

    >>> log_wealth([9, 9, 9], [10, 10, 10], 0.9, usual=10).round(2).tolist()
    [0.0, 0.0, 0.0]
    >>> bool(log_wealth([5] * 9, [10] * 9, 0.9, usual=10)[-1] > math.log(100))
    True
    """
    k, n = _days(kept, decided, target, usual)
    if independent:
        lean = np.log1p(BETS * (target / max(1.0 - target, _NOTHING)))
        steps = np.outer(n - k, lean) + np.outer(k, np.log1p(-BETS))
    else:
        broken = (n - k) / np.where(n > 0, n, 1.0)
        gain = broken / max(1.0 - target, _NOTHING) - 1.0
        steps = np.log1p(np.outer(np.minimum(n / usual, 1.0) * gain, BETS))
    mixed = np.logaddexp.reduce(np.cumsum(steps, axis=0), axis=1) - math.log(len(BETS))
    return np.asarray(mixed, dtype=np.float64)


def log_wealth_from_any(
    kept: npt.ArrayLike,
    decided: npt.ArrayLike,
    target: float,
    *,
    every: int,
    usual: float,
    independent: bool = False,
) -> FloatArray:
    """As `log_wealth`, for a promise that may begin to break after a long good time; shape (T,).

    A bet begins on the first day and on every `every`-th one after, with the part
    `1 / ((j + 1) (j + 2))` of the wealth for the `j`-th (from 0); parts add up to 1 and lie idle
    until their day. What is tested is "from each of these days on, the weighted mean of the days'
    expected shares reaches `target`". Good days before do not hide a break, at the price of about
    `2 log j` of the logarithm.

    Source: mixtures of e-processes over starting points, Shin, Ramdas and Rinaldo, E-detectors,
    New England Journal of Statistics in Data Science 2 (2024); with these weights it is one
    supermartingale, for which Ville's inequality holds as above.

    Raises:
        ValueError: As `log_wealth`, or `every` is below 1.

    >>> good, bad = [10] * 100, [5] * 14
    >>> after = log_wealth_from_any(good + bad, [10] * 114, 0.9, every=7, usual=10)
    >>> bool(after[99] < math.log(100) < after[-1])
    True
    """
    k, n = _days(kept, decided, target, usual)
    if every < 1:
        msg = f"every must be at least 1, got {every}"
        raise ValueError(msg)
    starts = range(0, len(n), every)
    total = np.full(len(n), -math.log(len(starts) + 1.0))
    for j, start in enumerate(starts):
        path = np.zeros(len(n))
        path[start:] = log_wealth(
            k[start:], n[start:], target, usual=usual, independent=independent
        )
        total = np.logaddexp(total, path - math.log((j + 1.0) * (j + 2.0)))
    return total


def share_limits(
    kept: npt.ArrayLike,
    decided: npt.ArrayLike,
    level: float = 0.95,
    *,
    usual: float,
    independent: bool = False,
) -> tuple[float, float]:
    """Both ends of an interval for the share kept that holds at all times at once.

    With a probability of at least `level` the interval after every day contains the weighted mean
    of the days' expected shares up to then; see `log_wealth` for the weights and arguments. The
    ends are the targets that the records do not refute, from above and from below, at half of
    `1 - level` each. Without a record it is 0 to 1.

    Source: as `log_wealth`; the duality of tests and intervals is theirs, section 4.

    Raises:
        ValueError: As `log_wealth`, or `level` is not between 0 and 1.

    >>> low, high = share_limits([9] * 60, [10] * 60, usual=10)
    >>> round(low, 2), round(high, 2)
    (0.81, 0.91)
    """
    if not 0.0 < level < 1.0:
        msg = f"level must be between 0 and 1, got {level}"
        raise ValueError(msg)
    k, n = _days(kept, decided, 1.0, usual)
    bar = math.log(2.0 / (1.0 - level))
    high = _least_refuted(k, n, bar, usual, independent)
    low = 1.0 - _least_refuted(n - k, n, bar, usual, independent)
    return low, high


def _least_refuted(
    k: FloatArray, n: FloatArray, bar: float, usual: float, independent: bool
) -> float:
    """The lowest target that the records refute, by halving: wealth grows with the target."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2.0
        wealth = log_wealth(k, n, middle, usual=usual, independent=independent)
        if len(wealth) and wealth[-1] >= bar:
            high = middle
        else:
            low = middle
    return high


def _days(
    kept: npt.ArrayLike, decided: npt.ArrayLike, target: float, usual: float
) -> tuple[FloatArray, FloatArray]:
    k, n = counts_by_day(kept, decided)
    if not 0.0 <= target <= 1.0 or not usual > 0:
        msg = f"target must be in 0..1 and usual above 0, got {target} and {usual}"
        raise ValueError(msg)
    return k, n
