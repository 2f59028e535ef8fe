"""How long do those callers wait who are answered, where others give up?

They wait less than callers do on average as long as most who wait are answered, and for other
reasons: the impatient left. A report that shows only them hides those.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

from ringtrue.do.queues.erlang_a import log_parts, patient
from ringtrue.do.queues.intervals import Column, people, rates, times
from ringtrue.stats.arrays import FloatArray

_NODES, _HALVINGS, _NEGLIGIBLE = 48, 60, 45.0


def answered_wait(calls: Column, handle: Column, patience: Column, agents: Column) -> FloatArray:
    """Mean seconds until an answered call is answered; 0 where none is.

    With the terms of `erlang_a`: `l integral of t e^(g(t) - q t) dt / D / (1 - P(abandon))`. The
    integrand has one peak and is smooth; Gauss and Legendre's rule on either side of it.

    Source: Mandelbaum and Zeltyn (2007), section 4, by parts.

    Raises:
        UsageError: As `erlang_a`.

    >>> round(float(answered_wait(48 / 60, 60, 120, 50)), 6)
    3.6159
    """
    columns = (times("handle time", handle), times("patience", patience), people("agents", agents))
    rate, time, calm, n = np.broadcast_arrays(rates("calls", calls), *columns)
    some = (rate > 0) & (n > 0)
    rate, n = np.where(some, rate, 1.0 / time), np.where(some, n, 1.0)
    whole = np.logaddexp(*log_parts(rate, time, calm, n))
    total = _integral(rate, n / time, 1.0 / calm, whole)
    kept = patient(rate, time, calm, n, np.zeros_like(rate)).answered
    return np.asarray(
        np.where(some, rate * total / np.maximum(kept, 1e-300), 0.0), dtype=np.float64
    )


def _integral(rate: FloatArray, served: FloatArray, q: FloatArray, whole: FloatArray) -> FloatArray:
    """`integral of t e^(g(t) - q t - whole) dt` from 0 on."""

    def log_height(t: FloatArray) -> FloatArray:
        inside = -rate / q * np.expm1(-q * t) - (served + q) * t - whole
        return np.asarray(np.log(np.maximum(t, 1e-300)) + inside, dtype=np.float64)

    def slope(t: FloatArray) -> FloatArray:
        return np.asarray(1.0 / t - q + rate * np.exp(-q * t) - served, dtype=np.float64)

    # Right of 1/q ln(rate/served) + 1/q the slope is negative; that bounds the peak.
    most = 2.0 / q + np.log1p(rate / served) / q + 2.0 / served
    peak = _where_it_turns(lambda t: slope(t) > 0, np.zeros_like(rate), most)
    floor = log_height(peak) - _NEGLIGIBLE
    begin = _where_it_turns(lambda t: log_height(t) < floor, np.zeros_like(rate), peak)
    longest = peak + (_NEGLIGIBLE + 20.0) * (most + 1.0 / served)
    end = _where_it_turns(lambda t: log_height(t) > floor, peak, longest)
    found = np.zeros_like(rate)
    for low, high in ((begin, peak), (peak, end)):
        half = (high - low) / 2.0
        for node, weight in zip(*_rule(), strict=True):
            found += weight * half * np.exp(log_height(low + half * (1.0 + node)))
    return found


def _where_it_turns(
    before: Callable[[FloatArray], npt.NDArray[np.bool_]], low: FloatArray, high: FloatArray
) -> FloatArray:
    """Where a condition that holds at first stops to hold, by halving."""
    low, high = low.copy(), high.copy()
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        first = before(middle)
        low, high = np.where(first, middle, low), np.where(first, high, middle)
    return np.asarray((low + high) / 2.0, dtype=np.float64)


@cache
def _rule() -> tuple[list[float], list[float]]:
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    return nodes.tolist(), weights.tolist()
