"""Objections: "we can't do this", and the answers."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from ringtrue.gap.foretold import Foretold
from ringtrue.web.api.schemas.base import Counts, Sent, Shown


class ObjectionIn(Sent):
    """Somebody says that a promise cannot be kept."""

    wording: str = Field(description="What is promised, as near to its words as one remembers.")
    reason: str = Field(description="Why it cannot be done.")
    campaign: str | None = Field(
        None, max_length=80, description="The slug; against every campaign that says it when null."
    )
    masked: bool = Field(True, description="Whether the name stays masked for everybody else.")


class AnswerIn(Sent):
    """The answer to an objection."""

    answer: str
    upheld: bool = Field(description="Whether the promise is changed for it.")


class HandOver(Sent):
    """Who is to answer an objection."""

    owner: str = Field(description="By the name to sign in with.")


class TriedOn(Shown):
    """One standard on which an objection was put to the test; `low` and `high` hold at any look."""

    standard: str
    outcome: Foretold
    because: str
    target: float = Field(description="The promised share, 0 to 1.")
    since: date
    last_day: date | None
    counts: Counts
    low: float | None
    high: float | None


class Outcome(Shown):
    """What became of an objection: on all its standards together, and on each."""

    outcome: Foretold
    tried: list[TriedOn]


class Rightness(Shown):
    """How often objections came true: `true` of the `judged`, with a Wilson interval at 95 %."""

    true: int
    judged: int
    unknown: int = Field(description="Of so many it cannot be told yet.")
    not_made: int = Field(description="Of so many the promise was never made.")
    low: float
    high: float


class Objection(Shown):
    """One objection; `by` is never a masked name."""

    number: int
    campaign: str = Field(description="Empty when it names none.")
    slug: str
    wording: str
    reason: str
    by: str
    mine: bool
    owner: str = Field(description="Who is to answer it.")
    opened: datetime
    due: datetime
    late: bool
    answer: str
    answered_by: str
    answered: datetime | None
    upheld: bool | None = Field(description="null until there is an answer.")
    came: Outcome | None = Field(description="What became of it; null before the promise is out.")


class Objected(Shown):
    """An objection as it was made."""

    number: int = Field(validation_alias="pk")
    due: datetime = Field(validation_alias="due_at", description="When it must have an answer.")
