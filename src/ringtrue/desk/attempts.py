"""Reading what can be read: one table that cannot keeps nobody from the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ringtrue.core.errors import RingtrueError

_T = TypeVar("_T")


def attempt(read: Callable[[], _T], troubles: list[str]) -> _T | None:
    """What was read; or None, and a line more of `troubles` that says why not."""
    try:
        return read()
    except RingtrueError as error:
        troubles.append(str(error))
        return None
