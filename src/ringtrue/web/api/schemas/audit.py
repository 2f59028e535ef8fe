"""The audit chain."""

from __future__ import annotations

from datetime import datetime

from pydantic import AliasPath, Field

from ringtrue.web.api.schemas.base import Sent, Shown


class Head(Shown):
    """The end of the chain; kept elsewhere it binds everything before it."""

    number: int
    hash: str = Field(description="SHA-256 (hex).")


class Event(Shown):
    """Something that was done, bound to everything that was done before."""

    number: int = Field(validation_alias=AliasPath("event", "number"))
    at: datetime = Field(validation_alias=AliasPath("event", "at"))
    actor: str = Field(validation_alias=AliasPath("event", "actor"))
    action: str = Field(validation_alias=AliasPath("event", "action"))
    subject: str = Field(validation_alias=AliasPath("event", "subject"))
    payload: str = Field(
        validation_alias=AliasPath("event", "payload"), description="Canonical JSON."
    )
    previous: str = Field(validation_alias=AliasPath("event", "previous"))
    hash: str = Field(validation_alias=AliasPath("event", "hash"))


class Events(Shown):
    """Some events, the newest first, and the head of the chain."""

    items: list[Event]
    next: str | None = Field(description="Send it as `cursor` for the next page; null at the end.")
    head: Head


class VerifyIn(Sent):
    """Heads that were kept elsewhere."""

    heads: list[str] = Field(
        default_factory=list, max_length=50, description="`NUMBER:HASH`, as they were printed."
    )


class Break(Shown):
    """The first place where the chain does not hold, and how one can tell."""

    number: int
    what: str


class Verified(Shown):
    """Whether the chain holds up to its head."""

    holds: bool
    head: Head
    broken: Break | None
