"""Agents for callers, as a table for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import astuple, fields
from io import StringIO

from ringtrue.cli.intervals import Intervals
from ringtrue.do.staffing.table import Row


def staff_csv(rows: Sequence[Row], found: Intervals) -> str:
    """One line per interval; columns are those of the rows, then who is scheduled, if told."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [each.name for each in fields(Row)]
    writer.writerow(names if found.scheduled is None else [*names, "scheduled"])
    for number, row in enumerate(rows):
        line = [row.start.isoformat(), *astuple(row)[1:]]
        if found.scheduled is not None:
            line.append(found.scheduled[number])
        writer.writerow(line)
    return out.getvalue()
