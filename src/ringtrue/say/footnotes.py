"""From an asterisk to its note: the marks of a sentence and what they point to.

A mark is `*`, `†`, `‡`, `§` (also doubled), a raised figure or a Markdown reference `[^1]`. A note
is text that begins with a mark, or a Markdown definition whose mark stands before its text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ringtrue.say.document import Document, Passage, Role
from ringtrue.say.patterns import Pattern

_SIGN = r"\*{1,3}|†{1,3}|‡{1,3}|§{1,2}|[¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\[\^[^\]\s]{1,20}\]"
_POINTS = Pattern(
    rf"(?<=\S)(?<![*†‡§])(?:{_SIGN})(?![*†‡§\w])|(?<=\s)(?:{_SIGN})(?=\s+[^\s\d]|\s*$)"
)
_OPENS = Pattern(rf"(?:(?<=[.!?)\]*†‡§¹²³] )|^)\(?({_SIGN})\)?:?\s*(?=[\w£$€\"'“‘])")
_DEFINES = Pattern(r"(\[\^[^\]\s]{1,20}\]):[ \t]*$")
_HAS_MARK = re.compile(r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹\[]")
"""What marks begin with; a bracket may be anything."""

_LABEL = 24
"""Characters before a Markdown note that are searched for its label."""


class Note(NamedTuple):
    """The text [start, end) of a passage that a mark points to."""

    mark: str
    passage: Passage
    start: int
    end: int


def marks_in(text: str, start: int, end: int) -> tuple[str, ...]:
    """The marks of a sentence, including one right behind its full stop, each once.

    >>> marks_in("Free*. Delivered today.† *Terms.", 0, 6), marks_in("Today.† *No.", 0, 6)
    (('*',), ('†',))
    """
    if not may_have_marks(text[start : end + 4]):
        return ()
    found = [
        match[0]
        for match in _POINTS.finditer(text, start, min(len(text), end + 4))
        if match.start() <= end
    ]
    return tuple(dict.fromkeys(found))


def may_have_marks(text: str) -> bool:
    """Whether a text holds any sign with which a mark begins: the quick answer for most."""
    if "*" in text or "[" in text:
        return True
    return not text.isascii() and _HAS_MARK.search(text) is not None


def notes_of(document: Document, mark: str) -> tuple[Note, ...]:
    """Every note that a mark can mean, in reading order; none when it dangles."""
    return tuple(each for each in all_notes(document) if each.mark == mark)


def all_notes(document: Document) -> tuple[Note, ...]:
    """Every note of the document, in reading order; the last document asked about is kept."""
    return _INDEX.notes(document)


class _Index:
    """Remembers the notes of one document, as a page asks for them claim after claim."""

    def __init__(self) -> None:
        self._known: tuple[Document, tuple[Note, ...]] | None = None

    def notes(self, document: Document) -> tuple[Note, ...]:
        known = self._known
        if known is None or known[0] is not document:
            found = tuple(note for each in document.passages for note in _notes(document, each))
            known = self._known = (document, found)
        return known[1]


_INDEX = _Index()


def _notes(document: Document, passage: Passage) -> list[Note]:
    text = passage.text
    marked = _OPENS.finditer(text) if may_have_marks(text) else ()
    opened = [match for match in marked if match.end() < len(text)]
    if not opened:
        label = _label(document, passage) if passage.role is Role.NOTE else None
        return [Note(label, passage, 0, len(text))] if label else []
    ends = [match.start() for match in opened[1:]] + [len(text)]
    return [
        Note(match[1], passage, match.end(), len(text[:end].rstrip()))
        for match, end in zip(opened, ends, strict=True)
    ]


def _label(document: Document, passage: Passage) -> str | None:
    at = passage.span(0, 1)[0]
    found = _DEFINES.search(document.material.text[max(0, at - _LABEL) : at])
    return found[1] if found else None
