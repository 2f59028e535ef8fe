"""A measured share that anyone can derive again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ringtrue.core.outcome import Counts


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval for a share (both ends between 0 and 1), its level and how it was made."""

    low: float
    high: float
    level: float
    method: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One measured share with all that is needed to derive it again.

    `definition` is the standard in words, `query` the SQL that counted, `fingerprint` that of the
    source when it was read, `first_day` and `last_day` the days counted, both included.
    """

    standard: str
    definition: str
    source: str
    query: str
    fingerprint: str
    as_of: datetime
    first_day: date
    last_day: date
    counts: Counts
    share: float | None
    interval: Interval | None
    version: str
