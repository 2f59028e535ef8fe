"""Standards with what was measured and what is expected; confirming one."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import AliasPath, Field

from ringtrue.core.verdict import State
from ringtrue.web.api.schemas.base import Counts, Interval, Sent, Shown

_BODY = "The standard as one item of `standards:`, in YAML."


class StandardIn(Sent):
    """What a promise of the copy means."""

    wording: str = Field(description="The text of the claim.")
    body: str = Field(description=_BODY)


class Body(Sent):
    """A standard in YAML."""

    body: str = Field(description=_BODY)


class NewBody(Body):
    """Another body for a standard, and why."""

    reason: str = Field(description="Stays in the audit chain.")


class Removal(Sent):
    """Why a standard is taken out of the book."""

    reason: str = Field(description="Stays in the audit chain.")


class WrittenStandard(Shown):
    """A standard that the book has now."""

    id: str = Field(validation_alias="slug")
    yaml: str = Field(validation_alias="body")


class KnownShare(Shown):
    """A share that was measured already."""

    standard: str = Field(description="The id of the standard that was measured.")
    share: float = Field(description="Kept of decided, 0 to 1.")
    low: float | None
    high: float | None
    decided: int = Field(description="Records that were kept or broken.")
    as_of: datetime


class Definition(Shown):
    """What a standard means."""

    sentence: str = Field(description="In one sentence.")
    definition: str = Field(description="In words, with every case.")
    known: KnownShare | None = Field(
        description="How often it was kept, where that was measured already; else null."
    )


class StandardRow(Shown):
    """A standard in short."""

    id: str = Field(validation_alias=AliasPath("standard", "id"))
    promise: str = Field(validation_alias=AliasPath("standard", "promise"))
    source: str = Field(validation_alias=AliasPath("standard", "source"))
    target: float = Field(
        validation_alias=AliasPath("standard", "target"),
        description="The share that is promised, 0 to 1.",
    )
    owner: str = Field(description="The file that has it; empty for the desk.")
    state: str = Field(description="The verdict as last measured; empty before that.")


class HeldCampaign(Shown):
    """A campaign that is held to it."""

    slug: str
    name: str


class Standard(Shown):
    """A standard: its YAML, its meaning in words, and the campaigns held to it."""

    row: StandardRow
    yaml: str
    definition: str = Field(description="What it means, in words.")
    by: str = Field(description="Who wrote it down last; empty where a file or a command did.")
    campaigns: list[HeldCampaign]


class Part(Shown):
    """One segment under a standard: its counts and its verdict."""

    segment: list[str]
    counts: Counts
    share: float | None = Field(description="Kept of decided, 0 to 1; null when none is decided.")
    state: State
    expected: float | None
    bound: float | None


class StandardFigures(Shown):
    """A standard with what was measured and what is expected of the next period."""

    id: str
    promise: str
    source: str
    yaml: str
    definition: str = Field(description="The standard in words.")
    confirmed: bool = Field(description="False for a proposal of ours.")
    target: float = Field(description="The share that is promised, 0 to 1.")
    as_of: datetime
    counts: Counts
    share: float | None = Field(description="Kept of decided, 0 to 1; null when none is decided.")
    interval: Interval | None
    first_day: date | None
    last_day: date | None
    state: State
    reasons: list[str]
    expected: float | None = Field(description="The share expected of the next period.")
    bound: float | None = Field(description="Its predictive lower bound at `level`.")
    level: float | None
    chance: float | None = Field(description="The probability that it reaches the target.")
    evidence: str = Field(description="SHA-256 of the evidence file (hex); empty when none.")
    strongest: str = Field(description="The boldest wording that would hold; empty when none.")
    parts: list[Part]
