"""What Parquet files say about themselves: the days in them, and whether order lets us skip.

Read from the statistics of their row groups, so no row is touched. Where a file says too little
the answer is None, and whoever asks must read everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ringtrue.core.expression import Expression, Name
from ringtrue.core.outcome import to_number
from ringtrue.do.cube import FileMark, Spread
from ringtrue.do.files import DataFile, Files, Format, content_of
from ringtrue.do.plan import ClockLane, Panel, Plan
from ringtrue.do.uses import end_trees, plan_columns
from ringtrue.do.zones import to_micro, zone_named

_NEVER = -(2**62)
_MOMENTS = frozenset({"TIMESTAMP", "DATE"})


@dataclass(frozen=True, slots=True)
class _Span:
    """The lowest and highest moment of a row group; `zoned` as the file writes them."""

    low: datetime
    high: datetime
    zoned: bool


@dataclass(frozen=True, slots=True)
class _Column:
    """Statistics of one column: a span per row group; None for a group that tells nothing."""

    spans: tuple[_Span | None, ...]
    nulls: int | None

    @property
    def known(self) -> list[_Span]:
        """The spans of the groups that tell."""
        return [span for span in self.spans if span is not None]


def marks_of(files: Files, plan: Plan, known: tuple[FileMark, ...]) -> tuple[FileMark, ...]:
    """A mark per file; files that were not written since keep the mark they have."""
    if files.format is not Format.PARQUET:
        return ()
    old = {(mark.name, mark.identity): mark for mark in known}
    small = files.small
    found = [(each, old.get((each.name, each.identity))) for each in files.files]
    return tuple(
        mark if mark and mark.whole == small else _mark(each, plan, small) for each, mark in found
    )


def _mark(file: DataFile, plan: Plan, small: bool) -> FileMark:
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(file.path)
    zone = zone_named(plan.source.time_zone)
    days = [_column(metadata, panel.day, zone) for panel in plan.panels]
    return FileMark(
        file.name,
        file.identity,
        small,
        content_of(file, small),
        metadata.num_rows,
        _layout(metadata),
        tuple(_days(each, zone) for each in days),
        tuple(bool(each and any(span.zoned for span in each.known)) for each in days),
        _latest(metadata, plan, zone),
        _years(metadata, plan, zone),
        _spread(days[0]) if days else None,
    )


def _layout(metadata: Any) -> str:
    """A hash of the columns' names and types: files of one layout read alike."""
    whole = hashlib.sha256()
    for at in range(metadata.num_columns):
        each = metadata.schema.column(at)
        kind = (each.path, each.physical_type, each.length, str(each.logical_type))
        depth = (each.converted_type, each.max_definition_level, each.max_repetition_level)
        whole.update(repr((kind, depth)).encode())
    return whole.hexdigest()[:16]


def _days(found: _Column | None, zone: ZoneInfo) -> tuple[int, int] | None:
    """First and last day of a panel in a file; a day may be counted that holds nothing."""
    if found is None or found.nulls != 0 or not found.spans or None in found.spans:
        return None
    first = min(span.low for span in found.known)
    last = max(span.high for span in found.known)
    low, high = (to_number(each.astimezone(zone).date()) for each in (first, last))
    return low, high


def _latest(metadata: Any, plan: Plan, zone: ZoneInfo) -> int | None:
    """The latest end of any clock, in microseconds; None where the file does not say."""
    latest = _NEVER
    for tree in _ends(plan.panels):
        found = _column(metadata, tree, zone)
        if found is None or None in found.spans:
            return None
        latest = max([latest, *(to_micro(span.high) for span in found.known)])
    return latest


def _ends(panels: Iterable[Panel]) -> Iterable[Expression]:
    """Every moment that can still lie in the future when a plan is counted."""
    clocks = (lane for each in panels for lane in each.lanes if isinstance(lane, ClockLane))
    return (tree for lane in clocks for tree in end_trees(lane))


def _years(metadata: Any, plan: Plan, zone: ZoneInfo) -> tuple[int, int] | None:
    """The years of all moments that a plan reads; None where the file does not say."""
    schema, found = metadata.schema, list[int]()
    used = plan_columns(plan)
    for each in (schema.column(at) for at in range(metadata.num_columns)):
        old = each.physical_type == "INT96"
        if each.path not in used or not (old or each.logical_type.type in _MOMENTS):
            continue
        column = _column(metadata, Name(each.path), zone)
        if column is None or None in column.spans:
            return None
        found += [moment.year for span in column.known for moment in (span.low, span.high)]
    return (min(found), max(found)) if found else None


def _spread(found: _Column | None) -> Spread | None:
    """How far the row groups of a file reach, for `order_notes`."""
    spans = found.known if found else []
    if not spans:
        return None
    ends = [(to_micro(span.low), to_micro(span.high)) for span in spans]
    covered = sum(high - low for low, high in ends)
    return len(ends), covered, min(low for low, _ in ends), max(high for _, high in ends)


def _column(metadata: Any, tree: Expression, zone: ZoneInfo) -> _Column | None:
    if not isinstance(tree, Name):
        return None
    names = [metadata.schema.column(at).path for at in range(metadata.num_columns)]
    if tree.column not in names:
        return None
    at, spans, nulls = names.index(tree.column), [], 0
    for group in range(metadata.num_row_groups):
        told = metadata.row_group(group).column(at)
        statistics = told.statistics
        if statistics is None or not statistics.has_null_count:
            return None
        nulls += statistics.null_count
        if statistics.null_count < metadata.row_group(group).num_rows:
            spans.append(_span(statistics, zone))
    return _Column(tuple(spans), nulls)


def _span(statistics: Any, zone: ZoneInfo) -> _Span | None:
    if not statistics.has_min_max:
        return None
    lowest, highest = statistics.min, statistics.max
    low, high = _moment(lowest, zone), _moment(highest, zone)
    zoned = isinstance(lowest, datetime) and lowest.tzinfo is not None
    return None if low is None or high is None else _Span(low, high, zoned)


def _moment(value: object, zone: ZoneInfo) -> datetime | None:
    if isinstance(value, datetime):
        aware = value if value.tzinfo is not None else value.replace(tzinfo=zone)
        return aware.astimezone(UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone).astimezone(UTC)
    return None


def order_notes(marks: tuple[FileMark, ...], plan: Plan) -> tuple[str, ...]:
    """Say when rows are so mixed that skipping days will not spare any reading."""
    found = [mark.spread for mark in marks if mark.spread is not None]
    groups = sum(count for count, *_ in found)
    if groups < 4:
        return ()
    whole = max(high for *_, high in found) - min(low for *_, low, _ in found)
    covered = sum(each for _, each, *_ in found) / whole if whole else 0.0
    if covered < groups / 3:
        return ()
    day = plan.panels[0].day
    return (f"The rows are not ordered by {day}, so re-measuring reads most of them each time.",)
