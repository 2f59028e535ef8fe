"""Is our word kept? Promises as measured, with their months, segments and evidence."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from ringtrue.core.verdict import State
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.services.see_promise import PromiseView
from ringtrue.desk.services.word_kept import WordRow
from ringtrue.web.api.schemas.base import Counts, HistoryItem, Shown
from ringtrue.web.api.schemas.objections import Objection
from ringtrue.web.api.schemas.study import Study


class CampaignLink(Shown):
    """A campaign by its slug and name."""

    slug: str
    name: str


class Budget(Shown):
    """How many of the decided records of the last twelve months may break, and how many did."""

    allowed: float = Field(description="Records: (1 - target) times the decided ones.")
    broken: int = Field(description="Records.")
    left: float = Field(description="1 untouched, 0 used up, below 0 overspent.")


class Month(Shown):
    """One month (`2026-03`) with its share and interval."""

    month: str
    counts: Counts
    share: float | None = Field(description="Kept of decided, 0 to 1; null when none is decided.")
    low: float | None
    high: float | None


class Segment(Shown):
    """One segment with its share and interval."""

    segment: list[str]
    counts: Counts
    share: float | None = Field(description="Kept of decided, 0 to 1; null when none is decided.")
    low: float | None
    high: float | None


class PromiseRow(Shown):
    """Promised against kept, over all that was measured."""

    standard: str
    promise: str
    source: str
    state: State = Field(description="The verdict on the next period.")
    target: float = Field(description="The share that is promised, 0 to 1.")
    counts: Counts
    share: float | None = Field(description="Kept of decided, 0 to 1; null when none is decided.")
    low: float | None = Field(description="The lower end of the share's interval.")
    high: float | None = Field(description="The upper end of the share's interval.")
    method: str = Field(description="How the interval was made.")
    as_of: datetime
    first_day: date | None
    last_day: date | None
    expected: float | None = Field(description="The share expected of the next period.")
    bound: float | None = Field(description="Its predictive lower bound at `level`.")
    level: float | None
    chance: float | None = Field(description="The probability that it reaches the target.")
    at_risk: float | None = Field(description="Money a year; `show_cost` has its sign and reasons.")
    at_risk_low: float | None
    at_risk_high: float | None
    budget: Budget | None
    months: list[Month]
    live: list[CampaignLink] = Field(description="Launched campaigns that hold to it.")
    coming: list[CampaignLink] = Field(description="Campaigns before their launch.")


class EvidenceLine(Shown):
    """One evidence file: when it was made, and its SHA-256 (hex)."""

    as_of: datetime
    digest: str


class Promise(Shown):
    """A promise with everything that it rests on."""

    figures: PromiseRow
    definition: str = Field(description="The standard in words.")
    reasons: list[str]
    strongest: str = Field(description="The boldest wording that would hold; empty when none.")
    segments: list[Segment]
    objections: list[Objection]
    evidence: list[EvidenceLine] = Field(description="The newest first.")
    study: Study | None = Field(
        description="What could be promised instead; null before it was worked out."
    )
    history: list[HistoryItem] = Field(description="What was done about it, the newest first.")


_PLAIN = (
    "standard",
    "promise",
    "source",
    "state",
    "target",
    "share",
    "low",
    "high",
    "method",
    "as_of",
    "first_day",
    "last_day",
    "expected",
    "bound",
    "level",
    "chance",
    "at_risk",
    "at_risk_low",
    "at_risk_high",
)


def row_of(row: WordRow) -> PromiseRow:
    """A promise of the list."""
    return _figures(row.standing, row, row.live, row.coming)


def promise_of(view: PromiseView) -> Promise:
    """A promise with everything that it rests on."""
    live = [each for each in view.campaigns if each.launched_at and not each.ended_at]
    coming = [each for each in view.campaigns if each.is_open]
    return Promise(
        figures=_figures(view.standing, view, live, coming),
        definition=view.standing.definition,
        reasons=[str(each) for each in view.standing.reasons],
        strongest=view.standing.strongest,
        segments=[Segment.of(each) for each in view.parts],
        objections=[Objection.of(each) for each in view.objections],
        evidence=[EvidenceLine.of(each) for each in view.evidence],
        study=Study.of(view.study) if view.study else None,
        history=[HistoryItem.of(each) for each in view.history],
    )


def _figures(
    standing: Standing, view: WordRow | PromiseView, live: object, coming: object
) -> PromiseRow:
    told = {name: getattr(standing, name) for name in _PLAIN}
    told |= {"counts": view.counts, "budget": view.budget, "months": view.months}
    return PromiseRow.of(told | {"live": live, "coming": coming})
