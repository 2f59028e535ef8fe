"""What a workspace says of the vicious cycle: own figures, scenarios, and where its spend is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ringtrue.core.figure import Figure

Named = tuple[tuple[str, Figure], ...]
"""Figures by the names of their settings, such as `told`."""


class Period(StrEnum):
    """What a firm's figures are counted by."""

    WEEK = "week"
    MONTH = "month"

    @property
    def a_year(self) -> float:
        """How many of them make a year."""
        return 365.25 / 7 if self is Period.WEEK else 12.0

    @property
    def longest_lag(self) -> int:
        """How many of them a cause may be before its effect: a quarter, or half a year."""
        return 13 if self is Period.WEEK else 6


@dataclass(frozen=True, slots=True)
class Spend:
    """The source that says what was spent for advertising: a day and an amount in each record."""

    source: str
    when: str
    amount: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class CycleScenario:
    """A promise (the share of cases that the copy says will be kept) and figures that differ."""

    name: str
    promise: float
    figures: Named = ()


@dataclass(frozen=True, slots=True)
class CycleSettings:
    """The `cycle` section of ringtrue.yaml, or a file that says the same.

    `figures` are the firm's own, for all scenarios. They begin with a share of the market as
    customers, `start`, and go on for `weeks`. `period` is what the loop in the firm's own figures
    is looked for by.
    """

    figures: Named = ()
    scenarios: tuple[CycleScenario, ...] = ()
    start: float = 0.0
    weeks: int = 260
    spend: Spend | None = None
    period: Period = Period.MONTH


@dataclass(frozen=True, slots=True)
class PeriodSpend:
    """Money spent for advertising in the period that begins on a day."""

    start: date
    amount: float


@dataclass(frozen=True, slots=True)
class PeriodCustomers:
    """Customers who bought in the period that begins on a day.

    `new` had not bought before, `again` bought again within the days that the settings name, after
    their first purchase in the period.
    """

    start: date
    customers: int
    new: int
    again: int


Known = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class OwnReading:
    """What a firm's tables tell by period, oldest first; None where it is not known.

    `starts` are the first days of the periods, one after the other. `days` is within how many days
    somebody who buys again has come back. `troubles` say what could not be read, and why.
    """

    period: Period
    starts: tuple[date, ...] = ()
    spend: Known = ()
    new_customers: Known = ()
    broken_share: Known = ()
    repeat_rate: Known = ()
    returning_share: Known = ()
    days: int = 0
    troubles: tuple[str, ...] = ()


def start_of(day: date, period: Period) -> date:
    """The first day of the period that a day lies in; weeks begin on Monday.

    >>> start_of(date(2026, 4, 1), Period.WEEK), start_of(date(2026, 4, 9), Period.MONTH)
    (datetime.date(2026, 3, 30), datetime.date(2026, 4, 1))
    """
    return day - timedelta(days=day.weekday()) if period is Period.WEEK else day.replace(day=1)


def after(start: date, period: Period) -> date:
    """The first day of the next period."""
    return start_of(start + timedelta(days=7 if period is Period.WEEK else 31), period)
