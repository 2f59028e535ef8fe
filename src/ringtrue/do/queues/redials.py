"""How many calls come in all, when some of those who gave up call again?

They come on top of the first calls and make others give up: to leave them out asks too few agents.
"""

from __future__ import annotations

import numpy as np

from ringtrue.do.queues.erlang_a import leaving
from ringtrue.do.queues.intervals import Column, people, rates, shares, times
from ringtrue.stats.arrays import FloatArray

_ROUNDS, _CLOSE = 60, 1e-11


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
    """As `with_redials`, for arrays of one shape, unchecked.

    `G(l) = l0 / (1 - r P(l))` grows with `l`, so that below the solution `G(l)` is nearer to it
    from below, and above it from above: every step closes a bracket in which secants find it.
    """
    rate = np.array(first, dtype=np.float64)
    if not np.any(again > 0):
        return rate
    low, high = rate, rate / (1.0 - again)
    before, ahead_before = rate, rate
    for step in range(_ROUNDS):
        gone = leaving(rate, time, calm, n)
        better = first / (1.0 - again * gone)
        ahead = better - rate
        if np.all(np.abs(ahead) <= _CLOSE * rate):
            return better
        low, high = np.where(ahead > 0, better, low), np.where(ahead > 0, high, better)
        tried = better if step == 0 else _secant(before, rate, ahead_before, ahead, better)
        before, ahead_before = rate, ahead
        rate = np.clip(tried, np.minimum(low, high), np.maximum(low, high))
    return rate


def _secant(
    before: FloatArray, now: FloatArray, then: FloatArray, ahead: FloatArray, otherwise: FloatArray
) -> FloatArray:
    """Where the line through the last two points is zero."""
    rise = then - ahead
    flat = rise == 0
    return np.where(flat, otherwise, now + ahead * (now - before) / np.where(flat, 1.0, rise))
