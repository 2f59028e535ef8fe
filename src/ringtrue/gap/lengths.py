"""Which of two limits is surely the tighter one, whatever their units.

"2 days" is tighter than "2 working days", for working days are never shorter; whether "30 days" is
tighter than "1 month" depends on the month, and then nobody can tell.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from ringtrue.core.quantity import SECONDS, Duration, Unit
from ringtrue.gap.likeness import span_of

_DAY = SECONDS[Unit.DAY]
_WEEK = 5
_WEEKEND = 2


class Length(NamedTuple):
    """How long a limit may last, in seconds of elapsed time; `low` and `high` both included.

    `amount` and `unit` order limits of one unit, which may overlap all the same.
    """

    low: float
    high: float
    amount: float
    unit: Unit

    def same(self, other: Length) -> bool:
        """Whether both are surely of one length."""
        if self.unit is other.unit:
            return self.amount == other.amount
        return self.low == self.high == other.low == other.high

    def shorter(self, other: Length) -> bool:
        """Whether this one is surely shorter: a strict partial order with `same` as its equality.

        >>> two = length_of(Duration.parse("2 days"))
        >>> working = length_of(Duration.parse("2 business days"))
        >>> two.shorter(working), working.shorter(two)
        (True, False)
        """
        if self.unit is other.unit:
            return self.amount < other.amount
        return self.high <= other.low and not self.same(other)


def length_of(limit: Duration) -> Length:
    """A limit as the elapsed time that it may take.

    Business days run over weekends and no holiday, five of them are a week; business hours have no
    longest time.
    """
    amount, unit = limit.amount, limit.unit
    if unit is Unit.BUSINESS_DAY:
        low, high = _business_days(amount)
        return Length(low * _DAY, high * _DAY, amount, unit)
    if unit is Unit.BUSINESS_HOUR:
        return Length(amount * SECONDS[Unit.HOUR], math.inf, amount, unit)
    span = span_of(limit)
    elapsed = unit if unit is Unit.MONTH else Unit.SECOND
    return Length(span.low, span.high, amount if elapsed is Unit.MONTH else span.low, elapsed)


def _business_days(amount: float) -> tuple[float, float]:
    """The fewest and the most days that so many business days may take."""
    weeks, rest = divmod(amount, _WEEK)
    days = weeks * (_WEEK + _WEEKEND) + rest
    return days, days + (_WEEKEND if rest else 0)
