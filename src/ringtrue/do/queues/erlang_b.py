"""How many calls find every agent busy, where nobody can wait (the M/M/n/n queue)?"""

from __future__ import annotations

import numpy as np

from ringtrue.do.queues.intervals import Column, people, rates
from ringtrue.do.queues.poisson import log_lower
from ringtrue.stats.arrays import FloatArray


def blocked(load: Column, agents: Column) -> FloatArray:
    """Share of calls lost with `agents` for a load in erlang, broadcast against each other.

    `B = p(n; R) / (p(0; R) + ... + p(n; R))` with Poisson probabilities of mean `R`. Without calls
    nothing is lost, without agents everything is; a share below 1e-308 is 0.

    Source: Erlang, Solution of some problems in the theory of probabilities (1917).

    Raises:
        UsageError: A load below 0, agents that are no whole number.

    >>> blocked([2.0, 10.0], [1, 8]).round(12).tolist()
    [0.666666666667, 0.338318432887]
    """
    r, n = np.broadcast_arrays(rates("load", load), people("agents", agents))
    found = np.exp(-log_lower(n, np.where(r > 0, r, 1.0)))
    return np.asarray(np.where(r > 0, found, n == 0), dtype=np.float64)
