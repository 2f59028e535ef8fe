"""When a business works: time zone, opening hours, holidays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Opening:
    """One stretch of opening hours, half-open; a close at 00:00 is the end of that day."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working time of one place.

    `week` has seven entries, Monday first; an empty one is a closed day. `holidays` are closed
    days whatever the week says. `time_zone` is an IANA name.
    """

    name: str
    time_zone: str
    week: tuple[tuple[Opening, ...], ...]
    holidays: frozenset[date] = field(default_factory=frozenset)
