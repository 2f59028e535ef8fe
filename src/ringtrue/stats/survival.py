"""How long until something happens, when for many it never came to it: censored times.

A caller who was answered did not give up, but would have, some time: their wait says that their
patience was longer than it. Leaving them out, or taking their waits for patience, is wrong by far.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from ringtrue.core.errors import MeasureError
from ringtrue.stats.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class MeanTime:
    """A mean with its interval at `level`, and how many events and clusters it rests on."""

    mean: float
    low: float
    high: float
    level: float
    events: int
    clusters: int


@dataclass(frozen=True, slots=True, eq=False)
class Survival:
    """The share that lasts longer than each time at which something happened; arrays (K,).

    Attributes:
        time: Times of events, growing, each once.
        at_risk: How many were still under observation just before.
        events: How many events then.
        share: Kaplan-Meier estimate, after the events.
        error: Its standard error by Greenwood.
        low: Lower end of the log-log interval at `level`.
        high: Upper end.
        level: Of the interval.
    """

    time: FloatArray
    at_risk: IntArray
    events: IntArray
    share: FloatArray
    error: FloatArray
    low: FloatArray
    high: FloatArray
    level: float

    def restricted_mean(self, until: float) -> float:
        """Mean time, those that last longer counted as `until`: the area under the steps.

        Formula: integral of the share from 0 to `until`; source: Irwin, Journal of Hygiene 47
        (1949). It needs no guess of what happens after the last event.
        """
        inside = self.time < until
        steps = np.concatenate([[0.0], self.time[inside], [until]])
        heights = np.concatenate([[1.0], self.share[inside]])
        return float((np.diff(steps) * heights).sum())


def exponential_mean(
    times: npt.ArrayLike, happened: npt.ArrayLike, cluster: npt.ArrayLike, level: float = 0.95
) -> MeanTime:
    """The mean of exponential times of which some are censored, clustered (by day).

    Maximum likelihood: `mean = sum of all times / events`. The interval is that of a ratio of sums
    over clusters, on the log scale: `v = D / (D - 1) sum (T_d - mean E_d)^2 / E^2`, `mean exp(-+
    t_{D-1} sqrt(v) / mean)`, and never narrower than that of independent times, `mean exp(-+ z /
    sqrt(E))`; one cluster has only that. Source: Cox and Oakes, Analysis of Survival Data (1984),
    section 3.3; Cochran, Sampling Techniques (1977), section 6.5 for the ratio.

    Raises:
        MeasureError: Nothing ever happened, or no time at all, so that there is no mean.

    >>> found = exponential_mean([6, 6, 9, 20], [True, True, False, False], [0, 0, 1, 1])
    >>> found.mean, found.events
    (20.5, 2)
    """
    t, e, group = _checked(times, happened, cluster)
    events, total = int(e.sum()), float(t.sum())
    if events == 0 or total <= 0:
        told = "nothing ever happened" if events == 0 else "no time ever passed"
        raise MeasureError(f"{told}, so there is no mean time until it does", cure="Wait for data.")
    mean = total / events
    sums, counts = np.bincount(group, t), np.bincount(group, e)
    alone = _normal(level) / np.sqrt(events)
    half = max(alone, _clustered(sums - mean * counts, events, level) / mean)
    ends = mean * np.exp(-half), mean * np.exp(half)
    return MeanTime(mean, float(ends[0]), float(ends[1]), level, events, len(sums))


def clustered_mean(values: FloatArray, cluster: npt.ArrayLike, level: float = 0.95) -> MeanTime:
    """The mean of positive values that come in clusters (days), with an interval on the log scale.

    `v = D / (D - 1) sum_d (sum of (x - mean))^2 / N^2`, ends `mean exp(-+ t_{D-1} sqrt(v) / mean)`;
    one cluster gives the interval of independent values. Source: Cochran, Sampling Techniques
    (1977), section 6.5.

    Raises:
        MeasureError: There is no value above 0.

    >>> clustered_mean(np.array([2.0, 4.0, 3.0, 3.0]), [0, 0, 1, 1]).mean
    3.0
    """
    x, _, group = _checked(values, np.ones(len(values), dtype=bool), cluster)
    if len(x) == 0 or x.sum() <= 0:
        raise MeasureError("there is no time above 0 to take the mean of", cure="Wait for data.")
    mean, many = float(x.mean()), len(x)
    spread = np.bincount(group, x - mean).astype(np.float64)
    if len(spread) < 2:
        error = float(x.std(ddof=1)) / np.sqrt(many) if many > 1 else mean
        half = _normal(level) * error / mean
    else:
        half = _clustered(spread, many, level) / mean
    ends = mean * np.exp(-half), mean * np.exp(half)
    return MeanTime(mean, float(ends[0]), float(ends[1]), level, many, len(spread))


def kaplan_meier(times: npt.ArrayLike, happened: npt.ArrayLike, level: float = 0.95) -> Survival:
    """The share that lasts, with no shape assumed; censored ones leave when they are last seen.

    `S = prod (1 - d / n)`, Greenwood's `var S = S^2 sum d / (n (n - d))`, and the interval on
    log(-log S): `S^exp(-+ z se / (S |log S|))`; after the last one is gone it is 0 to 1. Source:
    Kaplan and Meier, JASA 53 (1958); Greenwood (1926); Kalbfleisch and Prentice, The Statistical
    Analysis of Failure Time Data (1980), section 1.3.

    >>> kaplan_meier([1, 2, 3], [True, False, True]).share.round(3).tolist()
    [0.667, 0.0]
    """
    t, e, _ = _checked(times, happened, np.zeros(np.size(times), dtype=np.int64))
    known = np.sort(t)
    time, events = np.unique(t[e], return_counts=True)
    at_risk = len(known) - np.searchsorted(known, time)
    share = np.cumprod(1 - events / at_risk).astype(np.float64)
    left = at_risk - events
    steps = np.divide(events, at_risk * left, out=np.zeros(len(time)), where=left > 0)
    summed = np.cumsum(steps).astype(np.float64)
    error = (share * np.sqrt(summed)).astype(np.float64)
    low, high = _log_log(share, summed, level)
    return Survival(time, at_risk, events.astype(np.int64), share, error, low, high, level)


def _log_log(share: FloatArray, summed: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    inner = (share > 0) & (share < 1)
    safe = np.where(inner, share, 0.5)
    width = np.exp(_normal(level) * np.sqrt(summed) / np.abs(np.log(safe)))
    low = np.where(inner, safe**width, np.where(share < 1, 0.0, 1.0))
    high = np.where(inner, safe ** (1 / width), 1.0)
    return low, high


def _clustered(spread: FloatArray, count: int, level: float) -> float:
    """Half the width of the interval of a ratio, from its clusters' deviations; 0 for one."""
    many = len(spread)
    if many < 2:
        return 0.0
    error = np.sqrt(many / (many - 1.0) * float((spread**2).sum())) / count
    return _student(level, many - 1.0) * float(error)


def _checked(
    times: npt.ArrayLike, happened: npt.ArrayLike, cluster: npt.ArrayLike
) -> tuple[FloatArray, BoolArray, IntArray]:
    t = np.asarray(times, dtype=np.float64)
    e = np.asarray(happened, dtype=np.bool_)
    _, group = np.unique(np.asarray(cluster), return_inverse=True)
    if t.ndim != 1 or t.shape != e.shape or t.shape != group.shape:
        msg = f"times, events and clusters must be 1-D and equally long, got {t.shape}, {e.shape}"
        raise ValueError(msg)
    return t, e, group.astype(np.int64)


def _normal(level: float) -> float:
    return NormalDist().inv_cdf(0.5 + level / 2)


def _student(level: float, df: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.5 + level / 2))
