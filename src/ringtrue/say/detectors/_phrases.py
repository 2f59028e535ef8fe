"""Phrases from a data file, found by their first word without a pattern per phrase.

A lexicon is a text file with one phrase a line and `#` for remarks. In a phrase `*` stands for up
to three words of any sort and `a|b` for a choice between words. Words may be joined by hyphens or
spaces alike, so "hassle free" also finds "hassle-free".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from ringtrue.say.slots import Slot, SlotKind

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[%£$€]")
_FOLDER = Path(__file__).parents[1] / "lexicons"
_ANY = frozenset({"*"})
_GAP = 3

Pattern = tuple[frozenset[str], ...]


class Lexicon(NamedTuple):
    """Phrases by each word that they can begin with."""

    by_first: dict[str, tuple[tuple[Pattern, str], ...]]

    @property
    def triggers(self) -> frozenset[str]:
        """The words of which a sentence must hold one."""
        return frozenset(word.split("'")[0] for word in self.by_first)


@cache
def load(name: str, language: str = "en") -> Lexicon:
    """The lexicon `name` of a language; a phrase cannot begin with `*`."""
    text = (_FOLDER / language / f"{name}.txt").read_text("utf-8")
    by_first: dict[str, list[tuple[Pattern, str]]] = {}
    for line in text.splitlines():
        phrase = line.partition("#")[0].strip()
        if phrase:
            pattern = tuple(frozenset(part.split("|")) for part in phrase.split())
            for first in pattern[0]:
                by_first.setdefault(first, []).append((pattern, phrase))
    return Lexicon({first: tuple(found) for first, found in by_first.items()})


def find(lexicon: Lexicon, kind: SlotKind, sentence: str) -> Iterator[Slot]:
    """A slot for each phrase of the lexicon in the sentence; the longest at each place."""
    words, starts, ends_at, places = _tokens(sentence)
    after = 0
    for at in sorted(at for word in lexicon.by_first.keys() & places for at in places[word]):
        ends = [
            (end, phrase)
            for pattern, phrase in lexicon.by_first[words[at]]
            if at >= after and (end := _match(pattern, words, at))
        ]
        if ends:
            after, phrase = max(ends)
            start, stop = starts[at], ends_at[after - 1]
            yield Slot(kind, start, stop, sentence[start:stop], word=phrase)


@lru_cache(maxsize=4)
def _tokens(sentence: str) -> tuple[list[str], list[int], list[int], dict[str, list[int]]]:
    """The words of a sentence, where they start and end, and which they are.

    Kept for the next lexicon.
    """
    found = list(_TOKEN.finditer(sentence))
    words = [match[0] for match in found]
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word, []).append(at)
    return words, [match.start() for match in found], [match.end() for match in found], places


def _match(pattern: Pattern, words: list[str], at: int) -> int:
    """The index after the match of a pattern that begins at `at`, or 0."""
    for number, choice in enumerate(pattern):
        if choice == _ANY:
            rest = pattern[number + 1 :]
            ends = (_match(rest, words, at + skip) for skip in range(_GAP + 1))
            return next((end for end in ends if end), 0)
        if at >= len(words) or words[at] not in choice:
            return 0
        at += 1
    return at
