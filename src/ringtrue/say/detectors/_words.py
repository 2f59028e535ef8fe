"""Sets of words, written as one line of text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text as a set.

    >>> sorted(words("by before until"))
    ['before', 'by', 'until']
    """
    return frozenset(text.split())
