"""Words that point to a kind of promise, kept as data that anyone can correct."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ringtrue.core.claim import Kind


@cache
def _words(language: str = "en") -> tuple[tuple[int, frozenset[str]], ...]:
    path = Path(__file__).parents[1] / "lexicons" / language / "kinds.txt"
    found: dict[Kind, set[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        name, colon, words = line.partition("#")[0].partition(":")
        if colon:
            found.setdefault(Kind(name.strip()), set()).update(words.split())
    order = tuple(Kind)
    return tuple((order.index(kind), frozenset(words)) for kind, words in found.items())


def cues_in(tokens: list[str]) -> tuple[int, ...]:
    """Numbers of the kinds that some word of a sentence points to.

    >>> [list(Kind)[number].value for number in cues_in(["no", "hidden", "fees"])]
    ['price']
    """
    present = set(tokens)
    return tuple(number for number, words in _words() if not words.isdisjoint(present))
