"""What does a promise come to when the forecast of calls may be wrong?

The true rate of a day differs from the forecast by more than chance. On days with more calls than
forecast more callers wait longer: the average over
days is worse than the answer for an average day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.core.service_level import Definition, Target
from ringtrue.do.queues.erlang_a import patient
from ringtrue.do.queues.erlang_c import stable
from ringtrue.do.queues.intervals import Column, people, rates, shares, times
from ringtrue.do.queues.redials import all_calls
from ringtrue.do.queues.service_level import ServiceLevel
from ringtrue.do.queues.waits import Waits
from ringtrue.stats.arrays import BoolArray, FloatArray, IntArray

_SMOOTH, _KINKED = 16, 128
"""Days that stand for all; more where the answer breaks off, as when calls outrun agents."""


def expected_level(
    calls: Column,
    handle: Column,
    patience: Column | None,
    agents: Column,
    target: Target,
    *,
    cv: Column = 0.0,
    redial: Column = 0.0,
) -> ServiceLevel:
    """What callers meet on average over the days that a forecast may turn out to be.

    `calls` is the mean of a gamma distributed rate (first calls per second), `cv` its standard
    deviation over its mean. Each *call* counts alike: `E[L f(L)] / E[L]`, which is the mean of
    `f` under the gamma distribution with a shape greater by one; with ratios, numerator and
    denominator apart. With `patience` None (Erlang C) a rate that the agents cannot serve counts as
    nobody answered in time.

    Source: Jongbloed and Koole, Managing uncertainty in call centres using Poisson mixtures (2001);
    Whitt, Staffing a call center with uncertain arrival rate and absenteeism (2006).

    Raises:
        UsageError: As `erlang_a`; a cv below 0, a share of redials outside 0 to less than 1.

    >>> level = expected_level(100 / 300, 300, None, 108, Target(20, 0.8), cv=[0, 0.1])
    >>> level.share.round(3).tolist()
    [0.807, 0.596]
    """
    case, n = case_of(calls, handle, patience, redial, cv, agents)
    return case.level(n, target)


def expected_levels(
    calls: Column,
    handle: Column,
    patience: Column | None,
    agents: Column,
    seconds: float,
    *,
    cv: Column = 0.0,
    redial: Column = 0.0,
) -> dict[Definition, ServiceLevel]:
    """As `expected_level`, for a promise of so many seconds under each of the definitions."""
    case, n = case_of(calls, handle, patience, redial, cv, agents)
    average = case.average(n, seconds)
    return {each: average.level(each) for each in Definition}


def case_of(
    calls: Column,
    handle: Column,
    patience: Column | None,
    redial: Column,
    cv: Column,
    agents: Column = 0,
) -> tuple[Case, FloatArray]:
    """Columns checked and brought to one shape, and agents of the same."""
    rate, time, calm, again, spread, n = np.broadcast_arrays(
        rates("calls", calls),
        times("handle time", handle),
        times("patience", 1.0 if patience is None else patience),
        shares("share of redials", redial),
        rates("cv", cv),
        people("agents", agents),
    )
    return Case(rate, time, calm, again, spread, patience is None), n


@dataclass(frozen=True, slots=True)
class Case:
    """Intervals with checked columns of one shape; `forever` where callers never give up."""

    rate: FloatArray
    time: FloatArray
    calm: FloatArray
    again: FloatArray
    cv: FloatArray
    forever: bool

    def some(self, which: IntArray | BoolArray) -> Case:
        """The same for some of the intervals."""
        return Case(
            self.rate[which],
            self.time[which],
            self.calm[which],
            self.again[which],
            self.cv[which],
            self.forever,
        )

    def level(self, n: FloatArray, target: Target) -> ServiceLevel:
        """As `expected_level`, for agents of the same shape."""
        return self.average(n, target.seconds).level(target.definition)

    def average(self, n: FloatArray, seconds: float) -> _Average:
        """What callers meet with so many agents, on every day that stands for others."""
        multiples, weights = _days(self.cv, _KINKED if self.forever else _SMOOTH)
        first, t = self.rate * multiples, np.asarray(seconds)
        if self.forever:
            come, met = first, stable(*np.broadcast_arrays(first, self.time, n, t))
        else:
            first, time, calm, n, again, t = np.broadcast_arrays(
                first, self.time, self.calm, n, self.again, t
            )
            come = all_calls(first, time, calm, n, again)
            met = patient(come, time, calm, n, t)
        more = np.where(first > 0, come / np.where(first > 0, first, 1.0), 1.0)
        return _Average(met, _parts(weights * more), _parts(weights / multiples))


@dataclass(frozen=True, slots=True)
class _Average:
    """Days along the first axis, with the part of all calls and of all time that falls on each."""

    met: Waits
    calls: FloatArray
    time: FloatArray

    def level(self, definition: Definition) -> ServiceLevel:
        """Over all of the days: calls count alike, redials among them."""
        whole = (self.calls * self.met.whole(definition)).sum(axis=0)
        share = (self.calls * self.met.in_time).sum(axis=0) / np.maximum(whole, 1e-300)
        gone = (self.calls * self.met.abandoned).sum(axis=0)
        busy = (self.time * self.met.occupancy).sum(axis=0)
        share, gone, busy = (np.minimum(each, 1.0) for each in (share, gone, busy))
        return ServiceLevel(share, gone, busy, definition)


def _parts(weights: FloatArray) -> FloatArray:
    return np.asarray(weights / weights.sum(axis=0), dtype=np.float64)


def rate_at(calls: Column, cv: Column, chance: float) -> FloatArray:
    """The rate that is not exceeded with a probability, of gamma distributed ones.

    Agents for it keep a promise on that share of days. Source: as `expected_level`.

    >>> rate_at(100, [0, 0.1], 0.9).round(1).tolist()
    [100.0, 113.0]
    """
    from scipy.special import gammaincinv

    mean, spread = np.broadcast_arrays(rates("calls", calls), rates("cv", cv))
    square = np.where(spread > 0, spread, 1.0) ** 2
    found = gammaincinv(1.0 / square, chance) * square
    return np.asarray(mean * np.where(spread > 0, found, 1.0), dtype=np.float64)


def _days(cv: FloatArray, count: int) -> tuple[FloatArray, FloatArray]:
    """Multiples of the mean that stand for all days, and how many calls fall on each.

    Shape (1, ...) where the forecast is certain everywhere, else (count, ...).
    """
    from scipy.special import gammaincinv

    if not np.any(cv > 0):
        one = np.ones((1, *cv.shape))
        return one, one
    kinds, which = np.unique(cv, return_inverse=True)
    square = np.maximum(kinds, 1e-6) ** 2
    nodes, weights = np.polynomial.legendre.leggauss(count)
    multiples = gammaincinv(1.0 + 1.0 / square, (nodes[:, None] + 1.0) / 2.0) * square
    shape = (count, *cv.shape)
    found = np.asarray(multiples[:, which.ravel()].reshape(shape), dtype=np.float64)
    return found, np.broadcast_to((weights / 2.0).reshape(-1, *[1] * cv.ndim), shape)
