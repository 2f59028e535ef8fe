"""Words that narrow a claim, wherever in the document they stand.

"Up to", "most", "subject to" stand in the sentence itself; what an asterisk points to stands at
the foot of the page. A claim without its qualifiers is not what the reader was told.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from ringtrue.core.claim import Qualifier, QualifierKind
from ringtrue.say.document import Document, Passage
from ringtrue.say.footnotes import Note, marks_in, notes_of
from ringtrue.say.patterns import Pattern
from ringtrue.say.phrases import Mention, PhraseTable, words_in

_FILE = Path(__file__).with_name("data") / "qualifiers.json"
_CLAUSE = frozenset({QualifierKind.CONDITION, QualifierKind.TERMS, QualifierKind.EXCLUSION})
_FOLLOWS = frozenset({QualifierKind.TERMS, QualifierKind.EXCLUSION})
_CLAUSE_END = Pattern(r"[,;!?)]|\.(?!\d)|\s[–—-]\s|$")
_AMOUNT = Pattern(r"\s*[£$€₹]?\d[\d,]*(?:\.\d+)?(?:\s?%|[a-z]+)?", re.IGNORECASE)
_FROM_PRICE = Pattern(r"\bfrom (?=(?:just |only )?[£$€₹]\s?\d)", re.IGNORECASE)
_MOST_OTHERWISE = Pattern(
    r"most (?:important|popular|trusted|advanced|\w+ly\b|\w+ful\b|\w+able\b|\w+ive\b)",
    re.IGNORECASE,
)
_LOOK_BEHIND = 80
"""How far behind a sentence "Terms apply." is read."""

_OPENING = 30
"""Characters in which its first word surely stands."""


def find_qualifiers(
    document: Document, passage: Passage, start: int, end: int
) -> tuple[Qualifier, ...]:
    """Every qualifier of the sentence [start, end) of a passage, in the order of the text.

    Includes terms and exclusions that the next sentence of the passage opens with, and the notes
    of the document that the sentence's marks (*, †, ‡, §, ¹, [^1]) point to, each once as a
    footnote and again for what the note itself says ("excludes the Highlands").
    """
    found = [
        _qualifier(document, passage, start, kind, span)
        for kind, span in _spans(passage.text[start:end])
    ]
    found.extend(_following(document, passage, end))
    for mark in marks_in(passage.text, start, end):
        for note in notes_of(document, mark):
            found.extend(_noted(document, note))
    return tuple(dict.fromkeys(found)) if found else ()


@lru_cache(maxsize=2**14)
def _spans(text: str) -> tuple[tuple[QualifierKind, tuple[int, int]], ...]:
    spans = [
        (QualifierKind(each.name), _extent(text, each))
        for each in _table().find(text)
        if not (each.name == QualifierKind.MOST and _MOST_OTHERWISE.match(text, each.start))
    ]
    spans += [
        (QualifierKind.FROM, (found.start(), _amount_end(text, found.end())))
        for found in (_FROM_PRICE.finditer(text) if "from" in words_in(text) else ())
        if not any(start <= found.start() < end for _, (start, end) in spans)
    ]
    return tuple(sorted(spans, key=lambda each: each[1]))


def _extent(text: str, mention: Mention) -> tuple[int, int]:
    """The words that a reader would mark: the cue, with its amount or to the end of its clause."""
    kind = QualifierKind(mention.name)
    if kind in _CLAUSE:
        closing = _CLAUSE_END.search(text, mention.end)
        end = closing.start() if closing else len(text)
        return mention.start, max(mention.end, len(text[:end].rstrip()))
    if kind in {QualifierKind.UP_TO, QualifierKind.FROM}:
        return mention.start, _amount_end(text, mention.end)
    return mention.start, mention.end


def _amount_end(text: str, at: int) -> int:
    amount = _AMOUNT.match(text, at)
    return amount.end() if amount else len(text[:at].rstrip())


def _following(document: Document, passage: Passage, end: int) -> list[Qualifier]:
    """Terms and exclusions with which the next sentence opens, as in "Terms apply"."""
    rest = passage.text[end : end + _LOOK_BEHIND]
    if not rest:
        return []
    opening = rest.lstrip(" *()")
    if _openers().isdisjoint(words_in(opening[:_OPENING])):
        return []
    lead = len(rest) - len(opening)
    return [
        _qualifier(document, passage, end, kind, span)
        for kind, span in _spans(rest)
        if kind in _FOLLOWS and span[0] <= lead + 4 and not marks_in(rest, 0, span[0])
    ]


def _noted(document: Document, note: Note) -> list[Qualifier]:
    whole = note.passage.text[note.start : note.end]
    place = document.place(note.passage, note.start, note.end)
    inner = [
        _qualifier(document, note.passage, note.start, kind, span) for kind, span in _spans(whole)
    ]
    return [Qualifier(QualifierKind.FOOTNOTE, whole, place), *inner]


def _qualifier(
    document: Document, passage: Passage, base: int, kind: QualifierKind, span: tuple[int, int]
) -> Qualifier:
    start, end = base + span[0], base + span[1]
    return Qualifier(kind, passage.text[start:end], document.place(passage, start, end))


@cache
def _openers() -> frozenset[str]:
    """The words with which terms and exclusions begin."""
    return frozenset(
        first
        for first, begun in _table().by_first.items()
        for names in (begun.alone, *(each for keys in begun.longer.values() for _, each in keys))
        if not _FOLLOWS.isdisjoint(names)
    )


@cache
def _table() -> PhraseTable:
    raw = json.loads(_FILE.read_text("utf-8"))
    return PhraseTable.of(
        (QualifierKind(kind).value, cue.strip())
        for kind, cues in raw.items()
        for cue in cues.split("|")
    )
