"""When two texts say the same: by their words, whatever their case, marks and white space.

A wording of the book, a limit and a slogan are all found in copy this way, so that a person can
tell beforehand what will be found: the words, and nothing cleverer.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[%£$€]")
_ENOUGH_WORDS = 4
"""A wording of fewer words must be the whole sentence: "on time" stands in too many."""
_NARROWING = frozenset(
    [
        "most",
        "many",
        "some",
        "often",
        "usually",
        "typically",
        "generally",
        "normally",
        "almost",
        "nearly",
        "about",
        "up",
        "from",
        "not",
        "never",
        "no",
        "aim",
        "try",
        "hope",
        "except",
        "unless",
    ]
)


def plain(text: str) -> str:
    """A wording without what does not change its meaning: case, marks, white space.

    >>> plain("On  time -- or we SAY why!")
    'on time or we say why'
    """
    return " ".join(_WORD.findall(text.casefold())).replace("’", "'")


def holds_words(text: str, wording: str) -> bool:
    """Whether a text has the words of a wording in it, in their order and side by side.

    >>> holds_words("It is for the UK only.", "UK only"), holds_words("Only in the UK", "UK only")
    (True, False)
    """
    return f" {plain(wording)} " in f" {plain(text)} "


def says(wording: str, sentence: str) -> bool:
    """Whether a sentence says a wording of the book: the same words, or the words within it.

    Words around it must not narrow it: "most orders are ..." says something else.

    >>> says("Delivered in 2 days", "Ordered today, delivered in 2 days!")
    True
    >>> says("Orders come in 2 days", "Most orders come in 2 days.")
    False
    """
    wording, sentence = _remembered(wording), _remembered(sentence)
    if not wording or wording == sentence:
        return wording == sentence != ""
    if wording not in sentence:
        return False
    if len(wording.split()) < _ENOUGH_WORDS:
        return False
    before, found, after = f" {sentence} ".partition(f" {wording} ")
    return bool(found) and _NARROWING.isdisjoint([*before.split(), *after.split()])


def _remembered(text: str) -> str:
    """`plain`, kept for short texts: each wording of a book is held against every sentence."""
    return _plain_of_short(text) if len(text) <= _SHORT else plain(text)


_SHORT = 300
_plain_of_short = lru_cache(maxsize=8_192)(plain)
