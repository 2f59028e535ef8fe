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
class Slice:
    """Counts of a part of the evidence: one period ("2013-01") or one segment, the other empty."""

    period: str
    segment: tuple[str, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Evidence:
    """One measured share with all that is needed to derive it again.

    `definition` is the standard in words, `query` the SQL that counted, `fingerprint` that of the
    source when it was read, `first_day` and `last_day` the days counted, both included. `slices`
    break the counts down, so that a difference can be traced to a month or a segment.
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
    slices: tuple[Slice, ...] = ()
