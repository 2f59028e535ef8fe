"""Whether one figure of a firm follows another, and after how long: one arrow of the cycle.

Two figures that both grow, or both have a season, look related without being so. So each is first
made dull: logarithms of amounts, less a line and the year's swing, less what its own past foretells
(an autoregression). What is left of either is news. The lag at which the news of the one go most
with the news of the other is held against what reshuffled news show at *their* best lag, so that
having looked at many lags is paid for.

Sources: prewhitened cross-correlation, Haugh, Journal of the American Statistical Association 71
(1976), and Box and Jenkins, Time Series Analysis (1970), ch. 11; the greatest of several statistics
by permutation, Westfall and Young, Resampling-Based Multiple Testing (1993); Fisher's z for the
interval, at a level that all lags share (Šidák).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.core.cycle import Period
from ringtrue.cost.loop.series import FigureKind, Link, OwnFigures
from ringtrue.stats.arrays import FloatArray

FEWEST = 24
"""Periods that both figures need, side by side."""
SHUFFLES = 2_000
LEVEL = 0.95
_HARMONICS = 2
_MOST_PAST = 3
_LONG_ENOUGH = 1.5
"""Years from which on the year's swing can be told from a line."""
_STILL = 1e-9
_NO_PLACE = 0.999


@dataclass(frozen=True, slots=True)
class Following:
    """How the news of the effect go with those of the cause `lag` periods before.

    `correlation` has the interval `low` to `high`, which holds at all lags looked at together; `p`
    is the chance that figures which have nothing to do with each other look as related at some lag.
    `periods` is how many news were compared.
    """

    lag: int
    correlation: float
    low: float
    high: float
    p: float
    periods: int


def follow(figures: OwnFigures, link: Link, seed: int) -> Following | str:
    """How the effect of a link follows its cause, or why one cannot tell, in words."""
    cause, effect = figures.of(link.cause), figures.of(link.effect)
    if cause is None or effect is None:
        ends = ((link.cause, cause), (link.effect, effect))
        return f"there is no {' and no '.join(kind for kind, each in ends if each is None)}"
    part = longest_stretch(~np.isnan(cause) & ~np.isnan(effect))
    if part.stop - part.start < FEWEST:
        told = f"{part.stop - part.start} {figures.period}s in a row have both"
        return f"{told}; {FEWEST} are needed"
    for kind, each in ((link.cause, cause), (link.effect, effect)):
        if np.ptp(each[part]) <= _STILL * max(1.0, float(np.abs(each[part]).max())):
            return f"{kind} never changes"
    columns = foreseen(part.stop - part.start, figures.period)
    before = news_of(cause[part], link.cause, columns)
    after = news_of(effect[part], link.effect, columns)
    lags = (link.least_lag, figures.period.longest_lag)
    return compare(before, after, columns[_MOST_PAST:], *lags, seed)


def longest_stretch(known: np.ndarray) -> slice:
    """The longest run of periods that are known."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], known.astype(int), [0]])))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return slice(0, 0)
    longest = int(np.argmax(ends - starts))
    return slice(int(starts[longest]), int(ends[longest]))


def foreseen(periods: int, period: Period) -> FloatArray:
    """What every figure may do by itself: a level, a line, the year's swing; shape (T, columns)."""
    time = np.arange(periods, dtype=np.float64)
    columns = [np.ones_like(time), time]
    if periods >= _LONG_ENOUGH * period.a_year:
        for harmonic in range(1, _HARMONICS + 1):
            angle = 2.0 * np.pi * harmonic * time / period.a_year
            columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def news_of(values: FloatArray, kind: FigureKind, columns: FloatArray) -> FloatArray:
    """What of a figure neither those columns nor its own past foretell, shape (T - 3,)."""
    changed = values if kind.is_share else np.log(values + _smallest(values))
    dull = _residuals(changed, columns)
    fits = [_own_past(dull, past) for past in range(_MOST_PAST + 1)]
    costs = [
        len(each) * np.log(max(float(each @ each) / len(each), 1e-300)) + 2 * past
        for past, each in enumerate(fits)
    ]
    return _residuals(fits[int(np.argmin(costs))], columns[_MOST_PAST:])


