"""How many agents do intervals need, and what do callers meet with them?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from ringtrue.core.load import Load
from ringtrue.core.service_level import Definition, Target
from ringtrue.do.queues.answered import answered_wait
from ringtrue.do.queues.intervals import people
from ringtrue.do.queues.redials import with_redials
from ringtrue.do.queues.required import required_agents
from ringtrue.do.queues.service_level import waits
from ringtrue.do.queues.shrinkage import paid_people
from ringtrue.do.queues.uncertain import expected_levels, rate_at
from ringtrue.do.staffing.needs import Calls, loads, rate_of
from ringtrue.stats.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every interval.

    Attributes:
        target: The promise to callers.
        handle: Mean seconds of a call.
        patience: Mean seconds until a caller gives up; None where nobody ever does.
        redial: Share of those who gave up who call again.
        shrinkage: Share of paid time that is not spent answering.
        sure: Share of days on which to keep the promise; None to keep it for the average call.
        agents: What so many do; None for as many as are needed.
    """

    target: Target
    handle: float
    patience: float | None
    redial: float = 0.0
    shrinkage: float = 0.0
    sure: float | None = None
    agents: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One interval. Shares are from 0 to 1 and times in seconds.

    `offered`, `less_short` and `answered` are the service level under the three definitions, and
    with `abandoned` they are those of the average call over the forecast's doubt; the other numbers
    are of a day on which calls come as forecast.

    Attributes:
        start: When it begins.
        calls: First calls that were planned for: expected, or at the chance that was asked for.
        all_calls: Those and the repeated ones.
        load: Offered load in erlang, without the repeated calls.
        agents: Answering.
        paid: To schedule so that they are there.
        keeps: Whether they keep the target.
    """

    start: datetime
    calls: float
    all_calls: float
    load: float
    agents: int
    paid: int
    keeps: bool
    offered: float
    less_short: float
    answered: float
    abandoned: float
    delayed: float
    mean_wait: float
    answered_wait: float
    occupancy: float


def answer(load: Load, question: Question) -> tuple[Row, ...]:
    """Every interval's agents and what they do, at its greatest offered load.

    Raises:
        UsageError: Numbers that cannot be; more load than agents where nobody gives up.
    """
    if question.sure is not None:
        calls = rate_at(load.calls, load.cv, question.sure)
        load = replace(load, calls=tuple(calls.tolist()), cv=(0.0,) * len(load.cv))
    rate = rate_of(load, Calls(question.handle, question.patience or 1.0, question.redial))
    target, patience = question.target, question.patience
    cv = np.array(load.cv)
    agents = _agents(rate, cv, question)
    redial = 0.0 if patience is None else question.redial
    levels = expected_levels(
        rate, question.handle, patience, agents, target.seconds, cv=cv, redial=redial
    )
    come = rate
    if patience is not None:
        come = with_redials(rate, question.handle, patience, agents, redial)
    columns = (
        np.array(load.calls),
        np.array(load.calls) * come / np.where(rate > 0, rate, 1.0),
        loads(load, question.handle),
        agents,
        paid_people(agents, question.shrinkage),
        levels[target.definition].meets(target) | (rate == 0),
        *(levels[each].share for each in Definition),
        levels[target.definition].abandoned,
        *_waiting(come, question, agents),
    )
    rows = zip(load.starts, *(each.tolist() for each in columns), strict=True)
    return tuple(Row(*row) for row in rows)


def _agents(rate: FloatArray, cv: FloatArray, question: Question) -> IntArray:
    if question.agents is not None:
        given = people("agents", question.agents).astype(np.int64)
        return np.broadcast_to(given, rate.shape)
    redial = 0.0 if question.patience is None else question.redial
    return required_agents(
        rate, question.handle, question.patience, question.target, redial=redial, cv=cv
    )


def _waiting(come: FloatArray, question: Question, agents: IntArray) -> tuple[FloatArray, ...]:
    """Share who wait, their mean wait, that of the answered, and occupancy."""
    handle, patience, promised = question.handle, question.patience, question.target.seconds
    met = waits(come, handle, patience, agents, promised)
    answered = met.mean_wait
    if patience is not None:
        answered = answered_wait(come, handle, patience, agents)
    return met.delayed, met.mean_wait, answered, met.occupancy
