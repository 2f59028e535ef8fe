"""Tables as CSV for spreadsheets, in which nothing that somebody wrote is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.http import StreamingHttpResponse

Cell = str | int | float | date | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, or of a new cell (OWASP)."""


class _Line:
    """A file of which only the last line is ever there."""

    def write(self, text: str) -> str:
        return text


def csv_download(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> StreamingHttpResponse:
    """A download of that file name, sent row by row; UTF-8 with a mark, as spreadsheets expect."""
    response = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def plain_cell(value: Cell) -> str:
    """A value as the text of a cell; text that could be a formula gets an apostrophe before it.

    >>> plain_cell("=1+1"), plain_cell(-0.5), plain_cell(None)
    ("'=1+1", '-0.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" ").startswith(_FORMULA) else value
    return value.isoformat() if isinstance(value, date) else repr(value)


def _lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow(header)
    for row in rows:
        yield writer.writerow([plain_cell(value) for value in row])
