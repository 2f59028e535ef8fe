"""Where to begin to look for the agents that a target needs.

Where intervals differ in nothing but their calls, the agents needed are a smooth function of the
load, also between whole numbers. It is found at some loads and read off between them, so that most
intervals need two looks: one that keeps the target, and one agent fewer that does not.
"""

from __future__ import annotations

import numpy as np

from ringtrue.core.service_level import Target
from ringtrue.do.queues.uncertain import Case
from ringtrue.stats.arrays import FloatArray

_LEAST = 1e-12
_FEW, _LOADS = 400, 64
_DOUBLINGS, _STEPS, _NEAR = 60, 12, 0.02


def margin_of(case: Case, n: FloatArray, target: Target) -> FloatArray:
    """How far `n` agents are above a target: 0 or more where every bound is kept; grows with `n`.

    `n` has the shape of the case, and may lie between whole numbers from 1 on.
    """
    level = case.level(n, target)
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


def first_guess(case: Case, target: Target) -> tuple[FloatArray, FloatArray]:
    """Whole numbers of agents to try first, and how far to step from there."""
    load = case.rate * case.time
    alike = all(np.all(each == each[:1]) for each in (case.time, case.calm, case.again, case.cv))
    if len(load) < _FEW or not alike:
        return np.ceil(load + 0.5 * np.sqrt(load)), np.sqrt(load)
    some = _at_loads(case, load)
    loads = some.rate * some.time
    spare = (_between(some, target) - loads) / np.sqrt(loads)
    read = np.interp(np.log(load), np.log(loads), spare)
    return np.maximum(np.ceil(load + read * np.sqrt(load)), 1.0), np.ones_like(load)


def _at_loads(case: Case, load: FloatArray) -> Case:
    """The same at loads from the least to the greatest, evenly in logarithms."""
    ends = np.log(load.min()), np.log(load.max())
    rate = np.exp(np.linspace(*ends, _LOADS)) / case.time[0]
    time, calm, again, cv = (
        np.broadcast_to(each[:1], rate.shape)
        for each in (case.time, case.calm, case.again, case.cv)
    )
    return Case(rate, time, calm, again, cv, case.forever)


def _between(case: Case, target: Target) -> FloatArray:
    """About where the margin is 0, from 1 agent on."""
    load = case.rate * case.time
    low, high = np.ones_like(load), np.maximum(load + np.sqrt(load), 2.0)
    bottom, top = margin_of(case, low, target), margin_of(case, high, target)
    for _ in range(_DOUBLINGS):
        short = top < 0
        if not short.any():
            break
        low, bottom = np.where(short, high, low), np.where(short, top, bottom)
        high = np.where(short, 2.0 * high, high)
        top = margin_of(case, high, target)
    for step in range(_STEPS):
        if np.all(high - low < _NEAR):
            break
        part = np.clip(-bottom / np.maximum(top - bottom, _LEAST), 0.02, 0.98)
        middle = low + (0.5 if step % 3 == 2 else part) * (high - low)
        found = margin_of(case, middle, target)
        kept = found >= 0
        high, top = np.where(kept, middle, high), np.where(kept, found, top)
        low, bottom = np.where(kept, low, middle), np.where(kept, bottom, found)
    return np.where(bottom >= 0, low, high)
