"""Counting a plan: all of it, or only the days that can have changed since the last cube.

A day is read again when a file that holds it was added, written again or removed (or, where the
source names `updated_at`, when a row of it was updated or their number changed), when a record of
it was open and some limit had not yet passed, or when an end lay in the future. Standards that
need all their records at once are always counted in full.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import ibis

from ringtrue.core.expression import Name
from ringtrue.core.outcome import EPOCH
from ringtrue.do.bins import UNDATED, Bins, replaced
from ringtrue.do.cube import FileMark, Generation, Updates, maker
from ringtrue.do.marks import marks_of, order_notes
from ringtrue.do.plan import Panel, Plan, WholeLane
from ringtrue.do.preparing import prepare
from ringtrue.do.scanning import Scan
from ringtrue.do.sources import OpenSource
from ringtrue.do.stale import Range, days_in, days_of_files, with_unsettled
from ringtrue.do.updates import changed_days, updates_of
from ringtrue.do.variables import Query
from ringtrue.do.wholes import count_whole

Ranges = tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """What is now known of a source's state, to be compared with the old generation."""

    marks: tuple[FileMark, ...]
    updates: Updates | None


def count_plan(
    opened: OpenSource,
    plan: Plan,
    as_of: datetime,
    old: Generation | None,
    notes: tuple[str, ...],
) -> Generation:
    """Count every panel of a plan; raises `SourceError` if the source changes meanwhile."""
    profile = opened.profile()
    scan = prepare(opened, plan, as_of)
    change = _change(opened, plan, scan, old)
    if old is not None and old.micro > scan.now.micro:
        old = None
    stale = [
        _stale(scan, plan, number, old, change) if old else None
        for number in range(len(plan.panels))
    ]
    counted = [
        _count(scan, panel, stale[number], old.panels[number] if old else None)
        for number, panel in enumerate(plan.panels)
    ]
    read = [days_in(each) for each in stale if each is not None]
    if opened.files is not None:
        opened.files.check_unchanged(plan.source)
        notes += order_notes(change.marks or marks_of(opened.files, plan, ()), plan)
    return Generation(
        plan.key,
        as_of,
        scan.now.micro,
        profile,
        tuple(bins for _, bins in counted),
        tuple(question for question, _ in counted),
        scan.compiler.years,
        maker(),
        change.marks,
        notes,
        max(read) if read and len(read) == len(stale) else None,
        change.updates,
    )


def _change(opened: OpenSource, plan: Plan, scan: Scan, old: Generation | None) -> _Change:
    if plan.source.updated_at:
        return _Change((), updates_of(scan, plan))
    if opened.files is None or plan.source.key:
        return _Change((), None)
    return _Change(marks_of(opened.files, plan, old.files if old else ()), None)


def _count(scan: Scan, panel: Panel, ranges: Ranges | None, old: Bins | None) -> tuple[Query, Bins]:
    if isinstance(panel.lanes[0], WholeLane):
        return count_whole(scan, panel, panel.lanes[0])
    if ranges is None or old is None:
        return scan.count(panel)
    if not ranges:
        return scan.question(panel), old
    _, fresh = _rows_of(scan, panel, ranges).count(panel)
    return scan.question(panel), replaced(old, ranges, fresh)


def _stale(scan: Scan, plan: Plan, number: int, old: Generation, change: _Change) -> Ranges | None:
    """The ranges of days (both ends included) to read again; None for everything."""
    panel, bins = plan.panels[number], old.panels[number]
    if isinstance(panel.lanes[0], WholeLane):
        return None
    if change.updates is not None and old.updates is not None:
        days = changed_days(scan, plan, number, old, change.updates)
    elif change.marks and old.files:
        days = days_of_files(number, old, change.marks)
    else:
        return None
    if days is None:
        return None
    return with_unsettled(days, panel, bins)


def _rows_of(scan: Scan, panel: Panel, ranges: Ranges) -> Scan:
    """The scan over the rows of these days; the first condition lets whole blocks be skipped."""
    compiler = scan.compiler.over(scan.compiler.table)
    day = compiler.moment(panel.day).day(compiler.zone)
    near, exact = ibis.literal(False), ibis.literal(False)
    for low, high in ranges:
        if low == UNDATED:
            near, exact = near | day.isnull(), exact | day.isnull()
            continue
        exact = exact | ((day >= low) & (day <= high))
        near = near | _near(compiler.table, panel, low, high)
    table, settled = compiler.dialect.stage.settled(near=near, exact=exact)
    table = table.filter(settled["near"], settled["exact"])
    return replace(scan, compiler=scan.compiler.over(table))


def _near(table: ibis.Table, panel: Panel, low: int, high: int) -> ibis.Value:
    """A condition on the bare column, two days wide of the mark for any time zone."""
    if not isinstance(panel.day, Name):
        return ibis.literal(True)
    column = table[panel.day.column]
    ends = (EPOCH + timedelta(days=low - 2), EPOCH + timedelta(days=high + 3))
    first, last = (ibis.literal(each).cast(column.type()) for each in ends)
    return (column >= first) & (column < last)
