"""Phrases from data files, a file per kind of slot, all of them sought in one pass.

A lexicon is a text file, named after its kind, with one phrase a line and `#` for remarks. In a
phrase `*` stands for up to three words of any sort and `a|b` for a choice between words. Words may
be joined by hyphens or spaces alike, so "hassle free" also finds "hassle-free". A phrase cannot
begin with `*`. No lexicon has a pattern per phrase: a phrase is tried only where its first two
words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ringtrue.say.slots import Slot, SlotKind

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[%£$€]")
_FOLDER = Path(__file__).parents[1] / "lexicons"
_ANY = frozenset({"*"})
_GAP = 3


class Phrase(NamedTuple):
    """A phrase of a lexicon: the choices for each of its words, and how the lexicon writes it."""

    kind: SlotKind
    choices: tuple[frozenset[str], ...]
    written: str


class Begun(NamedTuple):
    """The phrases that begin with a word: by the word that follows, and those for any word."""

    by_second: dict[str, list[Phrase]]
    whatever: list[Phrase]


def load(language: str = "en") -> dict[str, Begun]:
    """The phrases of every lexicon of a language that is named after a kind of slot."""
    table: dict[str, Begun] = {}
    for phrase in _phrases(language):
        for first in phrase.choices[0]:
            begun = table.setdefault(first, Begun({}, []))
            seconds = phrase.choices[1] if phrase.choices[1:] else _ANY
            for second in seconds - _ANY:
                begun.by_second.setdefault(second, []).append(phrase)
            if seconds == _ANY:
                begun.whatever.append(phrase)
    for by_second, whatever in table.values():
        for phrases in by_second.values():
            phrases.extend(whatever)
    return table


def _phrases(language: str) -> Iterator[Phrase]:
    for kind in SlotKind:
        path = _FOLDER / language / f"{kind}.txt"
        lines = path.read_text("utf-8").splitlines() if path.exists() else ()
        for line in lines:
            if written := line.partition("#")[0].strip():
                choices = tuple(frozenset(part.split("|")) for part in written.split())
                yield Phrase(kind, choices, written)


_BEGUN = load()

TRIGGERS = frozenset(word.split("'")[0] for word in _BEGUN)


def find(sentence: str) -> Iterator[Slot]:
    """A slot for each phrase in the sentence, of each kind the longest at each place.

    `word` is the phrase as the lexicon writes it.

    >>> [(slot.kind.value, slot.text) for slot in find("hassle-free returns guaranteed")]
    [('ease', 'hassle-free'), ('guarantee', 'guaranteed')]
    """
    words: list[str] = _TOKEN.findall(sentence)
    found = list(_longest(words))
    if found:
        spans = [match.span() for match in _TOKEN.finditer(sentence)]
        for at, end, kind, written in found:
            start, stop = spans[at][0], spans[end - 1][1]
            yield Slot(kind, start, stop, sentence[start:stop], word=written)


def _longest(words: list[str]) -> Iterator[tuple[int, int, SlotKind, str]]:
    """The words [at, end) at which a phrase stands, its kind and how the lexicon writes it."""
    after: dict[SlotKind, int] = {}
    following = [*words[1:], ""]
    for at in [at for at, word in enumerate(words) if word in _BEGUN]:
        best: dict[SlotKind, tuple[int, str]] = {}
        begun = _BEGUN[words[at]]
        for kind, choices, written in begun.by_second.get(following[at], begun.whatever):
            if at >= after.get(kind, 0) and (end := _match(choices, words, at)):
                best[kind] = max(best.get(kind, (0, "")), (end, written))
        for kind, (end, written) in best.items():
            after[kind] = end
            yield at, end, kind, written


def _match(choices: tuple[frozenset[str], ...], words: list[str], at: int) -> int:
    """The index after the match of a phrase that begins at `at`, or 0."""
    for number, choice in enumerate(choices):
        if choice == _ANY:
            rest = choices[number + 1 :]
            ends = (_match(rest, words, at + skip) for skip in range(_GAP + 1))
            return next((end for end in ends if end), 0)
        if at >= len(words) or words[at] not in choice:
            return 0
        at += 1
    return at
