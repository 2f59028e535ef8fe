"""How many times as much? The ratio of two estimates, where an ordinary interval would lie.

A ratio whose lower term may be nothing has no finite interval, whatever the delta method says. So
the interval is Fieller's, which can be all but a stretch of numbers, or every number; and where
data are few, a declared prior and its posterior say what may be believed all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite, log, sqrt
from statistics import NormalDist

import numpy as np

from ringtrue.stats.arrays import FloatArray

_GRID, _SHOWN, _REACH = 4001, 161, 7.0


class Extent(StrEnum):
    """What the numbers look like that a ratio may be."""

    BETWEEN = "between"
    """From `low` to `high`: the ratio is determined."""
    OUTSIDE = "outside"
    """Anything but what lies between `low` and `high`: not determined."""
    ANYTHING = "anything"
    """Every number: not determined."""


@dataclass(frozen=True, slots=True)
class TwoEstimates:
    """Two estimates with their variances and covariance, of which the ratio is top over bottom.

    Raises `ValueError` where the numbers are not finite or cannot be variances and a covariance.

    >>> TwoEstimates(-2.0, -0.5, 0.2**2, 0.12**2, 0.01).ratio
    4.0
    """

    top: float
    bottom: float
    top_variance: float
    bottom_variance: float
    covariance: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what has no ratio interval."""
        told = (self.top, self.bottom, self.top_variance, self.bottom_variance, self.covariance)
        if not all(map(isfinite, told)):
            msg = f"estimates and their variances must be numbers, got {told}"
            raise ValueError(msg)
        most = self.top_variance * self.bottom_variance * (1 + 1e-9)
        if self.top_variance <= 0 or self.bottom_variance <= 0 or self.covariance**2 > most:
            msg = f"no covariance matrix has variances and covariance {told[2:]}"
            raise ValueError(msg)

    @property
    def ratio(self) -> float | None:
        """Top over bottom; None when the bottom is 0."""
        return self.top / self.bottom if self.bottom else None

    def spread(self, ratio: FloatArray | float) -> FloatArray:
        """The variance of `top - ratio x bottom`."""
        r = np.asarray(ratio, dtype=np.float64)
        return self.top_variance - 2 * r * self.covariance + r * r * self.bottom_variance


@dataclass(frozen=True, slots=True)
class RatioInterval:
    """What the ratio may be with a confidence of `level`; `extent` says how to read the ends.

    The ends are None where it may be anything, and `ratio` is None of a bottom that is 0.
    """

    ratio: float | None
    extent: Extent
    low: float | None
    high: float | None
    level: float

    @property
    def is_determined(self) -> bool:
        """Whether the interval is finite."""
        return self.extent is Extent.BETWEEN

    def covers(self, ratio: float) -> bool:
        """Whether a ratio is among those that may be."""
        if self.low is None or self.high is None:
            return True
        if self.extent is Extent.OUTSIDE:
            return not self.low < ratio < self.high
        return self.low <= ratio <= self.high


def fieller(pair: TwoEstimates, level: float = 0.95) -> RatioInterval:
    """The interval of a ratio of two normal estimates that may be correlated.

    All R with `(t - R b)^2 <= z^2 (v_t - 2 R c + R^2 v_b)`, the roots of `A R^2 - 2 B R + C = 0`
    with `A = b^2 - z^2 v_b`, `B = t b - z^2 c`, `C = t^2 - z^2 v_t`. It is finite exactly where
    the bottom differs from nothing at that level (A > 0).

    Source: Fieller, Journal of the Royal Statistical Society B 16 (1954); von Luxburg and Franz,
    "A geometric approach to confidence sets for ratios", Statistica Sinica 19 (2009).

    Raises:
        ValueError: `level` is not between 0 and 1.

    >>> told = fieller(TwoEstimates(-2.0, -0.5, 0.2**2, 0.12**2, 0.01))
    >>> round(told.low, 5), round(told.high, 5), told.extent.value
    (2.78538, 7.0931, 'between')
    >>> fieller(TwoEstimates(-2.0, -0.5, 0.2**2, 0.3**2, 0.01)).is_determined
    False
    """
    z = _normal(level)
    a = pair.bottom**2 - z * z * pair.bottom_variance
    b = pair.top * pair.bottom - z * z * pair.covariance
    c = pair.top**2 - z * z * pair.top_variance
    below = b * b - a * c
    if a == 0 or below < 0:
        return RatioInterval(pair.ratio, Extent.ANYTHING, None, None, level)
    low, high = sorted(((b - sqrt(below)) / a, (b + sqrt(below)) / a))
    extent = Extent.BETWEEN if a > 0 else Extent.OUTSIDE
    return RatioInterval(pair.ratio, extent, low, high, level)


