"""Sets of words, written as one line of text, and a quick look for parts of words."""

from __future__ import annotations

from collections.abc import Iterable


def words(text: str) -> frozenset[str]:
    """The words of a text as a set.

    >>> sorted(words("by before until"))
    ['before', 'by', 'until']
    """
    return frozenset(text.split())


def any_in(parts: Iterable[str], sentence: str) -> bool:
    """Whether one of these stands anywhere in a sentence: cheap to ask before a long pattern.

    >>> any_in(("am", "pm"), "open till 9pm"), any_in(("am", "pm"), "open late")
    (True, False)
    """
    return any(map(sentence.__contains__, parts))
