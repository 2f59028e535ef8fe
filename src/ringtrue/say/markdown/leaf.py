"""From the lines of one block to passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ringtrue.say.document import Passage, Role
from ringtrue.say.markdown.inline import InlineReader
from ringtrue.say.weaving import HIDDEN, Piece, unbroken, weave

_MARKS = ("\\", "`", "*", "_", "~", "[", "]", "<", "&", "  ", " \n")
_RARE = (
    HIDDEN
    + "\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
"""Characters that take no room, and white space other than spaces and line ends."""

_ANY_RARE = re.compile(f"[{_RARE}]")


def marks_of(text: str) -> tuple[str, ...]:
    """The marks in a file that make a block of it more than plain words.

    A block that holds none of them is taken as it stands, which is what makes reading fast.
    """
    rare = _RARE if _ANY_RARE.search(text) else ""
    return tuple(mark for mark in (*_MARKS, *rare) if mark in text)


def is_plain(text: str, marks: tuple[str, ...]) -> bool:
    """Whether a block holds none of the marks."""
    for mark in marks:  # noqa: SIM110 - a loop is several times faster than a generator here
        if mark in text:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block whose text is still to be read.

    `spans` are its lines, each without what its containers put before it; one span may also cover
    several lines that have nothing before them. `label` is the span of a footnote's "[^1]".
    """

    role: Role
    spans: tuple[tuple[int, int], ...]
    html: bool = False
    label: tuple[int, int] | None = None

    def passages(
        self, text: str, marks: tuple[str, ...], references: frozenset[str], *, crlf: bool
    ) -> Iterator[Passage]:
        """What a reader sees of it."""
        start, end = self.spans[0][0], self.spans[-1][1]
        together = len(self.spans) == 1 or _contiguous(self.spans)
        source = text[start:end] if together else "\n".join(text[a:b] for a, b in self.spans)
        if together and not self.html and not self.label and is_plain(source, marks):
            if source:
                yield Passage(source.replace("\n", " "), self.role, start)
            return
        shift = start if together else 0
        found = (
            self._html(source, shift)
            if self.html
            else self._markdown(source, references, shift, crlf=crlf)
        )
        for role, pieces in found:
            located = pieces if together else list(_located(pieces, self.spans))
            if self.label and role is self.role:
                located = [*_labelled(text, self.label), *located]
            passage = weave(located, role)
            if passage:
                yield passage

    def _markdown(
        self, source: str, references: frozenset[str], shift: int, *, crlf: bool
    ) -> Iterator[tuple[Role, list[Piece]]]:
        reader = InlineReader(source, references, shift=shift, crlf=crlf)
        lines = reader.read()
        for pieces in lines if len(lines) == 1 else unbroken(lines):
            yield self.role, pieces
        for pieces in reader.images:
            yield Role.META, pieces

    def _html(self, source: str, shift: int) -> Iterator[tuple[Role, list[Piece]]]:
        from ringtrue.say.hypertext.reader import read_hypertext

        for role, pieces in read_hypertext(source):
            yield role, [(text, start + shift, end + shift) for text, start, end in pieces]


def _contiguous(spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether nothing but the line end stands between each line and the next."""
    return all(before[1] + 1 == after[0] for before, after in pairwise(spans))


def _labelled(text: str, label: tuple[int, int]) -> list[Piece]:
    start, end = label
    return [(text[start:end], start, end), (" ", end, end)]


def _located(pieces: Iterable[Piece], spans: tuple[tuple[int, int], ...]) -> Iterator[Piece]:
    """The pieces with offsets in the file instead of the block's own text."""
    line, begin = 0, 0
    for text, start, end in pieces:
        while begin + spans[line][1] - spans[line][0] < start and line + 1 < len(spans):
            begin += spans[line][1] - spans[line][0] + 1
            line += 1
        shift = spans[line][0] - begin
        if end <= begin + spans[line][1] - spans[line][0]:
            yield text, start + shift, end + shift
        elif len(text) == end - start:
            yield from _across(text, start, spans, line, begin)
        else:
            yield text, start + shift, _end(end, spans, line, begin)


def _across(
    text: str, start: int, spans: tuple[tuple[int, int], ...], line: int, begin: int
) -> Iterator[Piece]:
    """A piece that runs over several lines, line by line."""
    at = 0
    while at < len(text):
        stop = min(len(text), begin + spans[line][1] - spans[line][0] + 1 - start)
        shift = start + spans[line][0] - begin
        yield text[at:stop], at + shift, stop + shift
        begin += spans[line][1] - spans[line][0] + 1
        line, at = line + 1, stop


def _end(end: int, spans: tuple[tuple[int, int], ...], line: int, begin: int) -> int:
    while end > begin + spans[line][1] - spans[line][0] and line + 1 < len(spans):
        begin += spans[line][1] - spans[line][0] + 1
        line += 1
    return spans[line][0] + end - begin
