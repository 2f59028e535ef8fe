"""An operational table, as the workspace names it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """What a column can be used for."""

    TIME = "time"
    DATE = "date"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"
    OTHER = "other"


class GrowsWith(StrEnum):
    """What of a media plan adds records to a source."""

    ORDERS = "orders"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type and, where the workspace gives one, its description."""

    name: str
    type: ColumnType
    description: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where records come from and how to read them.

    `location` is a file, a folder of files, a glob, or the URL of a database; `table` names the
    table in a database. `key` are the columns that identify a record: of several rows with one
    key only the last by `updated_at` (else the last read) counts. `time_zone` is the IANA zone
    in which wall-clock columns without a zone are written and in which days begin.
    `updated_at` lets re-measuring find records that changed. `segments` are the columns that
    results are broken down by. `independent_rows` says that no record shares its fate with others
    of its day, so that intervals need not be clustered by day. `grows_with` is what a media plan
    adds records of; None where that is not said.
    """

    name: str
    location: str
    table: str = ""
    key: tuple[str, ...] = ()
    time_zone: str = "UTC"
    updated_at: str = ""
    segments: tuple[str, ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    place: str = ""
    independent_rows: bool = False
    grows_with: GrowsWith | None = None


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """What was found when a source was opened: its columns, rows and fingerprint.

    `fingerprint` changes whenever the data may have changed (for files: name, size and content
    hash or modification time as the engine can tell; for databases: row count and latest update).
    """

    source: Source
    columns: tuple[Column, ...]
    rows: int
    fingerprint: str
