"""How long do callers wait who never give up (the M/M/n queue)?

It errs on the side of more agents: callers who give up leave the queue shorter for the others.
"""

from __future__ import annotations

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.do.queues.intervals import Column, people, rates, times
from ringtrue.do.queues.poisson import log_lower
from ringtrue.do.queues.waits import Waits
from ringtrue.stats.arrays import FloatArray


def erlang_c(calls: Column, handle: Column, agents: Column, promised: Column) -> Waits:
    """Waits for calls per second, seconds a call takes, agents and seconds promised.

    With load `R = calls handle`, `r = R / n` and Erlang's `B`: `C = B / (1 - r (1 - B))` have to
    wait, `C e^(-(n - R) T / handle)` longer than `T`, and the mean wait is `C handle / (n - R)`.

    Source: Erlang (1917); any textbook, such as Cooper, Introduction to Queueing Theory (1981).

    Raises:
        UsageError: As many erlang as agents or more: the queue would grow for ever.

    >>> found = erlang_c(100 / 1800, 180, 14, 20)
    >>> round(float(found.delayed), 7), round(float(found.in_time), 5)
    (0.1741319, 0.88835)
    """
    rate, time, n = rates("calls", calls), times("handle time", handle), people("agents", agents)
    rate, time, n, t = np.broadcast_arrays(rate, time, n, rates("promised seconds", promised))
    load = rate * time
    over = (load >= n) & (load > 0)
    if over.any():
        first = int(np.flatnonzero(over.ravel())[0])
        told = (
            f"{load.ravel()[first]:g} erlang on {n.ravel()[first]:g} agents: the queue would grow"
        )
        raise UsageError(f"{told} for ever", cure="Give agents, or the callers' patience.")
    return stable(rate, time, n, t)


def stable(rate: FloatArray, time: FloatArray, n: FloatArray, t: FloatArray) -> Waits:
    """As `erlang_c`, unchecked; where agents do not suffice, everybody waits without an end."""
    load = rate * time
    over = load >= n
    some = (load > 0) & ~over
    spare = np.where(some, n - load, 1.0)
    delayed = np.where(some, delayed_share(np.where(some, load, 0.5), np.where(some, n, 1.0)), 0.0)
    delayed = np.where(over & (load > 0), 1.0, delayed)
    longer = np.where(over, delayed, delayed * np.exp(-spare * t / time))
    wait = np.where(over & (load > 0), np.inf, delayed * time / spare)
    queue = np.where(load > 0, rate * np.where(load > 0, wait, 0.0), 0.0)
    nobody = np.zeros_like(delayed)
    busy = np.where(over, load > 0, np.minimum(load / np.maximum(n, 1.0), 1.0)) * (n > 0)
    return Waits(delayed, nobody, nobody, longer, longer, wait, queue, busy)


def delayed_share(load: FloatArray, n: FloatArray) -> FloatArray:
    """Erlang's C for `0 < load < n`: `1 / (1 + (1 - r) (1 / B - 1))`, with `r = load / n`."""
    rest = (1.0 - load / n) * np.expm1(np.minimum(log_lower(n, load), 700.0))
    return np.asarray(1.0 / (1.0 + rest), dtype=np.float64)
