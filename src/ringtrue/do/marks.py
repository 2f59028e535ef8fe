"""What Parquet files say about themselves: the days in them, and whether order lets us skip.

Read from the statistics of their row groups, so no row is touched. Where a file says too little
the answer is None, and whoever asks must read everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ringtrue.core.expression import Expression, Name
from ringtrue.core.outcome import to_number
from ringtrue.do.cube import FileMark
from ringtrue.do.files import DataFile, Files, Format
from ringtrue.do.plan import ClockLane, Panel, Plan
from ringtrue.do.zones import to_micro

Span = tuple[datetime, datetime]
_NEVER = -(2**62)


@dataclass(frozen=True, slots=True)
class _Column:
    """Statistics of one column: a span per row group; None for a group that tells nothing."""

    spans: tuple[Span | None, ...]
    nulls: int | None


def marks_of(files: Files, plan: Plan, known: tuple[FileMark, ...]) -> tuple[FileMark, ...]:
    """A mark per file; files that were not written since keep the mark they have."""
    if files.format is not Format.PARQUET:
        return ()
    old = {(mark.name, mark.identity): mark for mark in known}
    return tuple(old.get((each.name, each.identity)) or _mark(each, plan) for each in files.files)


def _mark(file: DataFile, plan: Plan) -> FileMark:
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(file.path)
    zone = ZoneInfo(plan.source.time_zone)
    days = tuple(_days(metadata, panel, zone) for panel in plan.panels)
    return FileMark(file.name, file.identity, days, _latest(metadata, plan, zone))


def _days(metadata: Any, panel: Panel, zone: ZoneInfo) -> tuple[int, int] | None:
    """First and last day of a panel in a file; a day may be counted that holds nothing."""
    found = _column(metadata, panel.day, zone)
    if found is None or found.nulls != 0 or not found.spans or None in found.spans:
        return None
    spans = [span for span in found.spans if span is not None]
    first, last = min(low for low, _ in spans), max(high for _, high in spans)
    return tuple(to_number(each.astimezone(zone).date()) for each in (first, last))  # type: ignore[return-value]


def _latest(metadata: Any, plan: Plan, zone: ZoneInfo) -> int | None:
    """The latest end of any clock, in microseconds; None where the file does not say."""
    latest = _NEVER
    for tree in ends_of(plan):
        found = _column(metadata, tree, zone)
        if found is None:
            return None
        for span in found.spans:
            if span is None:
                return None
            latest = max(latest, to_micro(span[1]))
    return latest


def ends_of(plan: Plan) -> Iterator[Expression]:
    """Every moment that can still lie in the future when a plan is counted."""
    from ringtrue.do.preparing import end_trees

    for panel in plan.panels:
        for lane in panel.lanes:
            if isinstance(lane, ClockLane):
                yield from end_trees(lane)


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


def _span(statistics: Any, zone: ZoneInfo) -> Span | None:
    if not statistics.has_min_max:
        return None
    low, high = _moment(statistics.min, zone), _moment(statistics.max, zone)
    return None if low is None or high is None else (low, high)


def _moment(value: object, zone: ZoneInfo) -> datetime | None:
    if isinstance(value, datetime):
        aware = value if value.tzinfo is not None else value.replace(tzinfo=zone)
        return aware.astimezone(UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone).astimezone(UTC)
    return None


def order_notes(files: Files, plan: Plan) -> tuple[str, ...]:
    """Say when rows are so mixed that skipping days will not spare any reading."""
    import pyarrow.parquet as pq

    if files.format is not Format.PARQUET or not plan.panels:
        return ()
    day, zone = plan.panels[0].day, ZoneInfo(plan.source.time_zone)
    spans: list[Span] = []
    for each in files.files[:50]:
        found = _column(pq.read_metadata(each.path), day, zone)
        spans += [span for span in (found.spans if found else ()) if span is not None]
    if len(spans) < 4:
        return ()
    whole = max(high for _, high in spans) - min(low for low, _ in spans)
    covered = sum(((high - low) / whole for low, high in spans), 0.0) if whole else 0.0
    if covered < len(spans) / 3:
        return ()
    return (f"The rows are not ordered by {day}, so re-measuring reads most of them each time.",)