def compare(
    cause: FloatArray,
    effect: FloatArray,
    columns: FloatArray,
    least_lag: int,
    longest_lag: int,
    seed: int,
) -> Following:
    """The lag at which the news go most together, with its interval and its chance by shuffling.

    `columns` are what was taken out of both, (T, columns); it is taken out of shuffled news again,
    for news without it are a little more alike than any others.
    """
    size = len(cause)
    lags = np.arange(least_lag, longest_lag + 1)
    weights = 1.0 / np.sqrt(size - lags)
    shifted = np.stack([np.append(_scored(effect)[lag:], np.zeros(lag)) for lag in lags], axis=1)
    told = (_scored(cause) @ shifted) * weights
    shuffled = (_shuffled(cause, columns, seed) @ shifted) * weights
    best = int(np.argmax(np.abs(told)))
    beyond = (np.abs(shuffled).max(axis=1) >= abs(told[best]) - 1e-12).sum()
    correlation = float(np.clip(told[best] * weights[best], -_NO_PLACE, _NO_PLACE))
    pairs = size - int(lags[best])
    low, high = interval(correlation, max(pairs - columns.shape[1] + 1, 4), len(lags))
    p = (1.0 + float(beyond)) / (SHUFFLES + 1.0)
    return Following(int(lags[best]), correlation, low, high, p, pairs)


def _shuffled(news: FloatArray, columns: FloatArray, seed: int) -> FloatArray:
    """The news in random orders, shape (SHUFFLES, T), as free of the columns as they were.

    Source: Freedman and Lane, Journal of Business and Economic Statistics 1 (1983).
    """
    rng = np.random.default_rng(seed)
    drawn = rng.permuted(np.tile(news, (SHUFFLES, 1)), axis=1)
    base, _ = np.linalg.qr(columns)
    drawn -= (drawn @ base) @ base.T
    spread = np.sqrt((drawn**2).mean(axis=1, keepdims=True))
    return np.asarray(drawn / np.maximum(spread, _STILL * _STILL))


def interval(correlation: float, pairs: int, looks: int) -> tuple[float, float]:
    """The interval of a correlation of so many pairs that holds for all of `looks` together.

    `tanh(atanh(r) -+ z / sqrt(n - 3))` with z of the level `0.95^(1/looks)`: Fisher, Metron 1
    (1921); Šidák, Journal of the American Statistical Association 62 (1967).

    >>> interval(0.5, 103, 1)  # doctest: +ELLIPSIS
    (0.3393075224..., 0.6323381504...)
    """
    from scipy.special import ndtri

    z = float(ndtri(0.5 + LEVEL ** (1.0 / looks) / 2.0)) / np.sqrt(pairs - 3)
    middle = np.arctanh(correlation)
    return float(np.tanh(middle - z)), float(np.tanh(middle + z))


def _smallest(values: FloatArray) -> float:
    """What is added before taking logarithms: nothing, or half the least above 0 if any is 0."""
    above = values[values > 0]
    return 0.0 if len(above) == len(values) else float(above.min()) / 2.0


def _residuals(values: FloatArray, columns: FloatArray) -> FloatArray:
    fitted, *_ = np.linalg.lstsq(columns, values, rcond=None)
    return np.asarray(values - columns @ fitted)


def _own_past(values: FloatArray, past: int) -> FloatArray:
    """What the last `past` values leave over, without the first three, so that all compare."""
    late = values[_MOST_PAST:]
    before = [values[_MOST_PAST - each : len(values) - each] for each in range(1, past + 1)]
    return _residuals(late, np.column_stack([np.ones_like(late), *before]))


def _scored(values: FloatArray) -> FloatArray:
    """Less their mean, in standard deviations."""
    centred = values - values.mean()
    spread = float(np.sqrt((centred**2).mean()))
    return np.asarray(centred / spread if spread > _STILL * _STILL else centred)
