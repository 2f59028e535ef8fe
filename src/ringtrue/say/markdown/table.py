"""The rows of GitHub's tables."""

from __future__ import annotations

import re

_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"\\.|\|", re.DOTALL)


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
    edges = [match.start() for match in _PIPE.finditer(text, start, end) if match[0] == "|"]
    cells = []
    for opening, closing in zip([start - 1, *edges], [*edges, end], strict=True):
        inside = text[opening + 1 : closing]
        first = opening + 1 + len(inside) - len(inside.lstrip())
        cells.append((first, max(first, opening + 1 + len(inside.rstrip()))))
    if edges and not text[start : edges[0]].strip():
        cells = cells[1:]
    if edges and cells and not text[edges[-1] + 1 : end].strip():
        cells = cells[:-1]
    return cells
