"""Intervals of calls from a CSV file: when each begins, how many calls, and who is scheduled."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path

from ringtrue.core.errors import UsageError
from ringtrue.core.load import Load

_MOST_ROWS, _MOST_BYTES = 100_000, 20_000_000
_NEEDED, _KNOWN = ("start", "calls"), ("start", "calls", "extra", "cv", "scheduled")
_OF_DEMAND = ("usual", "orders", *(f"{name}_{end}" for name in ("calls", "extra", "orders")
              for end in ("low", "high")))  # fmt: skip
"""What `ringtrue demand` tells besides, and nobody is needed for."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """A load, and paid people scheduled in each of its intervals where the file says."""

    load: Load
    scheduled: tuple[int, ...] | None


def read_intervals(path: Path, seconds: float, cv: float) -> Intervals:
    """Columns `start`, `calls`, and perhaps `extra` (of a campaign), `cv` and `scheduled`.

    `cv` is for rows without one. A start without a zone is taken as UTC: only how far apart starts
    are counts. Raises `UsageError` with the place of what cannot be read.
    """
    rows = rows_of(path, _NEEDED, _KNOWN, _OF_DEMAND)
    starts = tuple(_moment(row, path, line) for line, row in rows)

    def column(name: str, default: float | None) -> tuple[float, ...]:
        return tuple(number_in(row, name, default, path, line) for line, row in rows)

    calls = column("calls", None)
    spread, extra = column("cv", cv), column("extra", 0.0)
    none = (0.0,) * len(rows)
    try:
        load = Load(starts, seconds, calls, extra, none, spread)
    except UsageError as error:
        raise UsageError(error.what, where=str(path), cure=error.cure) from error
    scheduled = None
    if rows[0][1].get("scheduled") is not None:
        scheduled = tuple(_whole(row, path, line) for line, row in rows)
    return Intervals(load, scheduled)


def rows_of(
    path: Path, needed: Sequence[str], known: Sequence[str], ignored: Sequence[str] = ()
) -> Sequence[tuple[int, Mapping[str, str]]]:
    """Lines of a table and what is in them; raises `UsageError` for columns that nobody knows."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            told = f"the file is larger than {_MOST_BYTES // 1_000_000} MB"
            raise UsageError(told, where=str(path), cure="Give fewer intervals at a time.")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _check_header(reader.fieldnames or (), needed, (*known, *ignored), path)
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        told = f"the table cannot be read: {error}"
        raise UsageError(told, where=str(path), cure="Give a CSV file in UTF-8.") from error
    if not 0 < len(rows) <= _MOST_ROWS:
        told = f"there are {len(rows):,} rows"
        raise UsageError(told, where=str(path), cure=f"Give from 1 to {_MOST_ROWS:,}.")
    return rows


def _check_header(
    names: Sequence[str], needed: Sequence[str], known: Sequence[str], path: Path
) -> None:
    unknown = [name for name in names if name not in known]
    missing = [name for name in needed if name not in names]
    if missing or unknown:
        told = f"there is no column {missing[0]!r}" if missing else f"unknown column {unknown[0]!r}"
        cure = f"Columns are {', '.join(known)}; only the first two are needed."
        raise UsageError(told, where=f"{path}:1", cure=cure)


def _moment(row: Mapping[str, str], path: Path, line: int) -> datetime:
    text = row["start"] or ""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        told = f"start {text[:40]!r} is not a time"
        cure = "Write it as 2026-03-02T09:00 or 2026-03-02T09:00+01:00."
        raise UsageError(told, where=f"{path}:{line}", cure=cure) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def number_in(
    row: Mapping[str, str], name: str, default: float | None, path: Path, line: int
) -> float:
    """A number from 0 upwards; `default` where there is no such column, None where it is needed."""
    text = row.get(name)
    if text is None and default is not None:
        return default
    try:
        found = float(text or "")
    except ValueError:
        found = -1.0
    if not (isfinite(found) and found >= 0):
        told = f"{name} {(text or '')[:40]!r} is not a number from 0 upwards"
        raise UsageError(told, where=f"{path}:{line}", cure="Write it in digits, with a point.")
    return found


def _whole(row: Mapping[str, str], path: Path, line: int) -> int:
    found = number_in(row, "scheduled", 0.0, path, line)
    if found != int(found):
        told = f"{found:g} people scheduled cannot be"
        raise UsageError(told, where=f"{path}:{line}", cure="Give a whole number.")
    return int(found)
