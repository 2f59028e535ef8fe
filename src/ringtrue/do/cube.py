"""What was counted, kept as immutable Parquet with a manifest that names the live file.

A folder per source and plan. A new generation is written beside the old one and becomes live by
one atomic replacement of `manifest.json`, so a crash leaves the last good cube, and whoever reads
the old file can go on reading it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from ringtrue import __version__
from ringtrue.core.errors import MeasureError
from ringtrue.core.source import Column, ColumnType, Source, SourceProfile
from ringtrue.do.bins import Bins, ints_of
from ringtrue.do.variables import Query
from ringtrue.do.zones import Years

FORMAT = "ringtrue-cube/2"
_MANIFEST = "manifest.json"
_COLUMNS = ("day", "segment", "bin", "count")
_WRITING: dict[str, Any] = {
    "compression": "none",
    "write_statistics": False,
    "use_dictionary": False,
    "column_encoding": dict.fromkeys(_COLUMNS, "DELTA_BINARY_PACKED"),
}
"""Sorted whole numbers: their differences are small, and quicker to pack than to compress."""
_CURE = "Measure again with refresh; the source itself is not affected."

Spread = tuple[int, int, int, int]
"""Row groups, the time that they cover one by one, the first and the last moment (microseconds)."""


@dataclass(frozen=True, slots=True)
class FileMark:
    """One file of the source when it was counted, and what it says about itself.

    `content` is a hash of all of it, or unless `whole` of its ends. `layout` stands for its columns
    and their types. Per panel, `days` holds the first and last day number and `zoned` whether the
    day's moments are written with a zone. `latest` is the latest end of any clock in microseconds,
    `years` are those of all moments that are read, `spread` is that of the first panel's day. None
    where that is not known.
    """

    name: str
    identity: str
    whole: bool = field(compare=False)
    content: str = field(compare=False)
    rows: int
    layout: str
    days: tuple[tuple[int, int] | None, ...]
    zoned: tuple[bool, ...]
    latest: int | None
    years: tuple[int, int] | None
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class Updates:
    """The latest `updated_at` seen (as a number) and, per panel, each day's number of rows."""

    latest: float
    rows: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Generation:
    """One complete measurement of a source under a plan.

    `files` are empty and `updates` None where re-measuring cannot go by them. `years` are those
    that the queries know the clock changes of, `made_by` says which versions wrote them.
    """

    plan: str
    as_of: datetime
    micro: int
    profile: SourceProfile
    panels: tuple[Bins, ...]
    queries: tuple[Query, ...]
    years: Years
    made_by: str
    files: tuple[FileMark, ...]
    notes: tuple[str, ...]
    scanned_days: int | None
    updates: Updates | None = None


_MARKED = tuple(each.name for each in fields(FileMark))


def maker() -> str:
    """The versions that decide what a query's text means."""
    import duckdb

    return f"ringtrue {__version__}, duckdb {duckdb.__version__}"


