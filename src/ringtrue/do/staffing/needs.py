"""How many agents does each interval of a load need, and what do those do who are there?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.load import Load
from ringtrue.core.service_level import Target
from ringtrue.do.queues.offered_load import offered_load
from ringtrue.do.queues.required import required_agents
from ringtrue.do.queues.service_level import ServiceLevel
from ringtrue.do.queues.uncertain import expected_level
from ringtrue.stats.arrays import FloatArray, IntArray

_FIRST = 24
"""Intervals that are looked at first, where one that fails is enough."""


@dataclass(frozen=True, slots=True)
class Calls:
    """Mean seconds of a call and of patience, and the share of those who gave up who call again.

    Each is one number, or a column of shape (draws, 1).
    """

    handle: float | FloatArray
    patience: float | FloatArray
    redial: float | FloatArray


def loads(load: Load, handle: float) -> FloatArray:
    """The greatest offered load within each interval in erlang, shape (T,): see `offered_load`.

    The load begins as the first interval's calls would have it, which asks rather too many than too
    few agents of the first ones.
    """
    return offered_load(load.per_second, handle, load.seconds, gaps=gaps_before(load)).most


def gaps_before(load: Load) -> FloatArray:
    """Seconds without calls before each interval, shape (T,); 0 before the first."""
    apart = [(other - one).total_seconds() for one, other in pairwise(load.starts)]
    return np.maximum(np.array([load.seconds, *apart]) - load.seconds, 0.0)


def rate_of(load: Load, calls: Calls) -> FloatArray:
    """Calls per second whose steady load is the greatest of each interval, (T,) or (draws, T).

    Where nobody calls they are 0: calls in hand are finished, but no promise can be broken.
    """
    handles = np.atleast_1d(np.asarray(calls.handle, dtype=np.float64)).ravel()
    some = np.array(load.calls) > 0
    each = np.stack([some * loads(load, float(handle)) / handle for handle in handles])
    return each if np.ndim(calls.handle) else np.asarray(each[0], dtype=np.float64)


def agents_needed(load: Load, calls: Calls, target: Target) -> IntArray:
    """Agents answering in each interval so that the promise is kept, (T,) or (draws, T).

    By Erlang's A with redials at the greatest offered load of the interval, for the average call
    over what the forecast's `cv` allows.
    """
    return required_agents(
        rate_of(load, calls),
        calls.handle,
        calls.patience,
        target,
        redial=calls.redial,
        cv=np.array(load.cv),
    )


def level_with(load: Load, calls: Calls, target: Target, agents: IntArray) -> ServiceLevel:
    """What callers meet in each interval with so many agents answering, shape (T,)."""
    return _level(rate_of(load, calls), np.array(load.cv), calls, target, agents)


def kept_with(load: Load, calls: Calls, target: Target, agents: IntArray) -> bool:
    """Whether the promise is kept in every interval.

    Those where agents have least to spare are looked at first, which is mostly enough for a no.
    """
    rate, cv = rate_of(load, calls), np.array(load.cv)
    work = rate * calls.handle
    order = np.argsort((agents - work) / np.sqrt(np.maximum(work, 1.0)), kind="stable")
    for part in (order[:_FIRST], order[_FIRST:]):
        level = _level(rate[part], cv[part], calls, target, agents[part])
        if not (level.meets(target) | (rate[part] == 0)).all():
            return False
    return True


def _level(
    rate: FloatArray, cv: FloatArray, calls: Calls, target: Target, agents: IntArray
) -> ServiceLevel:
    return expected_level(
        rate, calls.handle, calls.patience, agents, target, cv=cv, redial=calls.redial
    )


def scheduled_people(scheduled: Sequence[int], load: Load) -> IntArray:
    """The people scheduled, checked: whole numbers from 0 upwards, one for each interval."""
    if len(scheduled) != len(load.starts):
        told = f"{len(load.starts)} intervals have {len(scheduled)} numbers of people scheduled"
        raise UsageError(told, cure="Give one for each, 0 where nobody is.")
    for start, people in zip(load.starts, scheduled, strict=True):
        if people != int(people) or people < 0:
            told = f"{people:g} people scheduled at {start.isoformat()} cannot be"
            raise UsageError(told, cure="Give a whole number from 0 upwards.")
    return np.array(scheduled, dtype=np.int64)
