"""Where the common level goes next: a handful of plain forecasts, weighted by how they did.

Nobody knows beforehand whether a business drifts, jumps back to its mean, declines or has seasons.
So all of these forecast, and the ones that missed by less are believed more.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ringtrue.stats.arrays import BoolArray, FloatArray

MEMORIES = (0.0, 0.5, 0.8, 1.0)
"""Decay per period of the four averaging forecasts: 0 the last value, 1 the plain mean."""

PRIOR = np.array([1.0, 2.0, 3.0, 3.0, 3.0, 0.5, 3.0])
"""Belief before any data: last value, three averages, drift, trend, season. An assumption of ours,
leaning to the mean: a very good month is more often followed by an ordinary one."""

CANDIDATES = len(MEMORIES) + 3
"""The averaging forecasts, the drift, the trend and the season."""

_DRIFT = 0.5
_TREND_DECAY, _TREND_SHRINK, _TREND_NEEDS = 0.9, 4.0, 4


def candidates(level: FloatArray, drift: FloatArray, ahead: int, season: int) -> FloatArray:
    """Forecasts of the common level `ahead` periods after the last one known.

    `level` is (T, L), oldest first; `drift` (L,) is by how much the second half of the last period
    was better than its first half. The result is (7, L): exponentially weighted means
    `sum_i m^(T-i) g_i / sum_i m^(T-i)` for each memory `m`, the mean of memory 0.8 plus half the
    drift, a damped straight line, and level plus season. The last two are the mean of memory 0.8
    until they are `awake`.

    Source: Gardner, Exponential smoothing: the state of the art, Part II, International Journal of
    Forecasting 22 (2006).

    >>> candidates(np.array([[0.0], [1.0]]), np.array([0.4]), 1, 12)[:, 0].round(2).tolist()
    [1.0, 0.67, 0.56, 0.5, 0.76, 0.56, 0.56]
    """
    age = np.arange(len(level) - 1, -1, -1, dtype=np.float64)
    means = [_mean(level, memory**age) for memory in MEMORIES]
    trend, swing = _trend(level, age, ahead, means[2]), _season(level, ahead, season, means[2])
    return np.array([*means, means[2] + _DRIFT * drift, trend, swing])


def awake(periods: int, season: int) -> BoolArray:
    """Which candidates have the history to speak after so many periods; (7,).

    The trend needs 4 periods, the season a year and one. A sleeper is neither asked nor blamed:
    Freund et al., Using and combining predictors that specialize, STOC (1997).

    >>> awake(4, 12).tolist()
    [True, True, True, True, True, True, False]
    """
    always = [True] * (len(MEMORIES) + 1)
    return np.array([*always, periods >= _TREND_NEEDS, 2 <= season < periods], dtype=np.bool_)


def believe(
    squared_miss: FloatArray, seen: float, prior_sd: float, prior_n: float, speaks: BoolArray
) -> FloatArray:
    """Weights of the candidates that speak, after their past misses; they add up to 1.

    `w_j ~ prior_j (a s0^2 + SSE_j)^(-(a + m) / 4)`: the marginal likelihood of normal errors of
    unknown variance, raised to the power one half because misses of successive periods are alike.
    `squared_miss` (J,) sums squared one-step misses, `seen` is how many periods told something.

    Source: Raftery, Madigan and Hoeting, JASA 92 (1997) for the model average; Grünwald and van
    Ommen, Bayesian Analysis 12 (2017) for the tempered power.

    >>> believe(np.zeros(7), 0.0, 0.35, 4.0, awake(1, 12)).round(2).tolist()
    [0.08, 0.17, 0.25, 0.25, 0.25, 0.0, 0.0]
    """
    base = prior_n * prior_sd**2
    ratio = (base + squared_miss) / (base + squared_miss[speaks].min())
    weight = speaks * PRIOR * ratio ** (-(prior_n + seen) / 4.0)
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _mean(level: FloatArray, weight: FloatArray) -> FloatArray:
    return np.asarray(weight @ level / weight.sum(), dtype=np.float64)


def _trend(level: FloatArray, age: FloatArray, ahead: int, fallback: FloatArray) -> FloatArray:
    """A discounted least-squares line with a shrunken slope, four periods or more."""
    if len(level) < _TREND_NEEDS:
        return fallback
    weight = _TREND_DECAY**age
    when = -age - _mean(-age[:, None], weight)
    middle = _mean(level, weight)
    slope = (weight * when) @ (level - middle) / ((weight * when**2).sum() + _TREND_SHRINK)
    return np.asarray(middle + slope * (when[-1] + ahead), dtype=np.float64)


def _season(level: FloatArray, ahead: int, season: int, fallback: FloatArray) -> FloatArray:
    """Recent level without its season, plus the season of the period that comes."""
    if season < 2 or len(level) < season + 1:
        return fallback
    last = len(level) - 1
    plain = [level[i] - _swing(level, i, season) for i in range(last - 2, last + 1)]
    base = 0.5 * np.mean(plain, axis=0) + 0.5 * level[-season:].mean(axis=0)
    return np.asarray(base + _swing(level, last + ahead, season), dtype=np.float64)


def _swing(level: FloatArray, index: int, season: int) -> FloatArray:
    """How far the same season of earlier years lay from its year's mean, shrunk to nothing."""
    seen = [level[i] - _around(level, i, season) for i in _same_season(len(level), index, season)]
    if not seen:
        return np.zeros(level.shape[1])
    return np.asarray(np.mean(seen, axis=0) * len(seen) / (len(seen) + 0.5), dtype=np.float64)


def _same_season(known: int, index: int, season: int) -> Iterator[int]:
    return (i for i in range(index - season, -1, -season) if i < known)


def _around(level: FloatArray, index: int, season: int) -> FloatArray:
    half = season // 2
    return np.asarray(level[max(0, index - half) : index + half + 1].mean(axis=0))
