"""The broken-promise budget: a target below 100 % allows some failures, and says how many.

As with an error budget, what matters is how much of it is used up: a promise to keep 95 % allows
one broken record in twenty, whenever in the window it comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ringtrue.core.outcome import Counts

WINDOW = 12
"""Months that the budget is counted over, the last ones that were measured."""


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


def budget_of(months: Sequence[Counts], target: float, window: int = WINDOW) -> Budget | None:
    """The budget over the last `window` months, the oldest first; None when nothing is decided.

    >>> budget_of([Counts(90, 10)], 0.8)
    Budget(allowed=20.0, broken=10)
    """
    total = sum(months[-window:], Counts())
    if not total.decided:
        return None
    return Budget(round((1 - target) * total.decided, 9), total.broken)
