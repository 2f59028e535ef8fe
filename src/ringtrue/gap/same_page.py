"""Is what an address shows still the page that was signed?

A server that is down, a sign-in form or a "not found" that answers as a page would all read as if
every promise had been taken back. None of that says anything about the promises.
"""

from __future__ import annotations

import re
from enum import StrEnum

from ringtrue.core.same_words import plain

SHARED = 0.25
"""A page that has less than this share of the signed words is another one."""
_KNOWN = 0.6
"""One that has this share of them is the page, whatever else stands on it."""
_SHORT = 150
"""A page that asks to sign in has no more words than this."""
_LEAST = 4
"""Shorter words are in any page."""

_SIGN_IN = re.compile(
    r"\b(?:password|sign ?in|log ?in|user ?name|single sign on|verify you are human)\b"
)


class Unread(StrEnum):
    """Why a page says nothing about what was signed."""

    UNREACHABLE = "cannot be fetched"
    EMPTY = "shows no text"
    SIGN_IN = "asks to sign in"
    ANOTHER = "is another page"


def unread_page(signed: str, live: str) -> Unread | None:
    """Why the text of a page is not that of the page which was signed; None when it may be.

    Both texts are as a reader sees them.

    >>> unread_page("Delivered in two days", "Sign in. User name. Password.").value
    'asks to sign in'
    >>> unread_page("Delivered in two days", "Delivered within two days") is None
    True
    """
    shown = plain(live)
    if not shown:
        return Unread.EMPTY
    shared = shared_words(signed, live)
    if shared >= _KNOWN:
        return None
    asks = _SIGN_IN.search(shown) and not _SIGN_IN.search(plain(signed))
    if asks and len(shown.split()) <= _SHORT and shared < 2 * SHARED:
        return Unread.SIGN_IN
    return Unread.ANOTHER if shared < SHARED else None


def shared_words(signed: str, live: str) -> float:
    """The share of the different longer words of a text that another one has too; 1 for none."""
    wanted = _words(signed)
    return len(wanted & _words(live)) / len(wanted) if wanted else 1.0


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in plain(text).split() if len(word) >= _LEAST)
