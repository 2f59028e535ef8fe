"""What came of trying to deliver: it arrived, it is tried again, or it never will arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

PATIENCE = timedelta(days=3)
"""A notification that could not be delivered for so long is given up, and that is said."""

_WAITS = (1, 2, 5, 15, 30, 60, 180)
"""Minutes before the next attempt, by how many there were; the last one from then on."""


class Result(StrEnum):
    """How an attempt ended."""

    ARRIVED = "arrived"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An attempt: its result and, unless it arrived, why in a sentence.

    `all_fail` when nothing else gets through that way now either. `wait` is how long the other
    side asks us to.
    """

    result: Result
    why: str = ""
    all_fail: bool = False
    wait: timedelta = timedelta()


ARRIVED = Outcome(Result.ARRIVED)


def wait_after(attempts: int, asked: timedelta = timedelta()) -> timedelta:
    """How long to wait after so many attempts (from 1), and as long as the other side asked.

    >>> [wait_after(each).total_seconds() / 60 for each in (1, 3, 7, 99)]
    [1.0, 5.0, 180.0, 180.0]
    """
    usual = timedelta(minutes=_WAITS[min(attempts, len(_WAITS)) - 1])
    return max(usual, min(asked, timedelta(days=1)))