def folder_of(cubes: Path, source: Source, plan: str) -> Path:
    """Where the cube of a source under a plan lives."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", source.name)[:40]
    tail = hashlib.sha256(source.name.encode()).hexdigest()[:8]
    return cubes / f"{plain}-{tail}" / plan


def save(cubes: Path, generation: Generation) -> None:
    """Write a generation and make it live; raises `MeasureError` if the disk refuses."""
    folder = folder_of(cubes, generation.profile.source, generation.plan)
    name = f"{uuid4().hex}.parquet"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_bins(folder / name, generation.panels)
        previous = _live(folder)
        _replace(folder / _MANIFEST, json.dumps(_to_json(generation, name)))
        _sweep(folder, {name, previous})
    except OSError as error:
        message = f"The cube cannot be written: {error.strerror or error}"
        cure = "Make room or allow writing there; the last good cube still stands."
        raise MeasureError(message, where=str(cubes), cure=cure) from None


def load(cubes: Path, source: Source, plan: str) -> Generation | None:
    """The live generation, None where there is none; raises `MeasureError` when it is damaged."""
    folder = folder_of(cubes, source, plan)
    manifest = folder / _MANIFEST
    if not manifest.is_file():
        return None
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        bins = _read_bins(folder / _plain(told["bins"]), told["panels"])
        return _from_json(told, source, bins)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        message = f"The cube of {source.name} is damaged ({type(error).__name__})"
        raise MeasureError(message, where=str(manifest), cure=_CURE) from None


def _plain(name: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{32}\.parquet", name):
        raise ValueError(name)
    return name


def _live(folder: Path) -> str:
    with suppress(OSError, ValueError, KeyError):
        return str(json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["bins"])
    return ""


def _sweep(folder: Path, kept: set[str]) -> None:
    """Remove files of generations before the last; one that is still open may stay."""
    for each in folder.glob("*.parquet"):
        if each.name not in kept:
            with suppress(OSError):
                each.unlink()


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with draft.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_bins(path: Path, panels: tuple[Bins, ...]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = []
    for name in _COLUMNS:
        whole = np.concatenate([getattr(each, name) for each in panels])
        kind, narrow = (pa.int64(), whole) if name == "count" else (pa.int32(), whole.astype("i4"))
        arrays.append(pa.Array.from_buffers(kind, len(whole), [None, pa.py_buffer(narrow)]))
    try:
        with path.open("wb") as stream:
            pq.write_table(pa.Table.from_arrays(arrays, list(_COLUMNS)), stream, **_WRITING)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _read_bins(path: Path, panels: list[Any]) -> tuple[Bins, ...]:
    """The bins of each panel, told as its segments and how many rows each lane has."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        table = file.read(columns=list(_COLUMNS), use_threads=False)
    day, segment, bin_, count = (ints_of(table[name]) for name in _COLUMNS)
    if sum(sum(rows) for _, rows in panels) != len(day):
        raise ValueError("rows")
    found, first = [], 0
    for segments, rows in panels:
        part = slice(first, first := first + sum(rows))
        lane = np.repeat(np.arange(len(rows)), rows)
        named = tuple(map(tuple, segments))
        found.append(Bins(named, day[part], segment[part], lane, bin_[part], count[part]))
    return tuple(found)


def _to_json(generation: Generation, bins: str) -> dict[str, Any]:
    profile = generation.profile
    return {
        "format": FORMAT,
        "source": profile.source.name,
        "plan": generation.plan,
        "as_of": generation.as_of.isoformat(),
        "as_of_micro": generation.micro,
        "bins": bins,
        "rows": profile.rows,
        "fingerprint": profile.fingerprint,
        "columns": [[each.name, each.type.value, each.description] for each in profile.columns],
        "panels": [[each.segments, np.bincount(each.lane).tolist()] for each in generation.panels],
        "queries": [[each.variables, each.body] for each in generation.queries],
        "years": astuple(generation.years),
        "made_by": generation.made_by,
        "files": [[getattr(mark, name) for name in _MARKED] for mark in generation.files],
        "notes": list(generation.notes),
        "updates": generation.updates and asdict(generation.updates),
    }


def _from_json(told: dict[str, Any], source: Source, panels: tuple[Bins, ...]) -> Generation:
    columns = tuple(
        Column(name, ColumnType(kind), description) for name, kind, description in told["columns"]
    )
    return Generation(
        told["plan"],
        datetime.fromisoformat(told["as_of"]),
        int(told["as_of_micro"]),
        SourceProfile(source, columns, int(told["rows"]), told["fingerprint"]),
        panels,
        tuple(Query(_tuple(variables), body) for variables, body in told["queries"]),
        Years(*told["years"]),
        told["made_by"],
        tuple(FileMark(*map(_tuple, each)) for each in told["files"]),
        tuple(told["notes"]),
        None,
        _updates(told["updates"]),
    )


def _tuple(told: Any) -> Any:
    """Lists as tuples, all the way down."""
    return tuple(map(_tuple, told)) if isinstance(told, list) else told


def _updates(told: dict[str, Any] | None) -> Updates | None:
    if told is None:
        return None
    rows = tuple(tuple((day, n) for day, n in each) for each in told["rows"])
    return Updates(told["latest"], rows)
