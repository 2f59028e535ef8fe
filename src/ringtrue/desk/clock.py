"""What time it is for the desk: now, except while a demonstration tells what happened earlier.

Every use case asks here, so that a story of months can be played through the real use cases. Only
code can set another time, and only for its own block: no setting, page or command does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_SET: ContextVar[datetime | None] = ContextVar("the time that a story tells", default=None)


def now() -> datetime:
    """The moment, in UTC."""
    return _SET.get() or datetime.now(UTC)


@contextmanager
def told_at(moment: datetime) -> Iterator[None]:
    """Let everything in this block happen at a moment (with its zone).

    >>> with told_at(datetime(2026, 5, 4, 9, tzinfo=UTC)):
    ...     now().isoformat()
    '2026-05-04T09:00:00+00:00'
    """
    before = _SET.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _SET.reset(before)
