"""From characters with places on a page to lines, and from lines to blocks of running text.

A page description says where ink goes and nothing of sentences. Lines that stand below one
another in the same size are one block; inside it a line break is kept only where the next word
would have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ringtrue.say.document import Passage, Role
from ringtrue.say.weaving import Piece, runs_on, weave

_BULLET = re.compile(r"\s*(?:[-+•·–—▪▫■□►▸‣◦○●✓✔✅☑➤→\uf0b7]|\(?\d{1,2}[.)])\s+")
_NOTE = re.compile(r"\s*[*†‡¹²³⁴-⁹]\s*\w")
_RECENT = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column: its text, where that stands in the text taken, and its place.

    `base`, `left` and `right` are points from the page's top left corner, `size` that of its type.
    A line with `hyphen` was cut inside a word; the hyphen is not in its text.
    """

    text: str
    start: int
    page: int
    size: float
    base: float
    left: float
    right: float
    hyphen: bool = False

    @property
    def piece(self) -> Piece:
        """The line as a piece of a passage."""
        return self.text, self.start, self.start + len(self.text)


@dataclass(slots=True)
class _Block:
    lines: list[Line] = field(default_factory=list)

    def takes(self, line: Line) -> bool:
        """Whether this line goes on right below the block's last one."""
        last = self.lines[-1]
        same_type = last.page == line.page and abs(last.size - line.size) <= 0.1 * last.size
        below = 0.5 * last.size < line.base - last.base < 1.9 * last.size
        aligned = abs(self.lines[0].left - line.left) <= 2 * last.size
        centred = abs(last.left + last.right - line.left - line.right) <= 2 * last.size
        return same_type and below and (aligned or centred) and not _BULLET.match(line.text)


def passages_of_lines(lines: Iterable[Line]) -> Iterator[Passage]:
    """The passages of a document's lines, in the order in which their blocks begin."""
    blocks: list[_Block] = []
    for line in lines:
        if not line.text.strip():
            continue
        block = next((each for each in reversed(blocks[-_RECENT:]) if each.takes(line)), None)
        if block is None:
            blocks.append(_Block([line]))
        else:
            block.lines.append(line)
    usual = _usual_size(blocks)
    for block in blocks:
        yield from _passages(block.lines, usual)


def _usual_size(blocks: list[_Block]) -> float:
    """The size in which most characters are set."""
    sizes = [line.size for block in blocks for line in block.lines for _ in range(len(line.text))]
    return median(sizes) if sizes else 0.0


def _passages(lines: list[Line], usual: float) -> Iterator[Passage]:
    right = max(line.right for line in lines)
    role = _role(lines, usual)
    group: list[Piece] = []
    for line, after in pairwise([*lines, None]):
        if line is None:
            break
        piece = line.piece
        bullet = _BULLET.match(line.text) if role is Role.ITEM and not group else None
        if bullet:
            piece = (line.text[bullet.end() :], piece[1] + bullet.end(), piece[2])
        group.append(piece)
        if after is not None and _wrapped(line, after, right):
            if not line.hyphen:
                group.append((" ", piece[2], piece[2] + 1))
            continue
        passage = weave(group, role)
        group = []
        if passage:
            yield passage


def _role(lines: list[Line], usual: float) -> Role:
    first = lines[0]
    if _BULLET.match(first.text):
        return Role.ITEM
    if first.size >= 1.2 * usual and sum(len(line.text) for line in lines) <= 200:
        return Role.HEADING
    return Role.NOTE if first.size < usual and _NOTE.match(first.text) else Role.PARAGRAPH


def _wrapped(line: Line, after: Line, right: float) -> bool:
    """Whether a line was broken for want of room, or in the middle of a sentence."""
    if line.hyphen or runs_on(line.text, after.text):
        return True
    word = after.text.split(None, 1)[0]
    width = (after.right - after.left) * (len(word) + 1) / max(1, len(after.text))
    return line.right + width > right
