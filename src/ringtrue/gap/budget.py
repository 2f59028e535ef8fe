"""The broken-promise budget: a target below 100 % allows some failures, and says how many.

A promise to keep 95 % allows one broken record in twenty, whenever in the window it comes:

    decided = kept + broken        (records that are pending or void count in neither)
    allowed = (1 - target) x decided
    left    = 1 - broken / allowed

Pages count the last `PAGE_MONTHS` months that were measured, the watch the last `PERIOD` days since
the launch (`ringtrue.gap.burning`): one budget, over the window that each looks at.
"""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.outcome import Counts

PAGE_MONTHS = 12
"""Months that pages count the budget over: a whole year, so that every season is in it."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How many of the decided records may break (`allowed`) and how many did (`broken`)."""

    allowed: float
    broken: int

    @property
    def left(self) -> float:
        """The share of the budget that is left: 1 untouched, 0 used up, below 0 overspent.

        Where nothing may break, it is 1 until the first record breaks and -1 from then on.

        >>> Budget(5.0, 4).left, Budget(5.0, 10).left, Budget(0.0, 1).left
        (0.2, -1.0, -1.0)
        """
        if not self.allowed:
            return -1.0 if self.broken else 1.0
        return round(1 - self.broken / self.allowed, 12)


def budget_of(counts: Counts, target: float) -> Budget | None:
    """The budget of a window by its counts; None where nothing is decided.

    >>> budget_of(Counts(90, 10, pending=40), 0.8)
    Budget(allowed=20.0, broken=10)
    """
    if not counts.decided:
        return None
    return Budget(round((1 - target) * counts.decided, 9), counts.broken)
