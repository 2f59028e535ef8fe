"""How long to wait before a job is tried again."""

from __future__ import annotations

from datetime import timedelta

_FIRST, _FACTOR, _LONGEST = 10, 4, 3600


def pause_after(attempts: int) -> timedelta:
    """The pause after so many attempts (at least one): 10 s, 40 s, 160 s … and at most an hour.

    >>> [int(pause_after(attempts).total_seconds()) for attempts in (1, 2, 3, 9)]
    [10, 40, 160, 3600]
    """
    power = min(max(attempts, 1) - 1, 10)
    return timedelta(seconds=min(_FIRST * _FACTOR**power, _LONGEST))
