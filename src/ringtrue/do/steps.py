"""The ladder of limits around a promise: round numbers that a marketer would write."""

from __future__ import annotations

import math
from bisect import bisect_left

REACH = 8.0
"""A ladder runs from the limit divided by this to the limit times this."""

_NICE = (1.0, 1.2, 1.5, 1.8, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0)


def nice_steps(limit: float, *, whole: bool, from_zero: bool) -> tuple[float, ...]:
    """Round limits around one limit, lowest first; the limit itself is always among them.

    `whole` leaves out fractions (units that come whole: days of a calendar, months); `from_zero`
    starts with 0 (a promise that is also kept early).

    >>> nice_steps(2, whole=True, from_zero=True)
    (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 15.0)
    """
    found = {float(limit)} | ({0.0} if from_zero or limit == 0 else set())
    centre = limit or 1.0
    low, high = centre / REACH, centre * REACH
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for each in _NICE:
            step = float(f"{each * 10.0**power:.3g}")
            if low <= step <= high and (not whole or step == int(step)):
                found.add(step)
    return tuple(sorted(found))


def between_steps(limits: frozenset[float], *, whole: bool) -> tuple[float, ...]:
    """The ladder of a clock that already has many limits: those, and a few round ones between.

    >>> between_steps(frozenset({3.0, 30.0, 80.0}), whole=False)
    (3.0, 5.0, 10.0, 20.0, 30.0, 50.0, 80.0)
    """
    low, high = min(limits), max(limits)
    found = set(limits)
    for power in range(math.floor(math.log10(low or 1.0)), math.ceil(math.log10(high or 1.0)) + 1):
        for each in (1.0, 2.0, 5.0):
            step = float(f"{each * 10.0**power:.3g}")
            if low <= step <= high and (not whole or step == int(step)):
                found.add(step)
    return tuple(sorted(found))


def index_of(edges: tuple[float, ...], edge: float) -> int:
    """Where an edge stands among the sorted edges."""
    return bisect_left(edges, edge)
