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

Token = tuple[str, int, int]


class Mention(NamedTuple):
    """A named phrase in a text, at characters [start, end) of it."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=2**14)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Lower-case words with their places; apostrophes and hyphens stay inside words.

    >>> [word for word, start, end in tokens_of("We’re here 24/7, call-out free")]
    ["we're", 'here', '24', '7', 'call-out', 'free']
    """
    plain = text.lower().replace("’", "'")
    if len(plain) != len(text):
        plain = text.replace("’", "'")
    return tuple((found[0], found.start(), found.end()) for found in _WORD.finditer(plain))


@lru_cache(maxsize=2**14)
def words_of(text: str) -> frozenset[str]:
    """The same words as a set, for a quick look at whether a text can hold anything sought."""
    return frozenset(_WORD.findall(text.lower().replace("’", "'")))


class PhraseTable(NamedTuple):
    """Phrases by their first word, the longest first, with the names that they stand for."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, str]]) -> PhraseTable:
        """Make the table from pairs of name and phrase; phrases are lower case."""
        named: dict[tuple[str, ...], list[str]] = {}
        for name, phrase in phrases:
            plain = phrase.replace(" ", "").isalpha()
            key = tuple(phrase.split() if plain else (token[0] for token in tokens_of(phrase)))
            named.setdefault(key, []).append(name)
        table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for key in sorted(named, key=len, reverse=True):
            table.setdefault(key[0], []).append((key, tuple(named[key])))
        return cls({first: tuple(found) for first, found in table.items()})

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every phrase in the text, by place; at each place only the longest.

        >>> table = PhraseTable.of([("deadline", "by noon"), ("end", "by noon tomorrow")])
        >>> table.find("Ready by noon tomorrow")
        (Mention(name='end', start=6, end=22),)
        """
        firsts = self.by_first.keys() & words_of(text)
        if not firsts:
            return ()
        tokens = tokens_of(text)
        words = tuple(word for word, _, _ in tokens)
        mentions: list[Mention] = []
        after = 0
        for at in [at for at, word in enumerate(words) if word in firsts]:
            if at < after:
                continue
            for key, names in self.by_first[words[at]]:
                stop = at + len(key)
                if words[at:stop] == key:
                    start, end = tokens[at][1], tokens[stop - 1][2]
                    mentions.extend(Mention(name, start, end) for name in names)
                    after = stop
                    break
        return tuple(mentions)
