"""Scenarios of the cycle: what one would say and do, as data."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.errors import UsageError
from ringtrue.cost.cycle.rules import DEFAULTS, Rules

MOST_SCENARIOS = 12
HONEST = "honest"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A promise under rules. `promise` is the share of cases that the copy says will be kept."""

    name: str
    promise: float
    rules: Rules = DEFAULTS

    def __post_init__(self) -> None:
        """Refuse a promise that is no share."""
        if not 0 <= self.promise <= 1:
            cure = "It is the share of cases that the copy says will be kept, from 0 to 1."
            raise UsageError(f"{self.name}: a promise of {self.promise:g} cannot be", cure=cure)

    @property
    def overstates(self) -> bool:
        """Whether it says more than operations keep, as far as one knows."""
        return self.promise > self.rules.capability.best

    def honest(self) -> Scenario:
        """The same firm, saying what it does."""
        return Scenario(HONEST, self.rules.capability.best, self.rules)


def checked(scenarios: tuple[Scenario, ...]) -> tuple[Scenario, ...]:
    """The same scenarios, if there are some, not too many, and no two of one name."""
    names = [each.name for each in scenarios]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"there are two scenarios {twice!r}", cure="Give each its own name.")
    if not 1 <= len(scenarios) <= MOST_SCENARIOS:
        told = f"{len(scenarios)} scenarios cannot be looked at together"
        raise UsageError(told, cure=f"Give 1 to {MOST_SCENARIOS}.")
    return scenarios
