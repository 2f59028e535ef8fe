"""What a workspace says of the vicious cycle: own figures, scenarios, and where its spend is."""

from __future__ import annotations

from dataclasses import dataclass
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
