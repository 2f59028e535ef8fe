"""Tables for terminals and pipes alike: columns as wide as their words, numbers to the right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import click

from ringtrue.cli.output.marking import clean

_MOST = 60
"""The widest a column may be; longer words are cut with an ellipsis."""


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, texts: int = 1) -> Iterator[str]:
    """Lines of a table whose first `texts` columns are words and the others numbers.

    >>> list(table(["carrier", "kept"], [["AA", "9"], ["United", "10"]]))[1:]
    ['AA          9', 'United     10']
    """
    cells = [[_cell(cell) for cell in row] for row in (header, *rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for number, row in enumerate(cells):
        line = "  ".join(
            _pad(cell, width, left=at < texts)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        yield line if number else click.style(line, bold=True)


def _cell(text: str) -> str:
    text = " ".join(clean(text).split())
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


def _pad(text: str, width: int, *, left: bool) -> str:
    room = " " * (width - _width(text))
    return text + room if left else room + text


def _width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
