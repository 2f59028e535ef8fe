"""Can those who answer keep their promise under a campaign? The media plan held against the duties.

One run from what is sent out to who is missing when: demand by interval (`demand`), people on duty
(`staffing.duty`), agents needed and the plan (`staffing.plan`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ringtrue.core.answering import Answering
from ringtrue.core.calendar import Calendar
from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.figure import Figure
from ringtrue.core.load import CallTraits, Load
from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.service_level import Target
from ringtrue.core.staffing import StaffingPlan
from ringtrue.do.arrivals import ArrivalProfile, intervals
from ringtrue.do.demand import Demand, forecast_demand
from ringtrue.do.queues.shrinkage import paid_people
from ringtrue.do.staffing.duty import agents_on_duty, staffed
from ringtrue.do.staffing.plan import plan_staff

FADES = 3.0
"""After so many mean delays one in twenty of those who respond is still to come."""

MOST_DAYS = 42
LONGEST = 86_400
MOST_CALLS = 1_000_000
"""In one interval; more is taken for a slip of the media plan."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What somebody tries: `times` the people reached, `agents` more on every duty, another limit.

    `seconds` is the time within which calls are answered; None leaves the promise as it is.
    """

    times: float = 1.0
    agents: int = 0
    seconds: float | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody could mean."""
        if not 0 <= self.times <= 100:
            told = f"{self.times:g} times the people cannot be tried"
            raise UsageError(told, cure="Give 0 to 100.")
        if self.seconds is not None and not 0 <= self.seconds <= LONGEST:
            told = f"an answer within {self.seconds:g} seconds cannot be tried"
            raise UsageError(told, cure="Give seconds from 0 to a day.")
        if not -100_000 <= self.agents <= 100_000:
            told = f"{self.agents:,} agents more cannot be tried"
            raise UsageError(told, cure="Give a whole number of people.")


@dataclass(frozen=True, slots=True, eq=False)
class KnownCalls:
    """What is known of calls: their traits, and how many usually come; None where nobody knows.

    `as_of` is the moment up to which they were measured, None where they are said or assumed.
    """

    traits: CallTraits
    usual: ArrivalProfile | None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a campaign asks of those who answer, and what they can keep.

    Attributes:
        tried: What was tried beside the plan as it is.
        target: The promise to callers that it was held against.
        demand: Calls and orders by interval, day and placement.
        plan: Who is missing when, and what to do about it.
        share: Of all calls in these intervals, answered in time, under the target's definition.
        abandoned: Share of all calls that are given up.
        usual_known: Whether the usual calls are in it; without them the load is the campaign's.
        as_of: Up to when calls were measured; None where nothing was.
    """

    tried: WhatIf
    target: Target
    demand: Demand
    plan: StaffingPlan
    share: float
    abandoned: float
    usual_known: bool
    as_of: datetime | None

    @property
    def holds(self) -> bool:
        """Whether those on duty keep the promise in every interval."""
        return not any(each.missing for each in self.plan.intervals)

    @property
    def short(self) -> int:
        """Intervals in which somebody is missing."""
        return sum(each.missing > 0 for each in self.plan.intervals)


def check_readiness(
    media: MediaPlan,
    answering: Answering,
    calendars: Mapping[str, Calendar],
    calls: KnownCalls,
    *,
    today: date,
    tried: WhatIf | None = None,
    briefings: Mapping[str, Collection[str]] | None = None,
    seed: int = 0,
) -> Readiness:
    """Hold a media plan against who is on duty, from its first day until it has faded.

    Hours in which nobody is on duty are left out; what comes then is in `demand.missed_contacts`.
    What is only tried has no band of other shapes, so that it is answered at once.

    Raises:
        UsageError: The plan is empty, lasts longer than six weeks, or nobody is on duty in it.
        ConfigError: A duty names a calendar that is not there.
    """
    tried = tried or WhatIf()
    target = replace(answering.target, seconds=tried.seconds) if tried.seconds is not None else None
    target = target or answering.target
    seconds = answering.interval_minutes * 60
    starts = _starts(media, answering, calendars, seconds)
    there = agents_on_duty(answering.duties, calendars, starts, seconds)
    kept = [start for start, some in zip(starts, staffed(there), strict=True) if some]
    if not kept:
        cure = "Look at the calendars of on_duty: all of them are closed while the campaign runs."
        raise UsageError("nobody is on duty in the time of the campaign", cure=cure)
    demand = forecast_demand(media.times(tried.times), kept, seconds, usual=calls.usual, seed=seed)
    _need_possible(demand.load)
    agents = np.maximum(np.floor(there[there > 0]) + tried.agents, 0)
    plan = plan_staff(
        demand.load,
        calls.traits,
        target,
        paid_people(agents, answering.terms.shrinkage.best).tolist(),
        today=today,
        terms=answering.terms,
        briefings=briefings,
        seed=seed,
        shapes=tried == WhatIf(),
    )
    share, abandoned = _overall(demand.load, plan)
    known = calls.usual is not None
    return Readiness(tried, target, demand, plan, share, abandoned, known, calls.as_of)


def figures_of(readiness: Readiness) -> tuple[Figure, ...]:
    """Every figure that the answer rests on, once."""
    return tuple(dict.fromkeys(readiness.plan.figures))


def _need_possible(load: Load) -> None:
    most = max(load.calls)
    if most > MOST_CALLS:
        told = f"the media plan brings {most:,.0f} calls in {load.seconds / 60:g} minutes"
        raise UsageError(
            told, cure=f"Look at reach and contacts: up to {MOST_CALLS:,} are planned."
        )


def _starts(
    media: MediaPlan, answering: Answering, calendars: Mapping[str, Calendar], seconds: int
) -> tuple[datetime, ...]:
    """The intervals from midnight of the first sending until the last has faded."""
    if media.first is None or media.last is None:
        cure = "Say what goes out, when and to how many."
        raise UsageError("the media plan has no placement", cure=cure)
    zone = _zone(answering, calendars)
    first, last = _local(media.first, zone), _local(media.last, zone)
    fades = max(each.delay.best for each in media.placements) * FADES
    begin = datetime.combine(first.date(), time(), zone)
    end = last + timedelta(hours=fades)
    end = datetime.combine(end.date() + timedelta(days=1), time(), zone)
    if end - begin > timedelta(days=MOST_DAYS):
        told = f"the media plan runs for {(end - begin).days} days"
        raise UsageError(told, cure=f"Look at {MOST_DAYS} days at a time: divide it into parts.")
    return intervals(begin, end, seconds)


def _zone(answering: Answering, calendars: Mapping[str, Calendar]) -> ZoneInfo:
    for each in answering.duties:
        if each.calendar in calendars:
            return ZoneInfo(calendars[each.calendar].time_zone)
    cure = "Name calendars under calendars:, and who answers under answering: on_duty."
    raise ConfigError("nobody is on duty", cure=cure)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _overall(load: Load, plan: StaffingPlan) -> tuple[float, float]:
    """Shares over all calls, each first call alike."""
    weights = np.array(load.calls)
    if not weights.sum():
        return 1.0, 0.0
    shares = np.array([[each.share, each.abandoned] for each in plan.intervals])
    share, abandoned = (weights @ shares / weights.sum()).tolist()
    return share, abandoned