def delta(pair: TwoEstimates, level: float = 0.95) -> tuple[float, float]:
    """The usual interval of a ratio, which is finite even where nothing is known: to compare with.

    `R -+ z sqrt(v_t - 2 R c + R^2 v_b) / |b|`, R = t / b. It covers the truth too rarely where b
    is not many standard errors from 0. Source: Cox, Biometrika 77 (1990), on why.

    >>> low, high = delta(TwoEstimates(-2.0, -0.5, 0.2**2, 0.12**2, 0.01))
    >>> round(high - 4, 5)
    1.71045
    """
    ratio = pair.top / pair.bottom
    half = _normal(level) * sqrt(float(pair.spread(ratio))) / abs(pair.bottom)
    return ratio - half, ratio + half


@dataclass(frozen=True, slots=True)
class RatioPrior:
    """What is believed of a ratio before any data: log-normal, positive, with the median `centre`.

    `factor` says how sure: with a probability of 95 % the ratio lies from centre / factor to
    centre x factor.
    """

    centre: float
    factor: float

    def __post_init__(self) -> None:
        """Refuse a centre or a factor that leaves nothing to believe."""
        if not (0 < self.centre < inf and 1 < self.factor < inf):
            msg = f"a prior needs a positive centre and a factor above 1, got {self}"
            raise ValueError(msg)

    @property
    def scale(self) -> float:
        """The standard deviation of the logarithm."""
        return log(self.factor) / _normal(0.95)


@dataclass(frozen=True, slots=True)
class RatioPosterior:
    """What is believed after the data: median, interval, and the curves to draw.

    `ratios` grow; `before` and `after` are densities over the logarithm of the ratio at them.
    """

    median: float
    low: float
    high: float
    level: float
    ratios: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]


def posterior(pair: TwoEstimates | None, prior: RatioPrior, level: float = 0.95) -> RatioPosterior:
    """The ratio under a prior, with the size of the bottom term left open; no pair, no change.

    `p(R | t, b) ~ p(R) s(R)^-1 exp(-(t - R b)^2 / 2 s(R)^2)`, `s(R)^2 = v_t - 2 R c + R^2 v_b`:
    the normal likelihood of (t, b) around (R m, m), integrated over m with a flat prior, on a grid
    of log R.

    Source: Berger, Liseo and Wolpert, "Integrated likelihood methods for eliminating nuisance
    parameters", Statistical Science 14 (1999), section 3 (the Fieller-Creasy problem).

    >>> nothing = posterior(None, RatioPrior(4, 4))
    >>> round(nothing.low, 2), round(nothing.median, 2), round(nothing.high, 2)
    (1.0, 4.0, 16.0)
    """
    steps = np.linspace(-_REACH, _REACH, _GRID)
    ratios = prior.centre * np.exp(prior.scale * steps)
    before = np.exp(-0.5 * steps**2) / (prior.scale * sqrt(2 * np.pi))
    after = before * _likelihood(pair, ratios)
    mass = np.concatenate([[0.0], np.cumsum((after[1:] + after[:-1]) / 2)])
    ends = np.interp([0.5, (1 - level) / 2, (1 + level) / 2], mass / mass[-1], steps)
    median, low, high = (prior.centre * np.exp(prior.scale * ends)).tolist()
    width = prior.scale * float(steps[1] - steps[0])
    even = np.linspace(0, _GRID - 1, _SHOWN).astype(int)
    kept = np.unique([*even, *np.searchsorted(mass / mass[-1], np.linspace(0, 1, _SHOWN))])
    return RatioPosterior(
        median=median,
        low=low,
        high=high,
        level=level,
        ratios=tuple(ratios[kept].tolist()),
        before=tuple(before[kept].tolist()),
        after=tuple((after / (mass[-1] * width))[kept].tolist()),
    )


def _likelihood(pair: TwoEstimates | None, ratios: FloatArray) -> FloatArray:
    """Of each ratio, up to a factor."""
    if pair is None:
        return np.ones_like(ratios)
    spread = pair.spread(ratios)
    told = -0.5 * (pair.top - ratios * pair.bottom) ** 2 / spread - 0.5 * np.log(spread)
    return np.asarray(np.exp(told - told.max()), dtype=np.float64)


def _normal(level: float) -> float:
    if not 0.0 < level < 1.0:
        msg = f"level must be between 0 and 1, got {level}"
        raise ValueError(msg)
    return NormalDist().inv_cdf(0.5 + level / 2.0)
