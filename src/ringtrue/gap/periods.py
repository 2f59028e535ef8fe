"""The stretches of time that promises are judged in: weeks, months, quarters.

A period is a number on its grain, so that the next one is one more and arithmetic needs no
calendar; the calendar returns when a period is shown or its days are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from ringtrue.core.dates import MONTHS
from ringtrue.core.outcome import to_day, to_number

IntArray = npt.NDArray[np.int64]

_FIRST_MONDAY = 3
"""Days that lie between the Monday before 1970-01-01 and that day, a Thursday."""


class Grain(StrEnum):
    """How long a period is; a week runs from Monday to Sunday (ISO 8601)."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    @property
    def per_year(self) -> int:
        """Periods until the season comes round again."""
        return {Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4}[self]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One week, month or quarter.

    `number` counts periods: weeks since the one of 1970-01-01, months as `12 * year + month - 1`,
    quarters as `4 * year + quarter - 1`.

    >>> march = Period.of(date(2013, 3, 31))
    >>> march.label, march.title, str(march.first_day), str(march.next().last_day)
    ('2013-03', 'March 2013', '2013-03-01', '2013-04-30')
    >>> [Period.of(date(2015, 1, 1), grain).label for grain in (Grain.QUARTER, Grain.WEEK)]
    ['2015-Q1', '2015-W01']
    """

    grain: Grain
    number: int

    @classmethod
    def of(cls, day: date, grain: Grain = Grain.MONTH) -> Period:
        """The period that a day lies in."""
        return cls(grain, int(period_numbers(np.array([to_number(day)]), grain)[0]))

    def next(self, steps: int = 1) -> Period:
        """The period so many steps later."""
        return Period(self.grain, self.number + steps)

    @property
    def first_day(self) -> date:
        """Its first day."""
        if self.grain is Grain.WEEK:
            return to_day(7 * self.number - _FIRST_MONDAY)
        months = self.number if self.grain is Grain.MONTH else 3 * self.number
        return date(months // 12, months % 12 + 1, 1)

    @property
    def last_day(self) -> date:
        """Its last day, included."""
        return self.next().first_day - timedelta(days=1)

    @property
    def label(self) -> str:
        """Short, and sorted as time runs: `2013-03`, `2013-W09`, `2013-Q1`."""
        first = self.first_day
        if self.grain is Grain.WEEK:
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}"
        if self.grain is Grain.QUARTER:
            return f"{first.year:04d}-Q{first.month // 3 + 1}"
        return f"{first.year:04d}-{first.month:02d}"

    @property
    def title(self) -> str:
        """For prose: `March 2013`, `the week of 4 March 2013`, `the first quarter of 2013`."""
        first = self.first_day
        if self.grain is Grain.WEEK:
            return f"the week of {first.day} {MONTHS[first.month - 1]} {first.year}"
        if self.grain is Grain.QUARTER:
            return f"the {_ORDINALS[first.month // 3]} quarter of {first.year}"
        return f"{MONTHS[first.month - 1]} {first.year}"


_ORDINALS = ("first", "second", "third", "fourth")


def period_numbers(day: npt.ArrayLike, grain: Grain) -> IntArray:
    """The number of the period that each day (days since 1970-01-01) lies in.

    >>> period_numbers([0, 31, 90], Grain.MONTH).tolist()
    [23640, 23641, 23643]
    >>> period_numbers([3, 4], Grain.WEEK).tolist()
    [0, 1]
    """
    days = np.asarray(day, dtype=np.int64)
    if grain is Grain.WEEK:
        return np.asarray((days + _FIRST_MONDAY) // 7, dtype=np.int64)
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 12 * 1970
    return np.asarray(months if grain is Grain.MONTH else months // 3, dtype=np.int64)
