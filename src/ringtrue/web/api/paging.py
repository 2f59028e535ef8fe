"""Long lists in pages: after an opaque cursor come the rows behind the last one that was seen.

A cursor names a row and not a number of rows, so what is added in front moves nothing: no row
comes twice and none is left out. Where the row itself has gone meanwhile, its old place counts.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from pydantic import BaseModel, Field

from ringtrue.web.api.problems import BadRequestError

LIMIT, MOST = 50, 200
"""Rows of a page when nobody says, and at most."""

_Row = TypeVar("_Row")
_Out = TypeVar("_Out", bound=BaseModel)
_LONGEST = 600


class PageIn(BaseModel):
    """Which part of a list is asked for."""

    limit: int = Field(LIMIT, ge=1, le=MOST, description="So many rows at most.")
    cursor: str = Field(
        "",
        max_length=_LONGEST,
        description="`next` of the page before; empty for the first page.",
    )


class Page(BaseModel, Generic[_Out]):
    """Some rows of a list, and the cursor with which the following ones are had."""

    items: list[_Out]
    next: str | None = Field(description="Send it as `cursor` for the next page; null at the end.")


def page_of(
    rows: Sequence[_Row],
    asked: PageIn,
    *,
    keys: Sequence[str | int],
    tell: Callable[[_Row], _Out],
) -> Page[_Out]:
    """The part of some rows that is asked for; each of them has one of the `keys`, all different.

    Only the rows that are shown are taken from the sequence.
    """
    start = _start(keys, asked.cursor)
    end = start + asked.limit
    shown = [tell(row) for row in rows[start:end]]
    following = cursor_of(keys[end - 1], end - 1) if end < len(keys) else None
    return Page[_Out](items=shown, next=following)


def cursor_of(key: str | int, position: int) -> str:
    """A row and its place as a cursor.

    >>> read_cursor(cursor_of("spring", 3))
    ('spring', 3)
    """
    return urlsafe_b64encode(json.dumps([key, position]).encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[str | int, int]:
    """The inverse of `cursor_of`; raises `BadRequestError` for anything else."""
    try:
        padded = text.encode() + b"=" * (-len(text) % 4)
        key, position = json.loads(urlsafe_b64decode(padded))
        if isinstance(key, str | int) and isinstance(position, int) and 0 <= position < 2**40:
            return key, position
    except (ValueError, TypeError, Error, RecursionError):
        pass
    cure = "Send 'next' of the page before as it was, or leave it out for the first page."
    raise BadRequestError("the cursor is none of ours", where="query.cursor", cure=cure)


def _start(keys: Sequence[str | int], cursor: str) -> int:
    if not cursor:
        return 0
    last, position = read_cursor(cursor)
    at = next((at for at, key in enumerate(keys) if key == last), None)
    return min(position, len(keys)) if at is None else at + 1
