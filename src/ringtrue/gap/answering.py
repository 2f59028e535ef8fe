"""What a staffing plan means for the launch: when who is missing, and a reason against it.

Promises are not kept by measured shares alone: whoever is told to call must be answered. A campaign
whose calls today's people cannot answer as promised goes out on a condition, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from ringtrue.core.dates import day
from ringtrue.core.finding import Level
from ringtrue.core.staffing import StaffingPlan
from ringtrue.core.verdict import Reason
from ringtrue.gap.wording import percent

CALLS_UNANSWERED = "calls-unanswered"
"""The code of the reason that calls will not be answered as promised."""

LOAD_UNFORESEEN = "load-unforeseen"
"""The code of the reason that it cannot be told whether they will."""

STAFFING_ITEM = "staffing-plan"
"""The key of the item of the checklist that a staffing plan becomes."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """A stretch of time without a break in which agents are missing; `most` at one moment."""

    start: datetime
    end: datetime
    most: int


def shortages(plan: StaffingPlan) -> tuple[Shortage, ...]:
    """When who is missing, in the order of time."""
    return tuple(_shortages(plan))


def unanswered(plan: StaffingPlan, share: float) -> Reason | None:
    """The reason that a plan's calls give, None where all intervals keep the promise.

    `share` is that of all calls of the campaign that are answered in time.
    """
    short = sum(each.missing > 0 for each in plan.intervals)
    if not short:
        return None
    worst = plan.worst
    message = (
        f"With those on duty {percent(share)} of the calls are answered in time; promised are"
        f" {plan.target.words}. In {short:,} of {len(plan.intervals):,} intervals somebody is"
        f" missing, most on {moment(worst.start)}: {people(worst.missing, 'agent')}."
    )
    cure = "Make a staffing plan a condition of the launch, spread the sending, or promise less."
    return Reason(CALLS_UNANSWERED, Level.WARNING, message, cure)


def unforeseen(what: str, cure: str) -> Reason:
    """The reason that a media plan gives which cannot be held against anybody."""
    message = f"Whether the campaign's calls can be answered cannot be told: {what}."
    return Reason(LOAD_UNFORESEEN, Level.WARNING, message, cure)


def moment(at: datetime) -> str:
    """`1 April 2026 at 09:30`."""
    return f"{day(at.date())} at {at:%H:%M}"


def people(number: int, what: str = "person") -> str:
    """`1 person`, `12 people`, `1 agent`, `3 agents`."""
    many = {"person": "people"}.get(what, f"{what}s")
    return f"{number:,} {what if number == 1 else many}"


def _shortages(plan: StaffingPlan) -> Iterator[Shortage]:
    length = timedelta(seconds=plan.seconds)
    short = [each for each in plan.intervals if each.missing]
    if not short:
        return
    first, most = short[0].start, short[0].missing
    for one, other in pairwise(short):
        if other.start - one.start > length:
            yield Shortage(first, one.start + length, most)
            first, most = other.start, 0
        most = max(most, other.missing)
    yield Shortage(first, short[-1].start + length, most)
