"""How a business answers its calls: what it promises to callers, and who is there to keep it."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure
from ringtrue.core.service_level import Target
from ringtrue.core.staffing import HiringTerms

MOST_AGENTS = 100_000
_INTERVALS = (5, 10, 15, 20, 30, 60)


@dataclass(frozen=True, slots=True)
class Duty:
    """So many agents answer whenever a calendar (by its name) is open.

    They are those who sit there: leave, training and breaks are taken off already.
    """

    calendar: str
    agents: int

    def __post_init__(self) -> None:
        """Refuse numbers that no number of people is."""
        if not 0 <= self.agents <= MOST_AGENTS:
            told = f"{self.agents} agents on duty while {self.calendar!r} is open cannot be"
            raise UsageError(told, cure=f"Give a whole number from 0 to {MOST_AGENTS:,}.")


@dataclass(frozen=True, slots=True)
class Answering:
    """What ringtrue.yaml says about answering calls.

    Attributes:
        target: What callers are promised.
        duties: Who answers when; nobody is planned for hours in which no calendar is open.
        interval_minutes: Length of the intervals that are planned.
        terms: What hiring takes and costs, shrinkage among it; what nobody said is assumed.
        handle: Mean seconds of a call, where the firm says it and no source of calls does.
        patience: Mean seconds until a caller hangs up, likewise.
        redial: Share of those who hung up who call again, likewise.
    """

    target: Target
    duties: tuple[Duty, ...]
    terms: HiringTerms
    interval_minutes: int = 30
    handle: Figure | None = None
    patience: Figure | None = None
    redial: Figure | None = None

    def __post_init__(self) -> None:
        """Refuse intervals that nobody plans by."""
        if self.interval_minutes not in _INTERVALS:
            told = f"intervals of {self.interval_minutes} minutes cannot be planned"
            raise UsageError(told, cure="Choose 5, 10, 15, 20, 30 or 60.")
