"""What every reader hands on: text as a reader sees it, with the way back to the file.

Formats differ in everything but this. They hand over passages (markup gone, white space folded)
that remember where each character stood, so that whatever is found later can be shown in the
original, to the character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ringtrue.core.material import Material
from ringtrue.core.place import Box, Place

Step = tuple[int, int, int]
"""From this offset in a passage on, its characters stand at [start, end) of the original.

As long as the passage has characters for it, they map one to one; where the two lengths differ
(an entity, folded white space) they stand for the whole of [start, end).
"""


class Role(StrEnum):
    """What a passage is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    CAPTION = "caption"
    NOTE = "note"
    META = "meta"
    QUOTE = "quote"


class Passage(NamedTuple):
    """One run of text as a reader sees it: no markup, white space folded to single spaces.

    Without `steps`, character i stands at `origin + i` of the original.
    """

    text: str
    role: Role
    origin: int = 0
    steps: tuple[Step, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters [start, end) stand in the original, half-open as well.

        Ends outside the text are drawn in, as in slices.

        >>> Passage("R&D", Role.PARAGRAPH, 0, ((0, 0, 1), (1, 1, 6), (2, 6, 7))).span(1, 3)
        (1, 7)
        """
        if not 0 <= start <= end <= len(self.text):
            start, end, _ = slice(start, end).indices(len(self.text))
        if not self.steps:
            return self.origin + start, self.origin + max(start, end)
        first = self._original(start)[0]
        return (first, self._original(end - 1)[1]) if end > start else (first, first)

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of the original that characters [start, end) come from, in order."""
        start, end, _ = slice(start, end).indices(len(self.text))
        edges = [step[0] for step in self.steps if start < step[0] < end]
        for first, last in pairwise([start, *edges, end]):
            yield self.span(first, last)

    def _original(self, at: int) -> tuple[int, int]:
        index = bisect_right(self.steps, at, key=_offset) - 1
        offset, start, end = self.steps[index]
        last = index + 1 == len(self.steps)
        length = (len(self.text) if last else self.steps[index + 1][0]) - offset
        if length != end - start:
            return start, end
        return start + at - offset, start + at - offset + 1


def _offset(step: Step) -> int:
    return step[0]


class Layout(NamedTuple):
    """What a format knows of its characters beyond their offsets.

    `page_starts` are the offsets at which pages begin, the first page first; `boxes` four numbers
    for each character (left, top, right, bottom in points; all 0 for one without ink).
    `cue_starts` are the offsets at which captions begin, `cue_seconds` when each is shown, and
    `cue_ends` when it goes.
    """

    page_starts: tuple[int, ...] = ()
    boxes: Sequence[float] = ()
    cue_starts: tuple[int, ...] = ()
    cue_seconds: tuple[float, ...] = ()
    cue_ends: tuple[float, ...] = ()

    def page(self, start: int) -> int | None:
        """The page, from 1, on which this character stands."""
        return bisect_right(self.page_starts, start) if self.page_starts else None

    def seconds(self, start: int) -> float | None:
        """When the caption of this character appears."""
        cue = bisect_right(self.cue_starts, start) - 1
        return self.cue_seconds[cue] if cue >= 0 else None

    def held(self, start: int, end: int) -> float | None:
        """For how many seconds the captions of these characters are shown, from first to last.

        >>> Layout(cue_starts=(0, 9), cue_seconds=(0.0, 3.0), cue_ends=(2.5, 7.0)).held(9, 20)
        4.0
        """
        first = bisect_right(self.cue_starts, start) - 1
        last = bisect_right(self.cue_starts, max(start, end - 1)) - 1
        if first < 0 or last >= len(self.cue_ends):
            return None
        return self.cue_ends[last] - self.cue_seconds[first]

    def box(self, spans: Iterable[tuple[int, int]]) -> Box | None:
        """The smallest rectangle around the ink of these spans, on the page of the first."""
        if not self.boxes:
            return None
        inked: list[Sequence[float]] = []
        page = None
        for start, end in spans:
            page = self.page(start) if page is None else page
            stop = end if self.page(end - 1) == page else start
            corners = (self.boxes[at : at + 4] for at in range(4 * start, 4 * stop, 4))
            inked.extend(box for box in corners if any(box))
        if not inked:
            return None
        left, top, right, bottom = zip(*inked, strict=True)
        return Box(min(left), min(top), max(right), max(bottom))


NO_LAYOUT = Layout()


class Taken(NamedTuple):
    """What a format takes from a file: its decoded text and the passages that stand in it."""

    text: str
    passages: tuple[Passage, ...]
    layout: Layout = NO_LAYOUT


@dataclass(frozen=True, slots=True)
class Document:
    """A material and its passages, in reading order."""

    material: Material
    passages: tuple[Passage, ...]
    layout: Layout = NO_LAYOUT
    _lines: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def place(self, passage: Passage, start: int, end: int) -> Place:
        """The exact place in the original of characters [start, end) of a passage's text."""
        first, last = passage.span(start, end)
        line, column = self._position(first)
        if self.layout is NO_LAYOUT:
            return Place(self.material.name, line, column, first, last)
        page, box = self.layout.page(first), self.layout.box(passage.spans(start, end))
        seconds = self.layout.seconds(first)
        return Place(self.material.name, line, column, first, last, page, box, seconds)

    def _position(self, offset: int) -> tuple[int, int]:
        if not self._lines:
            self._lines.extend(line_starts(self.material.text))
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def line_starts(text: str) -> list[int]:
    r"""The offset at which each line begins; lines end with \n, \r\n or \r.

    >>> line_starts("one\r\ntwo\n")
    [0, 5, 9]
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
