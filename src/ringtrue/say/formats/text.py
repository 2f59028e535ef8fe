"""Plain text: billboards, scripts, letters.

Blank lines part passages. Inside a block, whether a line break was set by the writer ("Free
delivery / 30-day returns") or by an editor that wraps lines can only be told by its look; see
`_wrapped`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ringtrue.say.decoding import decode
from ringtrue.say.document import Passage, Role, Taken
from ringtrue.say.weaving import Piece, runs_on, weave

NAME = "text"
SUFFIXES = (".txt", ".text", ".log")
TYPES = ("text/plain",)

WRAP_AT_LEAST = 60
"""A line shorter than this many characters was not broken for want of room."""

WRAP_AT_MOST = 120
"""Nor was one in a block with longer lines than this: its lines are not wrapped at all."""

_BULLET = re.compile(r"\s*(?:[-+•·–—▪▫■□►▸‣◦○●✓✔✅☑➤→]|\*(?!\S)|\(?\d{1,3}[.)])(?:\s+|\Z)")
_NOTE = re.compile(r"\s*(?:[*†‡]\s*(?=[^\s*†‡])|[¹²³]|\[\d{1,2}\]\s)")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\s*")


def sniff(data: bytes) -> bool:
    """Nothing is surely plain text; it is what remains."""
    del data
    return False


def read(data: bytes, name: str, charset: str = "") -> Taken:
    """Take the text as it is."""
    text = decode(data, name, charset)
    return Taken(text, tuple(passages_of(text)))


def passages_of(text: str, offset: int = 0) -> Iterator[Passage]:
    """The passages of plain text that begins at `offset` of the original."""
    starred = len(re.findall(r"^[ \t]*\* ", text, re.MULTILINE)) > 1
    for block in _blocks(text, offset):
        yield from _passages(block, starred=starred)


def _blocks(text: str, offset: int) -> Iterator[list[Piece]]:
    """The lines between blank lines, each with its span."""
    block: list[Piece] = []
    for line in text.replace("\r\n", " \n").replace("\r", "\n").split("\n"):
        if line and not line.isspace():
            block.append((line, offset, offset + len(line)))
        elif block:
            yield block
            block = []
        offset += len(line) + 1
    if block:
        yield block


def _passages(block: list[Piece], *, starred: bool) -> Iterator[Passage]:
    width = max(len(line.rstrip()) for line, _, _ in block)
    group: list[Piece] = []
    role = Role.PARAGRAPH
    for piece, after in pairwise([*block, ("", 0, 0)]):
        if _UNDERLINE.fullmatch(piece[0]):
            continue
        if not group:
            role, piece = _role(piece, starred=starred)
        group += [piece, ("\n", piece[2], piece[2] + 1)]
        if after[0] and not _begins(after[0]) and _wrapped(piece[0], after[0], width):
            continue
        underlined = bool(after[0]) and _UNDERLINE.fullmatch(after[0])
        passage = weave(group, Role.HEADING if underlined else role)
        group = []
        if passage:
            yield passage


def _role(piece: Piece, *, starred: bool) -> tuple[Role, Piece]:
    """What a line is, and the line without its bullet; a note keeps its asterisk."""
    line, start, end = piece
    bullet = _BULLET.match(line)
    if bullet and (starred or "*" not in bullet[0]):
        return Role.ITEM, (line[bullet.end() :], start + bullet.end(), end)
    return (Role.NOTE if _NOTE.match(line) else Role.PARAGRAPH), piece


def _begins(line: str) -> bool:
    return bool(_BULLET.match(line) or _NOTE.match(line) or _UNDERLINE.fullmatch(line))


def _wrapped(line: str, after: str, width: int) -> bool:
    """Whether an editor broke this line: the next word did not fit, or the sentence runs on."""
    if runs_on(line, after):
        return True
    line = line.rstrip()
    word = after.split(None, 1)[0]
    return WRAP_AT_LEAST <= width <= WRAP_AT_MOST and len(line) + 1 + len(word) > width
