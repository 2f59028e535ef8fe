"""When those who respond to a sending come: evenly reached, then soon or late.

A sending that goes out evenly from a to b reaches people at a rate of 1 / (b - a); each comes an
exponential time of mean tau later. The share that has come by t is then

    F(t) = [m - a - tau (e^{-(t - m) / tau} - e^{-(t - a) / tau})] / (b - a),   m = min(t, b),

for t > a and 0 before; 1 - e^{-(t - a) / tau} where all are reached at once; (m - a) / (b - a)
where nobody waits. It is the integral of the decay, so the shares of all intervals of time add up
to 1. Source: the decay of calls after an advertisement as in Soyer and Tarimcilar, "Modeling and
analysis of call center arrival data", Management Science 54 (2008); the integral is ours.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ringtrue.stats.arrays import FloatArray

_MOMENT = 1e-9
"""A shorter time is none."""


def come_by(times: npt.ArrayLike, first: float, last: float, delay: npt.ArrayLike) -> FloatArray:
    """The share of all responses that has come by each time; all in one unit, such as hours.

    `times` has any shape, `delay` is the mean time until a response and broadcasts against it. A
    sending at one moment without a delay has come right after that moment, not at it.

    >>> come_by([0, 1, 2, 9], 0, 2, 0).tolist()
    [0.0, 0.5, 1.0, 1.0]
    >>> come_by([1, 2], 1, 1, 0).tolist()
    [0.0, 1.0]
    >>> come_by([4.0], 0, 0, 4.0).round(6).tolist()
    [0.632121]
    """
    t, tau = np.broadcast_arrays(
        np.asarray(times, dtype=np.float64), np.asarray(delay, dtype=np.float64)
    )
    since, waits = np.maximum(t - first, 0.0), tau > _MOMENT
    slow = np.where(waits, tau, 1.0)
    if last - first <= _MOMENT:
        share = np.where(waits, -np.expm1(-since / slow), since > 0)
    else:
        sent = np.minimum(since, last - first)
        waiting = -np.expm1(-sent / slow) * np.exp(-(since - sent) / slow)
        share = (sent - np.where(waits, tau * waiting, 0.0)) / (last - first)
    return np.asarray(np.clip(share, 0.0, 1.0), dtype=np.float64)


def come_within(
    starts: FloatArray, length: float, first: float, last: float, delay: npt.ArrayLike
) -> FloatArray:
    """The share of all responses that comes in each interval of one length, open at its end.

    `starts` has shape (N,), N at least 1, in the order of time; `delay` (D, 1) gives (D, N).
    Formula: F(start + length) - F(start) with the F of `come_by`.

    >>> come_within(np.array([0.0, 1.0, 2.0]), 1.0, 0.5, 1.5, 0).tolist()
    [0.5, 0.5, 0.0]
    """
    edges = np.append(starts, starts[-1] + length)
    if np.allclose(np.diff(edges), length, rtol=0, atol=_MOMENT):
        return np.asarray(np.diff(come_by(edges, first, last, delay)), dtype=np.float64)
    return come_by(starts + length, first, last, delay) - come_by(starts, first, last, delay)
