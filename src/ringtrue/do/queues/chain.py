"""How many agents do several kinds of calls need, when each agent is trained for two of them?

With two skills each, arranged in a chain (kinds 1 and 2, 2 and 3, ..., the last and 1), a floor
does nearly what one does where everybody can do everything, and much better than separate teams.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.service_level import Target
from ringtrue.do.queues.intervals import Column, rates, times
from ringtrue.do.queues.required import required_agents


@dataclass(frozen=True, slots=True)
class Chain:
    """Agents for several kinds of calls.

    Attributes:
        alone: Agents that each kind would need by itself.
        pooled: Agents in all, with two skills each.
        primaries: Of these, those whose first skill is each kind; the second skill is the kind that
            follows it, and the first one follows the last.
    """

    alone: tuple[int, ...]
    pooled: int
    primaries: tuple[int, ...]

    @property
    def separate(self) -> int:
        """Agents in all, in teams that can do nothing else."""
        return sum(self.alone)


def two_skill_chain(
    calls: Column,
    handle: Column,
    patience: float | None,
    target: Target,
    *,
    redial: float = 0.0,
    cv: float = 0.0,
) -> Chain:
    """Agents with two skills each, for calls per second and handle seconds of each kind, (K,).

    The total is that of one queue of all calls with their mean handle time; the first skills share
    it as `R_k + (n - R) sqrt(R_k) / sum sqrt(R_j)`, rounded to the total. It is a rule that was
    found good in simulations, and tells nothing of how calls are passed on: whoever serves the own
    kind first rather than the oldest caller has other waits.

    Source: Wallace and Whitt, A staffing algorithm for call centers with skill-based routing,
    Manufacturing & Service Operations Management 7 (2005).

    Raises:
        UsageError: As `required_agents`; no call of any kind.

    >>> found = two_skill_chain([1 / 30] * 6, 300, None, Target(20, 0.8))
    >>> found.separate, found.pooled, found.primaries
    (84, 67, (12, 11, 11, 11, 11, 11))
    """
    columns = np.atleast_1d(rates("calls", calls)), np.atleast_1d(times("handle time", handle))
    rate, time = np.broadcast_arrays(*columns)
    total = float(rate.sum())
    if not total:
        raise UsageError("no kind of call has a call", cure="Give calls per second of each kind.")
    load = rate * time
    alone = required_agents(rate, time, patience, target, redial=redial, cv=cv)
    mean = load.sum() / total
    pooled = int(required_agents(total, mean, patience, target, redial=redial, cv=cv))
    spread = np.sqrt(load) / np.sqrt(load).sum()
    exact = np.maximum(load + (pooled - load.sum()) * spread, 0.0)
    whole = np.floor(exact).astype(int)
    first = np.argsort(whole - exact, kind="stable")[: pooled - int(whole.sum())]
    whole[first] += 1
    return Chain(tuple(alone.tolist()), pooled, tuple(whole.tolist()))
