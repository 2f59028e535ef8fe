"""The load of a campaign: what it sends out, and whether those who answer can keep up."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from ringtrue.core import figure as core
from ringtrue.core.figure import Basis
from ringtrue.core.media_plan import Per
from ringtrue.desk.services.see_readiness import ReadinessView
from ringtrue.web.api.schemas.base import Sent, Shown
from ringtrue.web.api.schemas.checklist import ChecklistItem
from ringtrue.web.api.schemas.cost import Figure

_USUAL = "As usual for the channel when left out."
_MOMENT = "Wall clock of those who answer, without a zone."


class RangeIn(Sent):
    """A number with the range that is plausible; `low` and `high` are `best` when left out."""

    best: float
    low: float | None = None
    high: float | None = None
    source: str = Field("", max_length=300, description="Who says so; the caller when left out.")

    def figure(self, name: str, unit: str, by: str) -> core.Figure:
        """The figure that somebody says with it; raises `UsageError` for a range that is none."""
        low = self.best if self.low is None else self.low
        high = self.best if self.high is None else self.high
        return core.Figure(name, self.best, low, high, unit, Basis.STATED, self.source or by)


class PlacementIn(Sent):
    """Something that the campaign sends out."""

    name: str = Field(min_length=1, max_length=120)
    channel: str = Field("", max_length=120)
    first: datetime = Field(description=_MOMENT)
    last: datetime | None = Field(None, description=f"As `first` when left out. {_MOMENT}")
    reach: RangeIn = Field(description="People reached.")
    response: RangeIn | None = Field(None, description=f"Orders for each: 0.02 is 2 %. {_USUAL}")
    contacts: RangeIn | None = Field(None, description=f"Calls for each order, or person. {_USUAL}")
    delay: RangeIn | None = Field(None, description=f"Mean hours until they come. {_USUAL}")
    per: Per = Field(Per.ORDER, description="What contacts are counted for.")


class MediaIn(Sent):
    """All placements that there shall be."""

    placements: list[PlacementIn] = Field(max_length=200)


class TriedIn(Sent):
    """What is tried beside the plan as it is."""

    times: float = Field(1, ge=0, le=100, description="Times the people reached.")
    agents: int = Field(0, ge=-100_000, le=100_000, description="Agents more on every duty.")
    within: float | None = Field(
        None, ge=0, le=86_400, description="Seconds within which calls are answered."
    )


class AdoptIn(TriedIn):
    """Who sees to the plan, and until when."""

    owner: str = Field(description="By the name to sign in with.")
    due: date


class BriefIn(Sent):
    """People who passed the briefing on a promise."""

    promise: str = Field(description="The id of the standard.")
    names: list[str] = Field(min_length=1, max_length=2_000)


class Briefed(Shown):
    """How many were noted who had not been before."""

    noted: int


class PlacementTold(Shown):
    """Something that the campaign sends out."""

    name: str
    channel: str
    first: datetime = Field(description=_MOMENT)
    last: datetime = Field(description=_MOMENT)
    reach: Figure
    response: Figure
    contacts: Figure
    delay: Figure
    per: Per


class MediaTold(Shown):
    """The media plan."""

    placements: tuple[PlacementTold, ...]


class TriedTold(Shown):
    """What was tried."""

    times: float
    agents: int
    seconds: float | None


class TargetTold(Shown):
    """What callers are promised."""

    seconds: float
    share: float
    definition: str = Field(
        description="Which calls `share` is of: `offered`, `less-short-abandoned`, `answered`."
    )
    abandoned: float | None = Field(description="The greatest share that may be given up.")


class IntervalTold(Shown):
    """One interval of the campaign's time."""

    start: datetime
    calls: float = Field(description="First calls expected.")
    load: float = Field(description="The greatest offered load in it, in erlang.")
    needed: int = Field(description="Agents who must be answering.")
    there: int = Field(description="Agents who are.")
    missing: int
    share: float = Field(description="Answered in time, by the definition of the target.")
    abandoned: float = Field(description="Given up, of all calls.")


class CourseTold(Shown):
    """People hired together."""

    begins: date
    ready: date
    people: int


class MoveTold(Shown):
    """Trained people to bring in for a week."""

    week: date
    people: int


class BriefedTold(Shown):
    """Who passed the briefing on a promise."""

    promise: str
    passed: tuple[str, ...]
    needed: int
    missing: int


class CostTold(Shown):
    """What closing the gap costs."""

    pay: float
    hiring: float
    courses: float
    total: Figure


class LaterTold(Shown):
    """The first launch that would do; null for none within a year."""

    launch: date | None
    weeks: int
    hires: int


class SpreadTold(Shown):
    """Over how many days to send it; null for none up to `most`."""

    days: int | None
    most: int


class LessTold(Shown):
    """What could be promised with today's people."""

    seconds: float | None
    share: float


class PlanTold(Shown):
    """Who is missing when, and what to do about it."""

    holds: bool
    intervals: tuple[IntervalTold, ...]
    courses: tuple[CourseTold, ...]
    moves: tuple[MoveTold, ...]
    briefed: tuple[BriefedTold, ...]
    people: Figure
    cost: CostTold | None
    later: LaterTold
    spread: SpreadTold | None
    less: LessTold
    band: Figure | None
    assumptions: tuple[str, ...]
    draws: int
    seed: int


class ReadyTold(Shown):
    """The answer."""

    target: TargetTold
    share: float = Field(description="Of all calls, answered in time.")
    abandoned: float = Field(description="Of all calls, given up.")
    short: int = Field(description="Intervals in which somebody is missing.")
    usual_known: bool = Field(description="Whether the calls of every day are in it.")
    as_of: datetime | None = Field(description="Up to when calls were measured; null for not.")
    plan: PlanTold


class ShortageTold(Shown):
    """A stretch of time in which agents are missing."""

    start: datetime
    end: datetime
    most: int


class BriefingTold(Shown):
    """Somebody passed a briefing."""

    number: int = Field(validation_alias="pk")
    promise: str
    who: str
    at: datetime


class VolumeTold(Shown):
    """How busy the media plan makes a source, as promises about it were last judged."""

    source: str
    usual: float = Field(description="Records of a day as it is.")
    peak: float = Field(description="Records of the busiest day.")
    peak_times: float = Field(description="The same as a multiple of the usual.")
    peak_day: date
    times: float = Field(description="All days, first to last, as a multiple of the usual.")
    first_day: date
    last_day: date


class Load(Shown):
    """The load of a campaign, as its page shows it."""

    media: MediaTold
    tried: TriedTold
    ready: ReadyTold | None = Field(description="Null where something is `lacking`.")
    lacking: str
    shortages: tuple[ShortageTold, ...]
    words: str = Field(description="What to do about it, in words.")
    figures: tuple[Figure, ...]
    briefings: tuple[BriefingTold, ...]
    condition: ChecklistItem | None = Field(description="The plan that is a condition, if any.")
    volumes: tuple[VolumeTold, ...] = Field(
        description="Of each source that the media plan makes busier, as last judged."
    )
    grows: bool = Field(description="Whether ringtrue.yaml knows of a source that grows with it.")

    @classmethod
    def of_view(cls, view: ReadinessView) -> Load:
        """The same of a page's view."""
        told = {name: getattr(view, name) for name in cls.model_fields if name != "condition"}
        condition = ChecklistItem.of(view.condition) if view.condition else None
        return cls.model_validate({**told, "condition": condition})
