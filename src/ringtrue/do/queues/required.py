"""How many agents does a promise need, in each of many intervals at once?

The smallest whole number that keeps every bound of the target; all intervals are searched together,
each from a first guess by steps that the last answers suggest, and never left before one agent
fewer was seen to fail.
"""

from __future__ import annotations

import numpy as np

from ringtrue.core.service_level import Target
from ringtrue.do.queues.intervals import Column
from ringtrue.do.queues.service_level import ServiceLevel
from ringtrue.do.queues.uncertain import Case, case_of
from ringtrue.stats.arrays import FloatArray, IntArray

_LEAST = 1e-12


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


def _margin(level: ServiceLevel, target: Target) -> FloatArray:
    """How far a level is above a target: 0 or more where every bound is kept."""
    least = _odds(level.share, target.share)
    for bound, value in (
        (target.abandoned, level.abandoned),
        (target.occupancy, level.occupancy),
    ):
        if bound is not None:
            least = np.minimum(least, -_odds(value, bound))
    return least


def _odds(share: FloatArray, bound: float) -> FloatArray:
    """Log odds above those of a bound; its sign is exactly that of `share - bound`."""
    inside = np.clip(share, _LEAST, 1.0 - _LEAST)
    odds = np.log(inside / (1.0 - inside)) - np.log(bound / (1.0 - bound))
    return np.where(
        share == bound, 0.0, np.copysign(np.maximum(np.abs(odds), _LEAST), share - bound)
    )


def _search(case: Case, target: Target) -> IntArray:
    load = case.rate * case.time
    low = np.where(case.forever & (case.cv == 0), np.floor(load), 0.0)
    high = np.full_like(load, np.inf)
    guess = np.maximum(np.ceil(load + 0.5 * np.sqrt(load)), low + 1.0)
    bottom, top = np.full_like(load, np.nan), np.full_like(load, np.nan)
    step = 0
    while True:
        left = np.flatnonzero(high - low > 1.0)
        if not len(left):
            return high.astype(np.int64)
        tried = guess[left]
        margin = _margin(case.some(left).level(tried, target), target)
        kept = margin >= 0
        high[left[kept]], top[left[kept]] = tried[kept], margin[kept]
        low[left[~kept]], bottom[left[~kept]] = tried[~kept], margin[~kept]
        step += 1
        guess[left] = _guess(
            low[left], high[left], bottom[left], top[left], np.sqrt(load[left]), step
        )


def _guess(
    low: FloatArray,
    high: FloatArray,
    bottom: FloatArray,
    top: FloatArray,
    scale: FloatArray,
    step: int,
) -> FloatArray:
    """Where the margin should just be kept, strictly between the ends."""
    open_above, open_below = ~np.isfinite(high), ~np.isfinite(bottom)
    stride = np.ceil(scale * 2.0**step / 2.0)
    up, down = low + stride, high - stride
    with np.errstate(invalid="ignore", divide="ignore"):
        part = -bottom / (top - bottom)
        line = np.ceil(low + part * (high - low))
        if step % 4 == 3:
            line = np.ceil((low + high) / 2.0)
        inside = np.clip(np.where(open_below, down, line), low + 1.0, high - 1.0)
    return np.where(open_above, up, inside)
