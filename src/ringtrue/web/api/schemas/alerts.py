"""Alerts: launched promises that are being broken."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import AliasPath, Field

from ringtrue.gap.burning import Severity
from ringtrue.web.api.schemas.base import Shown


class LivePlace(Shown):
    """Where a launched campaign makes the promise, and in which words."""

    campaign: str
    material: str
    channel: str
    words: str


class Alert(Shown):
    """One alert, from when it was seen to when it was over."""

    number: int = Field(validation_alias=AliasPath("row", "pk"))
    standard: str = Field(validation_alias=AliasPath("words", "standard"))
    severity: Severity = Field(description="The worst so far.")
    open: bool = Field(validation_alias="is_open")
    title: str = Field(validation_alias=AliasPath("words", "title"))
    facts: list[str] = Field(validation_alias=AliasPath("words", "facts"))
    advice: str = Field(validation_alias=AliasPath("words", "advice"))
    instead: str = Field(
        validation_alias=AliasPath("words", "instead"),
        description="The strongest honest wording; empty when there is none.",
    )
    places: list[LivePlace] = Field(
        validation_alias=AliasPath("words", "places"),
        description="Where it must be pulled or softened.",
    )
    began_on: date = Field(
        validation_alias=AliasPath("row", "began_on"), description="When it began to go wrong."
    )
    opened_at: datetime = Field(
        validation_alias=AliasPath("row", "opened_at"), description="When the desk noticed."
    )
    closed_at: datetime | None = Field(validation_alias=AliasPath("row", "closed_at"))
    closed_because: str = Field(validation_alias=AliasPath("row", "closed_because"))
