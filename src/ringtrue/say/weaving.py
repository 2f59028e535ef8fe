"""From pieces of a file to a passage: joined, white space folded, every character traceable.

All formats end here, so that folding and its bookkeeping exist once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ringtrue.say.document import Passage, Role, Step

Piece = tuple[str, int, int]
"""Text and the span [start, end) of the original that it stands for; equal lengths map 1:1."""

HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that take no room: soft hyphens, zero-width spaces and joiners, direction marks."""

_PART = re.compile(rf"[^\s{HIDDEN}]+(?:\s[^\s{HIDDEN}]+)*|\s+")
_SPACE = re.compile(r"[^\S ]")
_SMALL_WORD = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|but|by|for|from|in|into|is|of|on|or|our|than|that|the|to|up|we|with"
    r"|within|your))\Z",
    re.IGNORECASE,
)


def weave(pieces: Iterable[Piece], role: Role) -> Passage | None:
    """Join pieces into one passage; None when nothing but white space is left.

    >>> passage = weave([("R", 4, 5), ("&", 5, 10), ("D  on", 10, 15)], Role.ITEM)
    >>> passage.text, passage.steps
    ('R&D on', ((0, 4, 5), (1, 5, 10), (2, 10, 11), (3, 11, 13), (4, 13, 15)))
    """
    pieces = list(pieces)
    raw = "".join([text for text, _, _ in pieces])
    text = _evened(raw)
    if not text:
        pieces = list(_fold(pieces))
        text = "".join([text for text, _, _ in pieces])
    if not text:
        return None
    steps: list[Step] = []
    at = 0
    for part, start, end in pieces:
        size = len(part)
        if steps and size == end - start and _runs_on(steps[-1], at, start):
            steps[-1] = (steps[-1][0], steps[-1][1], end)
        elif size:
            steps.append((at, start, end))
        at += size
    one_to_one = len(steps) == 1 and steps[0][2] - steps[0][1] == at
    return Passage(text, role, steps[0][1], () if one_to_one else tuple(steps))


def _evened(raw: str) -> str:
    """The text with line ends as spaces, if that is all the folding it needs; else empty."""
    if not raw.isascii() and any(mark in raw for mark in HIDDEN):
        return ""
    text = raw.replace("\n", " ")
    return text if text == " ".join(text.split()) else ""


def _runs_on(step: Step, at: int, start: int) -> bool:
    return step[2] == start and step[2] - step[1] == at - step[0]


def _fold(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with each run of white space as one space and none at either end."""
    gap_start = gap_end = -1
    begun = False
    for text, start, end in _parts(pieces):
        if text.isspace():
            gap_start, gap_end = (start if gap_start < 0 else gap_start), end
            continue
        if begun and gap_start >= 0:
            yield " ", gap_start, gap_end
        gap_start, begun = -1, True
        yield text, start, end


def _parts(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Each piece cut into inked runs with single spaces inside, and stretches of white space."""
    for text, start, end in pieces:
        if len(text) != end - start:
            bare = text.strip(HIDDEN)
            if bare:
                yield bare, start, end
        elif _evened(text):
            yield _evened(text), start, end
        else:
            for match in _PART.finditer(text):
                inked = match[0] if match[0].isspace() else _SPACE.sub(" ", match[0])
                yield inked, start + match.start(), start + match.end()


RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""How the number of a footnote is written in running text."""


def unbroken(lines: Sequence[list[Piece]]) -> Iterator[list[Piece]]:
    """The lines that a writer set, with those joined that a sentence runs across."""
    current: list[Piece] = []
    before = ""
    for line in lines:
        words = "".join(text for text, _, _ in line)
        if before.strip() and words.strip() and not runs_on(before, words):
            yield current
            current, before = [], ""
        if current and line:
            current.append((" ", line[0][1], line[0][1]))
        current.extend(line)
        before = words if words.strip() else before
    if current:
        yield current


def runs_on(before: str, after: str) -> bool:
    """Whether a line break that a writer set stands inside a sentence.

    It does when the next line begins in lower case, or this one ends with a comma or a word that
    cannot end a sentence ("delivered in / 2 days").

    >>> runs_on("Delivered in", "2 days"), runs_on("Free delivery", "30-day returns")
    (True, False)
    """
    after = after.lstrip()
    return after[:1].islower() or bool(_SMALL_WORD.search(before.rstrip()))
