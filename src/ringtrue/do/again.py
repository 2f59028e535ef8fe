"""Counting again the days that can have changed, without getting ready anew.

Most of the time of a small measurement goes into what does not depend on the rows: reading what
columns the files have, and turning the plan into a query. Both stand in the last generation. As
long as the files have the columns they had, its own query is asked once more, with other values
for its variables, over the files and rows of the stale days only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ringtrue.core.errors import MeasureError
from ringtrue.core.expression import Name
from ringtrue.core.source import Column, SourceProfile
from ringtrue.do.answers import read_histograms
from ringtrue.do.bins import UNDATED, Bins, replaced
from ringtrue.do.cube import FileMark, Generation, maker
from ringtrue.do.engine import Rows, only_rows
from ringtrue.do.files import Files, Format, find_files
from ringtrue.do.marks import marks_of, order_notes
from ringtrue.do.plan import Panel, Plan, WholeLane
from ringtrue.do.stale import Range, days_in, days_of_files, with_unsettled
from ringtrue.do.uses import zones_of
from ringtrue.do.variables import Query, edges, instant_of, moments, query_with
from ringtrue.do.zones import years_around

Ask = Callable[[Rows, Query], Any]
"""Runs a query over some rows of the source and answers an Arrow table."""


def count_again(plan: Plan, folder: Path, as_of: datetime, old: Generation) -> Generation | None:
    """The next generation, or None where the source has to be opened in full.

    Raises `SourceError` if a file changes meanwhile, `MeasureError` if the kept query is damaged.
    """
    micro = instant_of(as_of, plan.source.time_zone)
    if micro < old.micro or not old.files or old.made_by != maker() or not _simple(plan):
        return None
    files = find_files(plan.source, folder)
    marks = _marks(files, plan, old)
    if not marks or not _alike(marks, plan, as_of, old):
        return None
    days = [days_of_files(number, old, marks) for number in range(len(plan.panels))]
    known = [each for each in days if each is not None]
    if len(known) < len(days):
        return None
    ranges = [
        with_unsettled(each, panel, bins)
        for each, panel, bins in zip(known, plan.panels, old.panels, strict=True)
    ]
    bound = moments(micro, zones_of(plan))
    queries = tuple(
        query_with(bound + edges(panel), query.body)
        for panel, query in zip(plan.panels, old.queries, strict=True)
    )
    recount = _Recount(plan, files, marks, old)
    panels = recount.panels(ranges, queries)
    files.check_unchanged(plan.source)
    return replace(
        old,
        as_of=as_of,
        micro=micro,
        profile=_profile(plan, files, marks, old),
        panels=panels,
        queries=queries,
        files=marks,
        notes=order_notes(marks, plan),
        scanned_days=max(map(days_in, ranges)),
    )


def _simple(plan: Plan) -> bool:
    """Whether every panel is one query by the day of a column, with each row for itself."""
    source = plan.source
    return not (source.key or source.updated_at) and all(
        isinstance(panel.day, Name) and not isinstance(panel.lanes[0], WholeLane)
        for panel in plan.panels
    )


def _marks(files: Files, plan: Plan, old: Generation) -> tuple[FileMark, ...]:
    """The files' marks; empty where a file is not as it should be, which opening it will tell."""
    import pyarrow as pa

    if files.format is not Format.PARQUET:
        return ()
    try:
        return marks_of(files, plan, old.files)
    except (pa.ArrowException, OSError):
        return ()


def _alike(marks: tuple[FileMark, ...], plan: Plan, as_of: datetime, old: Generation) -> bool:
    """Whether the old query means the same over these files: one layout, no other years."""
    layouts = {mark.layout for mark in (*marks, *old.files)}
    if len(layouts) > 1 or not any(mark.rows for mark in marks):
        return False
    if zones_of(plan) == {"UTC"}:
        return True
    fresh = set(marks) - set(old.files)
    told = [mark.years for mark in fresh]
    if None in told:
        return False
    years = [as_of.year, *(year for each in told if each is not None for year in each)]
    return old.years.hold(years_around(years))


@dataclass(frozen=True, slots=True)
class _Recount:
    """Puts fresh counts of the stale days into the old bins."""

    plan: Plan
    files: Files
    marks: tuple[FileMark, ...]
    old: Generation

    def panels(
        self, ranges: list[tuple[Range, ...]], queries: tuple[Query, ...]
    ) -> tuple[Bins, ...]:
        """The bins of every panel, its stale days counted anew."""
        rows = [self._rows(number, each) for number, each in enumerate(ranges)]
        if not any(each.paths for each in rows):
            return tuple(
                replaced(bins, each, None)
                for bins, each in zip(self.old.panels, ranges, strict=True)
            )
        with only_rows(self.plan.source, self.files, rows) as ask:
            return tuple(
                self._panel(panel, bins, each, found, query, ask)
                for panel, bins, each, found, query in zip(
                    self.plan.panels, self.old.panels, ranges, rows, queries, strict=True
                )
            )

    def _panel(
        self,
        panel: Panel,
        bins: Bins,
        ranges: tuple[Range, ...],
        rows: Rows,
        query: Query,
        ask: Ask,
    ) -> Bins:
        if not ranges:
            return bins
        answer = ask(rows, query) if rows.paths else None
        try:
            fresh = read_histograms(answer, panel) if rows.paths else None
        except (KeyError, ValueError):
            raise MeasureError("The query of the cube is damaged") from None
        return replaced(bins, ranges, fresh)

    def _rows(self, number: int, ranges: tuple[Range, ...]) -> Rows:
        """The files that can hold these days of a panel, and what bounds its day there."""
        chosen = [
            (file.path, mark)
            for file, mark in zip(self.files.files, self.marks, strict=True)
            if _holds(mark.days[number], ranges)
        ]
        day = self.plan.panels[number].day
        if not isinstance(day, Name):
            raise AssertionError("a plan that is not simple is not counted here")
        wide = any(mark.zoned[number] or mark.days[number] is None for _, mark in chosen)
        dated = [each for each in ranges if each[0] != UNDATED]
        spans = tuple((low - wide, high + 1 + wide) for low, high in dated)
        undated = len(dated) < len(ranges)
        paths, size = tuple(path for path, _ in chosen), sum(mark.rows for _, mark in chosen)
        return Rows(paths, size, day.column, spans, undated)


def _holds(days: Range | None, ranges: tuple[Range, ...]) -> bool:
    if days is None:
        return bool(ranges)
    return any(low <= days[1] and days[0] <= high for low, high in ranges)


def _profile(
    plan: Plan, files: Files, marks: tuple[FileMark, ...], old: Generation
) -> SourceProfile:
    told = dict(plan.source.descriptions)
    columns = tuple(
        Column(each.name, each.type, told.get(each.name, "")) for each in old.profile.columns
    )
    rows = sum(mark.rows for mark in marks)
    return SourceProfile(
        plan.source, columns, rows, files.fingerprint([mark.content for mark in marks])
    )
