"""Sources: the operational tables that promises are measured on."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import AliasPath, Field

from ringtrue.core.source import ColumnType
from ringtrue.web.api.schemas.base import Shown


class UsedBy(Shown):
    """A standard that is measured on the source."""

    standard: str
    promise: str
    definition: str
    state: str


class Source(Shown):
    """One source: where it is, and what was last seen of it."""

    name: str = Field(validation_alias=AliasPath("source", "name"))
    location: str = Field(description="Without any password.")
    table: str = Field(validation_alias=AliasPath("source", "table"))
    key: list[str] = Field(validation_alias=AliasPath("source", "key"))
    time_zone: str = Field(validation_alias=AliasPath("source", "time_zone"))
    segments: list[str] = Field(validation_alias=AliasPath("source", "segments"))
    measured_at: datetime | None
    last_day: date | None = Field(description="The newest day that had a record then.")
    used_by: list[UsedBy]


class Column(Shown):
    """One column."""

    name: str
    type: ColumnType
    description: str


class Columns(Shown):
    """A source as it is now."""

    name: str = Field(validation_alias=AliasPath("source", "name"))
    rows: int
    columns: list[Column]
