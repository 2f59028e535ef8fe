"""What can be promised to callers with those who are there?"""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor

from ringtrue.core.load import Load
from ringtrue.core.service_level import Target
from ringtrue.core.staffing import PromiseLess
from ringtrue.do.staffing.needs import Calls, kept_with
from ringtrue.stats.arrays import IntArray

_LONGEST = 2 * 3600.0
_HALVINGS = 14
_STEPS = ((60, 5), (600, 30), (_LONGEST, 300))


def promise_less(
    load: Load, there: IntArray, calls: Calls, target: Target, worst: float
) -> PromiseLess:
    """The shortest time whose share is kept in every interval, and the share kept in the old time.

    `worst` is the least share of an interval in the time promised; it is rounded down to whole
    percents. The time is rounded up to one that is promised: 5 seconds up to a minute, half minutes
    up to ten, then 5 minutes. It is None where no time up to two hours does.
    """
    share = floor(100 * worst + 1e-9) / 100
    return PromiseLess(_seconds(load, there, calls, target), share)


def _seconds(load: Load, there: IntArray, calls: Calls, target: Target) -> float | None:
    def holds(seconds: float) -> bool:
        longer = replace(target, seconds=seconds)
        return kept_with(load, calls, longer, there)

    if holds(target.seconds):
        return target.seconds
    if not holds(_LONGEST):
        return None
    low, high = target.seconds, _LONGEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return _rounded(high)


def _rounded(seconds: float) -> float:
    step = next(step for most, step in _STEPS if seconds <= most)
    return float(step * ceil(seconds / step))
