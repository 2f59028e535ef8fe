"""Quantities with their units: durations, as promises state them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ringtrue.core.errors import UsageError


class Unit(StrEnum):
    """How a duration is counted.

    `SECOND` to `WEEK` are elapsed time. `CALENDAR_DAY` counts midnights in the time zone of the
    source, so that "in 2 days" runs to the end of the second day after. `MONTH` is a calendar
    month (31 January plus one month is the last day of February). `BUSINESS_DAY` and
    `BUSINESS_HOUR` count only the working days and opening hours of a calendar.
    """

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    CALENDAR_DAY = "calendar day"
    MONTH = "month"
    BUSINESS_DAY = "business day"
    BUSINESS_HOUR = "business hour"


SECONDS = {
    Unit.SECOND: 1.0,
    Unit.MINUTE: 60.0,
    Unit.HOUR: 3600.0,
    Unit.DAY: 86_400.0,
    Unit.WEEK: 604_800.0,
}
"""Length in seconds of every unit of elapsed time; the other units have no fixed length."""

_SPELLINGS = {
    "s": Unit.SECOND,
    "sec": Unit.SECOND,
    "min": Unit.MINUTE,
    "h": Unit.HOUR,
    "hr": Unit.HOUR,
    "d": Unit.DAY,
    "working day": Unit.BUSINESS_DAY,
    "working hour": Unit.BUSINESS_HOUR,
} | {unit.value: unit for unit in Unit}
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+(?: [a-z]+)?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of one unit, never negative.

    >>> str(Duration.parse("2 business days")), Duration.parse("90 min").seconds
    ('2 business days', 5400.0)
    """

    amount: float
    unit: Unit

    @classmethod
    def parse(cls, text: str, where: str = "") -> Duration:
        """Read "15 minutes", "2 business days", "1 month"; raise `UsageError` on anything else."""
        match = _DURATION.fullmatch(text)
        word = match[2].lower() if match else ""
        unit = _SPELLINGS.get(word) or _SPELLINGS.get(word.removesuffix("s"))
        if match is None or unit is None:
            units = ", ".join(each.value for each in Unit)
            cure = f"Write a number and a unit: {units}."
            raise UsageError(f"{text!r} is not a duration", where=where, cure=cure)
        return cls(float(match[1]), unit)

    @property
    def seconds(self) -> float | None:
        """Length in seconds where the unit is elapsed time, else None."""
        scale = SECONDS.get(self.unit)
        return None if scale is None else self.amount * scale

    def __str__(self) -> str:
        return f"{self.amount:g} {self.unit.value}{'' if self.amount == 1 else 's'}"
