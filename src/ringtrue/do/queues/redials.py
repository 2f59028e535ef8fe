"""How many calls come in all, when some of those who gave up call again?

They come on top of the first calls and make others give up: to leave them out asks too few agents.
"""

from __future__ import annotations

import numpy as np

from ringtrue.do.queues.erlang_a import patient
from ringtrue.do.queues.intervals import Column, people, rates, shares, times
from ringtrue.stats.arrays import FloatArray

_ROUNDS = 60


def with_redials(
    calls: Column, handle: Column, patience: Column, agents: Column, redial: Column
) -> FloatArray:
    """Calls per second, first and repeated, for first calls per second and the share who redial.

    The `l` that solves `l = l0 + r l P(l)`, with `P` the share that gives up of `erlang_a`: the
    calls answered, `l (1 - P)`, grow with `l`, so that there is exactly one.

    Source: Aguir, Karaesmen, Aksin and Chauvet, The impact of retrials on call center performance,
    OR Spectrum 26 (2004); Ding, Remerova, van der Mei and Zwart, Fluid approximation of a call
    center model with redials and reconnects, arXiv 1311.6248.

    Raises:
        UsageError: As `erlang_a`; a share of redials outside 0 to less than 1.

    >>> round(60 * float(with_redials(48 / 60, 60, 120, 50, 0.7)), 4)
    49.4524
    """
    columns = (rates("calls", calls), times("handle time", handle), times("patience", patience))
    n, again = people("agents", agents), shares("share of redials", redial)
    first, time, calm, n, again = np.broadcast_arrays(*columns, n, again)
    return all_calls(first, time, calm, n, again)


def all_calls(
    first: FloatArray, time: FloatArray, calm: FloatArray, n: FloatArray, again: FloatArray
) -> FloatArray:
    """As `with_redials`, for arrays of one shape, unchecked: steps of secants kept in a bracket."""
    low, high = np.array(first, dtype=np.float64), first / (1.0 - again)
    if not np.any(again > 0):
        return low
    none = np.zeros_like(low)

    def excess(rate: FloatArray) -> FloatArray:
        gone = patient(rate, time, calm, n, none).abandoned
        return np.asarray(rate * (1.0 - again * gone) - first, dtype=np.float64)

    below, above = excess(low), excess(high)
    for step in range(_ROUNDS):
        wide = (high - low) > 4e-16 * high
        if not wide.any():
            break
        middle = _next(low, high, below, above, halve=step % 3 == 2)
        found = excess(middle)
        short = found < 0
        low, below = np.where(short, middle, low), np.where(short, found, below)
        high, above = np.where(short, high, middle), np.where(short, above, found)
        if np.all(np.abs(found) <= 1e-15 * first):
            return middle
    return np.asarray((low + high) / 2.0, dtype=np.float64)


def _next(
    low: FloatArray, high: FloatArray, below: FloatArray, above: FloatArray, *, halve: bool
) -> FloatArray:
    """Between the ends: where a line through both crosses zero, or the middle."""
    if halve:
        return np.asarray((low + high) / 2.0, dtype=np.float64)
    rise = above - below
    part = np.where(rise > 0, -below / np.where(rise > 0, rise, 1.0), 0.5)
    return np.asarray(low + np.clip(part, 0.0, 1.0) * (high - low), dtype=np.float64)
