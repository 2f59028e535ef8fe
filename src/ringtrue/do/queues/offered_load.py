"""How many agents would be busy at a time of day, if there were always enough of them?

After a surge of calls the agents' work comes later than the calls, by about one call's length.
Calls per second times handle time, interval by interval, staffs the surge too early and then too
little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.do.queues.intervals import Column, rates, times
from ringtrue.stats.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class OfferedLoad:
    """Erlang in each interval, columns of shape (T,): at its begin and end, mean and greatest."""

    begin: FloatArray
    end: FloatArray
    mean: FloatArray
    most: FloatArray


def offered_load(
    calls: Column,
    handle: Column,
    seconds: float,
    *,
    gaps: Column = 0.0,
    before: float | None = None,
) -> OfferedLoad:
    """The load `m(t)` where calls per second stay the same within each interval.

    `m' = l - m / h` for exponential handle times of mean `h`: within an interval
    `m(t) = l h + (m(0) - l h) e^(-t / h)`, exactly. `calls` and `handle` have shape (T,), each
    interval lasts `seconds`, `gaps` seconds without calls go before it. `before` is the load as the
    first interval begins; that which the first calls per second come to when None.

    Source: Eick, Massey and Whitt, The physics of the M(t)/G/infinity queue (1993).

    Raises:
        UsageError: A negative rate or gap, a time not above 0, no interval.

    >>> offered_load([0.1, 0.1, 0.0], 300, 300).end.round(3).tolist()
    [30.0, 30.0, 11.036]
    """
    length = float(times("seconds of an interval", seconds))
    columns = rates("calls", calls), times("handle time", handle), rates("gap", gaps)
    rate, time, gap = np.broadcast_arrays(*(np.atleast_1d(each) for each in columns))
    if not rate.size:
        raise UsageError("the load has no interval", cure="Give it at least one.")
    steady, kept, quiet = rate * time, np.exp(-length / time), np.exp(-gap / time)
    begin, end = np.empty_like(steady), np.empty_like(steady)
    now = float(steady[0]) if before is None else float(rates("load before", before))
    for i, (aim, stays, rest) in enumerate(zip(steady, kept, quiet, strict=True)):
        begin[i] = now * rest
        now = end[i] = aim + (begin[i] - aim) * stays
    mean = steady + (begin - end) * time / length
    return OfferedLoad(begin, end, mean, np.maximum(begin, end))


def spike_load(t: Column, *, calls: float, extra: float, mean: float, handle: float) -> FloatArray:
    """Erlang `t` seconds after something made `extra` people call, on average `mean` seconds later.

    With usual calls per second `l0`: `l(t) = l0 + (N / T) e^(-t/T)` gives
    `m(t) = l0 h + (N / T) (e^(-t/T) - e^(-t/h)) / (1/h - 1/T)`, greatest at `spike_peak`.

    Source: the convolution of Eick, Massey and Whitt (1993) for an exponential surge.

    >>> spike_load([0, 494.38], calls=120 / 3600, extra=400, mean=900, handle=300).round(4).tolist()
    [10.0, 86.98]
    """
    at = rates("seconds", t)
    slow, fast = 1.0 / mean, 1.0 / handle
    if slow == fast:
        surge = extra * slow * at * np.exp(-at * slow)
    else:
        surge = extra * slow * (np.exp(-at * slow) - np.exp(-at * fast)) / (fast - slow)
    return np.asarray(calls * handle + surge, dtype=np.float64)


def spike_peak(*, mean: float, handle: float) -> float:
    """Seconds until the load of `spike_load` is greatest: `ln(T / h) / (1/h - 1/T)`.

    >>> round(spike_peak(mean=900, handle=300), 2)
    494.38
    """
    if mean == handle:
        return mean
    return float(np.log(mean / handle) / (1.0 / handle - 1.0 / mean))


def wave_load(t: Column, *, calls: float, swing: float, period: float, handle: float) -> FloatArray:
    """Erlang at `t` seconds where calls per second are `calls + swing sin(2 pi t / period)`.

    With `w = 2 pi / period`: `m = l h + s h (sin wt - w h cos wt) / (1 + w^2 h^2)`, a wave that is
    lower and later than that of the calls. Source: Eick, Massey and Whitt, M(t)/G/infinity queues
    with sinusoidal arrival rates, Management Science 39 (1993).
    """
    pace = 2 * np.pi / period
    turn, at = pace * handle, np.asarray(t, dtype=np.float64)
    wave = (np.sin(pace * at) - turn * np.cos(pace * at)) / (1 + turn * turn)
    return np.asarray(calls * handle + swing * handle * wave, dtype=np.float64)
