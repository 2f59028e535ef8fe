"""Live copy: what published pages show now against what was signed."""

from __future__ import annotations

from datetime import datetime

from pydantic import AliasPath, Field

from ringtrue.core.finding import Level
from ringtrue.web.api.schemas.base import Sent, Shown
from ringtrue.web.api.schemas.jobs import Job


class LiveFinding(Shown):
    """One promise that is not as it was signed, or a page that cannot be read."""

    number: int = Field(validation_alias=AliasPath("row", "pk"))
    what: str = Field(
        validation_alias=AliasPath("row", "what"),
        description="strengthened, appeared, limit gone, vanished, reworded, weakened or unread.",
    )
    level: Level = Field(validation_alias=AliasPath("row", "level"))
    title: str = Field(description="What is the matter, in words.")
    advice: str
    signed: str = Field(validation_alias=AliasPath("row", "signed"), description="The words then.")
    live: str = Field(validation_alias=AliasPath("row", "live"), description="The words now.")
    because: list[str] = Field(validation_alias=AliasPath("row", "because"))
    opened_at: datetime = Field(validation_alias=AliasPath("row", "opened_at"))
    closed_at: datetime | None = Field(validation_alias=AliasPath("row", "closed_at"))
    closed_because: str = Field(validation_alias=AliasPath("row", "closed_because"))


class LiveCopy(Shown):
    """What an address showed from `first_at` to `last_at`, read so many times without a change."""

    number: int = Field(validation_alias="pk", description="Taking it up asks for it.")
    address: str
    shown_at: str = Field(description="The address that answered after redirects.")
    digest: str = Field(description="SHA-256 (hex) of its bytes; empty when nothing came.")
    unread: str = Field(description="Why it says nothing of what was signed; empty when it does.")
    why: str
    first_at: datetime
    last_at: datetime
    readings: int


class LivePage(Shown):
    """A material and its published page; empty `copies` before it was read."""

    campaign: str = Field(
        validation_alias=AliasPath("material", "campaign", "slug"), description="Its slug."
    )
    material: int = Field(validation_alias=AliasPath("material", "pk"))
    name: str = Field(validation_alias=AliasPath("material", "name"))
    address: str = Field(
        validation_alias=AliasPath("material", "address"),
        description="Where it is read; empty when nobody said.",
    )
    version: int = Field(description="The number of the signed version.")
    now: list[LiveFinding] = Field(description="The open findings, the gravest first.")
    over: list[LiveFinding]
    copies: list[LiveCopy] = Field(description="All that the page showed, the newest first.")


class LiveReading(Shown):
    """A reading of published pages: a job of the worker, or done at once where there is none."""

    job: Job | None = Field(description="null when it was done at once.")
    pages: int | None = Field(description="So many were read; null while a worker does it.")
    opened: int | None = Field(description="Findings that are new.")
    closed: int | None = Field(description="Findings that are over.")


class Published(Sent):
    """Where a material is published."""

    address: str = Field(description="The page; empty when it is nowhere any more.")
