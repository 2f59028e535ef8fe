"""Findings on published pages in words: what is the matter, and what to do about it."""

from __future__ import annotations

from ringtrue.desk.live_findings import UNREAD
from ringtrue.gap.live_copy import Alteration

_TITLES = {
    Alteration.STRENGTHENED.value: "a promise is stronger than signed",
    Alteration.APPEARED.value: "a promise that nobody signed",
    Alteration.LIMIT_GONE.value: "a limit is gone",
    Alteration.VANISHED.value: "a signed promise is gone",
    Alteration.REWORDED.value: "a promise says something else",
    Alteration.WEAKENED.value: "a promise is weaker than signed",
    UNREAD: "the page cannot be read",
}
_SIGN = (
    "Take it back on the page, or bring the new wording into a campaign of its own and have it"
    " signed."
)
_ADVICE = {
    Alteration.STRENGTHENED.value: _SIGN,
    Alteration.APPEARED.value: _SIGN,
    Alteration.REWORDED.value: _SIGN,
    Alteration.LIMIT_GONE.value: "Put it back beside its promise: customers were to be told.",
    Alteration.VANISHED.value: "Put it back, or end the campaign if it is not meant any more.",
    Alteration.WEAKENED.value: "Nobody is promised more than was signed; bring both in line.",
    UNREAD: "See that the page is there without signing in, or say where it is published now.",
}


def title_of(what: str) -> str:
    """What is the matter.

    >>> title_of("strengthened")
    'a promise is stronger than signed'
    """
    return _TITLES.get(what, what)


def advice_of(what: str) -> str:
    """What to do about it."""
    return _ADVICE.get(what, _SIGN)
