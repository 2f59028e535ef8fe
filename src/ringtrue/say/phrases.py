"""Many phrases sought in one pass: the tokens of a sentence against a table by first word.

Topics, slogan families, qualifiers and rules all ask which of a few hundred phrases a sentence
holds. A pattern per phrase would cost time for each; a table costs one look-up per word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")


class Mention(NamedTuple):
    """A named phrase in a text, at characters [start, end) of it."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=2**14)
def words_in(text: str) -> tuple[str, ...]:
    """Lower-case words in order; apostrophes and hyphens stay inside words.

    >>> words_in("We’re here 24/7, call-out free")
    ("we're", 'here', '24', '7', 'call-out', 'free')
    """
    return tuple(_WORD.findall(_plain(text)))


@lru_cache(maxsize=2**14)
def _spans_in(text: str) -> list[tuple[int, int]]:
    """Where the same words stand."""
    return [found.span() for found in _WORD.finditer(_plain(text))]


@lru_cache(maxsize=2**14)
def words_of(text: str) -> frozenset[str]:
    """The same words as a set, for a quick look at whether a text can hold anything sought."""
    return frozenset(words_in(text))


def _plain(text: str) -> str:
    """The text in lower case with straight apostrophes, of the same length."""
    plain = text.lower().replace("’", "'")
    if len(plain) == len(text):
        return plain
    return "".join(low if len(low := each.lower()) == 1 else each for each in text)


class Begun(NamedTuple):
    """The phrases that begin with a word, each with the names that it stands for.

    `longer` are those of several words by the second of them, the longest first; `alone` are the
    names of the word itself.
    """

    longer: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]
    alone: tuple[str, ...]


class PhraseTable(NamedTuple):
    """Phrases by their first word."""

    by_first: Mapping[str, Begun]

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, str]]) -> PhraseTable:
        """Make the table from pairs of name and phrase; phrases are lower case."""
        named: dict[tuple[str, ...], list[str]] = {}
        for name, phrase in phrases:
            plain = phrase.replace(" ", "").isalpha()
            key = tuple(phrase.split()) if plain else words_in(phrase)
            named.setdefault(key, []).append(name)
        table: dict[str, Begun] = {}
        for key in sorted(named, key=len, reverse=True):
            first, *others = key
            begun = table.setdefault(first, Begun({}, tuple(named.get((first,), ()))))
            if others:
                begun.longer.setdefault(others[0], []).append((key, tuple(named[key])))
        return cls(table)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every phrase in the text, by place; at each place only the longest.

        >>> table = PhraseTable.of([("deadline", "by noon"), ("end", "by noon tomorrow")])
        >>> table.find("Ready by noon tomorrow")
        (Mention(name='end', start=6, end=22),)
        """
        found = self._places(words_in(text))
        if not found:
            return ()
        spans = _spans_in(text)
        return tuple(
            Mention(name, spans[at][0], spans[stop - 1][1])
            for at, stop, names in found
            for name in names
        )

    def _places(self, words: tuple[str, ...]) -> list[tuple[int, int, tuple[str, ...]]]:
        """The words [at, stop) of each phrase, with its names."""
        found: list[tuple[int, int, tuple[str, ...]]] = []
        table, after = self.by_first, 0
        for at in [at for at, word in enumerate(words) if word in table]:
            if at < after:
                continue
            longer, names = table[words[at]]
            stop = at + 1
            for key, said in longer.get(words[stop], ()) if stop < len(words) else ():
                if words[at : at + len(key)] == key:
                    stop, names = at + len(key), said
                    break
            if names:
                found.append((at, stop, names))
                after = stop
        return found
