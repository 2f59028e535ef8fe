"""The rows of GitHub's tables."""

from __future__ import annotations

import re

_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_ESCAPED = re.compile(r"\\.", re.DOTALL)


def is_delimiter(line: str) -> int:
    """How many columns the row under a table's head has; 0 when it is no such row.

    >>> is_delimiter("| :-- | --: |"), is_delimiter("- item")
    (2, 0)
    """
    if "|" not in line or not _DELIMITER.fullmatch(line):
        return 0
    return len(cells_of(line, 0, len(line)))


def cells_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of the row [start, end), without the white space around them."""
    row = text[start:end]
    if "\\" in row:
        row = _ESCAPED.sub("--", row)
    cells = []
    at = start
    for cell in row.split("|"):
        inside = cell.strip()
        first = at + cell.find(inside) if inside else at
        cells.append((first, first + len(inside)))
        at += len(cell) + 1
    if len(cells) > 1 and cells[0][0] == cells[0][1]:
        del cells[0]
    if "|" in row and cells and cells[-1][0] == cells[-1][1]:
        del cells[-1]
    return cells
