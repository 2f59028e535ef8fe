"""How many agents does a promise need, in each of many intervals at once?

The smallest whole number that keeps every bound of the target; all intervals are searched together,
each from a first guess by steps that the last answers suggest, and never left before one agent
fewer was seen to fail.
"""

from __future__ import annotations

import numpy as np

from ringtrue.core.service_level import Target
from ringtrue.do.queues.guessing import first_guess, margin_of
from ringtrue.do.queues.intervals import Column
from ringtrue.do.queues.uncertain import Case, case_of
from ringtrue.stats.arrays import FloatArray, IntArray


def required_agents(
    calls: Column,
    handle: Column,
    patience: Column | None,
    target: Target,
    *,
    redial: Column = 0.0,
    cv: Column = 0.0,
) -> IntArray:
    """Smallest whole numbers of agents that keep a target; 0 where nobody calls.

    `calls` are first calls per second, `handle` and `patience` mean seconds, `redial` the share of
    those who gave up who call again, `cv` how uncertain `calls` is: the target is kept by the
    average call over the days that it may turn out to be (`uncertain`). By `erlang_a`, or
    `erlang_c` where `patience` is None.

    Raises:
        UsageError: A negative rate, a time not above 0, a share outside 0 to less than 1.

    >>> required_agents([0, 100 / 1800], 180, 60, Target(20, 0.8)).tolist()
    [0, 12]
    """
    case, _ = case_of(calls, handle, patience, redial, cv)
    some = case.rate > 0
    found = np.zeros(some.shape, dtype=np.int64)
    found[some] = _search(case.some(some), target)
    return found


def _search(case: Case, target: Target) -> IntArray:
    load = case.rate * case.time
    low = np.where(case.forever & (case.cv == 0), np.floor(load), 0.0)
    high = np.full_like(load, np.inf)
    first, stride = first_guess(case, target)
    guess = np.maximum(first, low + 1.0)
    bottom, top = np.full_like(load, np.nan), np.full_like(load, np.nan)
    step = 0
    while True:
        left = np.flatnonzero(high - low > 1.0)
        if not len(left):
            return high.astype(np.int64)
        tried = guess[left]
        margin = margin_of(case.some(left), tried, target)
        kept = margin >= 0
        high[left[kept]], top[left[kept]] = tried[kept], margin[kept]
        low[left[~kept]], bottom[left[~kept]] = tried[~kept], margin[~kept]
        step += 1
        strides = np.ceil(stride[left] * 2.0 ** (step - 1))
        halve = step % 4 == 3
        guess[left] = _next(low[left], high[left], bottom[left], top[left], strides, halve=halve)


def _next(
    low: FloatArray,
    high: FloatArray,
    bottom: FloatArray,
    top: FloatArray,
    strides: FloatArray,
    *,
    halve: bool,
) -> FloatArray:
    """Where the margin should just be kept, strictly between the ends."""
    open_above, open_below = ~np.isfinite(high), ~np.isfinite(bottom)
    with np.errstate(invalid="ignore", divide="ignore"):
        part = 0.5 if halve else -bottom / (top - bottom)
        line = np.where(open_below, high - strides, np.ceil(low + part * (high - low)))
        inside = np.clip(line, low + 1.0, high - 1.0)
    return np.where(open_above, low + strides, inside)
