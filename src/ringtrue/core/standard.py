"""The measurable meaning of a promise, bound to a source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringtrue.core.expression import Expression
from ringtrue.core.quantity import Duration


class Missing(StrEnum):
    """What a record counts as when the value that decides it is null."""

    BROKEN = "broken"
    PENDING = "pending"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Within:
    """From `start` to `end` no longer than `limit` (shorter than, when `strict`).

    An `end` that is null or after `as_of` has not happened: the record is pending until
    `start + limit`, then broken. A null or future `start` has not begun: void or pending. An
    `end` before `start` is kept when `early_is_kept` (a due time as the start), else void (a
    fault in the data). `calendar` is needed for business days and hours.
    """

    start: Expression
    end: Expression
    limit: Duration
    strict: bool = False
    early_is_kept: bool = False
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Holds:
    """`condition` is true; a null answer counts as `missing` says."""

    condition: Expression
    missing: Missing = Missing.BROKEN


@dataclass(frozen=True, slots=True)
class Between:
    """`value` lies between `low` and `high`, both included unless `strict`; None is open."""

    value: Expression
    low: float | None = None
    high: float | None = None
    strict: bool = False
    missing: Missing = Missing.BROKEN


@dataclass(frozen=True, slots=True)
class CountPer:
    """Per `unit` and day the records number between `low` and `high`; a unit-day is the record.

    Units are those seen in the source; a unit with no record on a day between its first and last
    day counts as 0 that day.
    """

    unit: Expression
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Uptime:
    """Of every day, the share outside the union of the down intervals is at least `share`.

    A record is one down interval [`start`, `end`); a null `end` is still down. A day is the
    record that is kept or broken; days run from the first record's day to `as_of`.
    """

    start: Expression
    end: Expression
    share: float


@dataclass(frozen=True, slots=True)
class Remedy:
    """When the standard `after` is broken, `end` comes within `limit` of the break.

    The break happens at the moment at which `after` was due. Records that kept `after` are void.
    """

    after: str
    end: Expression
    limit: Duration
    calendar: str = ""


Test = Within | Holds | Between | CountPer | Uptime | Remedy


@dataclass(frozen=True, slots=True)
class Standard:
    """A promise made measurable.

    `day` is the clock whose local day a record is counted under (by default the start of its
    clock). `population` selects the records that the promise is about; records for which `void`
    is true do not count. `target` is the share that must be kept, between 0 and 1. `promise` is
    the wording it stands for and `wordings` are others that mean the same; `place` is where the
    standard is written down.
    """

    id: str
    source: str
    test: Test
    target: float
    day: Expression | None = None
    population: Expression | None = None
    void: Expression | None = None
    segments: tuple[str, ...] = ()
    promise: str = ""
    why: str = ""
    place: str = ""
    wordings: tuple[str, ...] = ()
