"""Objections: "we can't do this", and the answers."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from ringtrue.web.api.schemas.base import Sent, Shown


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


class Objected(Shown):
    """An objection as it was made."""

    number: int = Field(validation_alias="pk")
    due: datetime = Field(validation_alias="due_at", description="When it must have an answer.")
