"""How long do callers wait, and how many give up (the M/M/n+M queue)?

It errs a little on the side of fewer agents: real calls and patience vary more than it assumes
(`shapes` says by how much).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.do.queues.intervals import Column, people, rates, times
from ringtrue.do.queues.poisson import log_lower, log_upper
from ringtrue.do.queues.waits import Waits
from ringtrue.stats.arrays import BoolArray, FloatArray


def erlang_a(
    calls: Column, handle: Column, patience: Column, agents: Column, promised: Column
) -> Waits:
    """Waits for calls per second, mean seconds of a call and of patience, agents, seconds promised.

    With `l` calls per second, `m = 1 / handle`, `q = 1 / patience`, `a = l / q`, `x = n m / q`:
    `J(t) = integral from t of e^g`, `g(t) = a (1 - e^-qt) - n m t`, is `e^g(t) h(x, a e^-qt) / q`
    (see `poisson.log_upper`). With Erlang's `1 / B(n - 1) = E` and `D = E + l J(0)`, of all calls
    `l J(0) / D` have to wait, `(1 + (l - n m) J(0)) / D` give up, `l J(T) e^-qT / D` wait longer
    than `T`, and `(n m J(T) - e^g(T)) / D` are answered after `T`. The mean wait is the share that
    gives up times `patience`. Any load may meet any number of agents; without calls or agents the
    answer is what remains in the limit: nobody waits, or everybody gives up.

    Source: Palm, Research on telephone traffic carried by full availability groups (1957);
    Mandelbaum and Zeltyn, Service engineering in action: the Palm/Erlang-A queue (2007).

    Raises:
        UsageError: A negative rate, a time that is not above 0, agents that are no whole number.

    >>> found = erlang_a(48 / 60, 60, 120, 50, 20)
    >>> round(float(found.abandoned), 9), round(float(found.mean_wait), 6)
    (0.030912249, 3.70947)
    """
    rate, n = rates("calls", calls), people("agents", agents)
    time, calm = times("handle time", handle), times("patience", patience)
    t = rates("promised seconds", promised)
    return patient(*np.broadcast_arrays(rate, time, calm, n, t))


def patient(
    rate: FloatArray, time: FloatArray, calm: FloatArray, n: FloatArray, t: FloatArray
) -> Waits:
    """As `erlang_a`, for arrays of one shape, unchecked."""
    floor = _Floor.of(rate, time, calm, n)
    delayed, gone, kept = floor.delayed, floor.gone, np.exp(-t / calm)
    longer, served_late = floor.after(t / calm, kept)
    # Without calls or without agents.
    nobody, alone = (rate == 0) | (n == 0), (rate > 0) & (n == 0)
    delayed, gone = _else(nobody, alone, delayed), _else(nobody, alone, gone)
    longer, served_late = np.where(nobody, alone * kept, longer), np.where(nobody, 0, served_late)
    served_late = np.minimum(served_late, 1.0 - gone)
    longer = np.maximum(longer, served_late)
    early = np.clip(gone - (longer - served_late), 0.0, 1.0)
    busy = np.minimum(rate * time * (1.0 - gone) / np.maximum(n, 1.0), 1.0)
    return Waits(delayed, gone, early, served_late, longer, gone * calm, rate * gone * calm, busy)


def leaving(rate: FloatArray, time: FloatArray, calm: FloatArray, n: FloatArray) -> FloatArray:
    """The share that gives up, as of `patient`, in half the time."""
    gone = _Floor.of(rate, time, calm, n).gone
    return _else((rate == 0) | (n == 0), (rate > 0) & (n == 0), gone)


@dataclass(frozen=True, slots=True)
class _Floor:
    """Terms of `erlang_a`: `a`, `x`, `log E`, `log l J(0)` and `gamma(x, a) / Gamma(x)`."""

    a: FloatArray
    x: FloatArray
    free: FloatArray
    full: FloatArray
    whole: FloatArray

    @classmethod
    def of(cls, rate: FloatArray, time: FloatArray, calm: FloatArray, n: FloatArray) -> _Floor:
        """With one agent and as many calls where there is no call or no agent."""
        some = (rate > 0) & (n > 0)
        come, agents = np.where(some, rate, 1.0 / time), np.where(some, n, 1.0)
        a, x = come * calm, agents * calm / time
        start, whole = log_upper(x, a)
        return cls(a, x, log_lower(agents - 1.0, come * time), np.log(a) + start, whole)

    @property
    def delayed(self) -> FloatArray:
        """Share who have to wait."""
        odds = np.exp(np.minimum(self.free - self.full, 700.0))
        return np.asarray(1.0 / (1.0 + odds), dtype=np.float64)

    @property
    def gone(self) -> FloatArray:
        """Share who give up."""
        more = 1.0 - self.x / self.a + np.exp(np.minimum(-self.full, 700.0))
        return np.asarray(self.delayed * np.maximum(more, 0.0), dtype=np.float64)

    def after(self, t: FloatArray, kept: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Share who wait longer than `t`, in mean patiences, and who are answered after it.

        `kept` is `e^-t`. With fewer agents than calls both integrals are huge; then it is their
        ratio, which is one of incomplete gamma functions.
        """
        late, part = log_upper(self.x, self.a * kept)
        fall = -self.a * np.expm1(-t) - self.x * t - np.logaddexp(self.free, self.full)
        enough = self.x > self.a
        ratio = self.delayed * part / np.where(enough, 1.0, self.whole)
        wait = np.where(enough, np.exp(np.minimum(np.log(self.a) + fall + late, 0.0)), ratio)
        answered = np.exp(np.minimum(np.log(self.x) + fall + late, 0.0))
        more = -np.expm1(-np.maximum(np.log(self.x) + late, 0.0))
        return wait * kept, np.where(enough, answered, ratio * self.x / self.a) * more


def log_parts(
    rate: FloatArray, time: FloatArray, calm: FloatArray, n: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """`log E` and `log l J(0)`, for rates and agents above 0."""
    floor = _Floor.of(rate, time, calm, n)
    return floor.free, floor.full


def _else(where: BoolArray, value: BoolArray, found: FloatArray) -> FloatArray:
    return np.clip(np.where(where, value, found), 0.0, 1.0)
