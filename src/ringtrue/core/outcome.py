"""What became of records under a standard, counted by day and segment."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EPOCH = date(1970, 1, 1)


class Outcome(StrEnum):
    """Of one record under one standard."""

    KEPT = "kept"
    BROKEN = "broken"
    PENDING = "pending"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records had which outcome; the share is of the decided ones (kept and broken)."""

    kept: int = 0
    broken: int = 0
    pending: int = 0
    void: int = 0

    @property
    def decided(self) -> int:
        """The denominator of every share: kept plus broken."""
        return self.kept + self.broken

    @property
    def share(self) -> float | None:
        """Kept of decided, or None when nothing is decided."""
        return self.kept / self.decided if self.decided else None

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.kept + other.kept,
            self.broken + other.broken,
            self.pending + other.pending,
            self.void + other.void,
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """Outcome counts of one standard, a row for each day and segment that has records.

    All arrays have the same length and are read-only by convention. `day` holds days since
    1970-01-01 in the source's time zone (type code `i`), `segment` an index into `segments`
    (`i`), the four counts are `q`. `segment_columns` names the columns and each entry of
    `segments` holds their values as text; without segments both hold one empty tuple.
    """

    standard: str
    segment_columns: tuple[str, ...]
    segments: tuple[tuple[str, ...], ...]
    day: array[int]
    segment: array[int]
    kept: array[int]
    broken: array[int]
    pending: array[int]
    void: array[int]

    def total(self) -> Counts:
        """All rows together."""
        return Counts(sum(self.kept), sum(self.broken), sum(self.pending), sum(self.void))

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True, slots=True, eq=False)
class Rung:
    """One step of a ladder of limits: the limit in its unit and the counts under it.

    Standards that crowd one clock share their rungs, so the tally names no standard, and a rung
    is equal to itself only.
    """

    limit: float
    tally: Tally


@dataclass(frozen=True, slots=True)
class Ladder:
    """The same promise at many limits, lowest first; the unit is that of the standard's limit."""

    standard: str
    unit: str
    rungs: tuple[Rung, ...]


def to_day(number: int) -> date:
    """The date of a day number.

    >>> to_day(0)
    datetime.date(1970, 1, 1)
    """
    return EPOCH + timedelta(days=number)


def to_number(day: date) -> int:
    """The day number of a date; the inverse of `to_day`."""
    return (day - EPOCH).days
