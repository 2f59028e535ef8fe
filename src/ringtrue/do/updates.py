"""Finding changed days by `updated_at`, for sources that rewrite rows in place.

Sound as long as every row that was written has an `updated_at` no earlier than the latest one
seen: a day whose record moved away or was deleted shows in its number of rows, and a record that
came instead has a fresh `updated_at`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import numpy as np

from ringtrue.core.source import ColumnType
from ringtrue.do.bins import UNDATED
from ringtrue.do.cube import Updates
from ringtrue.do.instants import Value
from ringtrue.do.plan import ClockLane, Plan
from ringtrue.do.scanning import Scan
from ringtrue.do.uses import end_trees

if TYPE_CHECKING:
    from ringtrue.do.compiling import Compiler
    from ringtrue.do.cube import Generation


def updates_of(scan: Scan, plan: Plan) -> Updates | None:
    """The latest update and the rows per day of each panel; None if an update is null."""
    compiler = scan.compiler.over(scan.compiler.table)
    stamp = _stamp(compiler, plan)
    table, settled = compiler.dialect.stage.settled(stamp=stamp)
    stamp = settled["stamp"]
    asked = table.aggregate(latest=stamp.max(), missing=stamp.isnull().sum())
    row = scan.opened.fetch(asked).to_pylist()[0]
    if row["missing"] or row["latest"] is None:
        return None
    return Updates(
        float(row["latest"]), tuple(_rows(scan, plan, at) for at in range(len(plan.panels)))
    )


def _stamp(compiler: Compiler, plan: Plan) -> Value:
    from ringtrue.core.expression import Name

    name = Name(plan.source.updated_at)
    if compiler.column(name.column).type in {ColumnType.TIME, ColumnType.DATE}:
        return compiler.moment(name).instant.cast("float64")
    return compiler.number(name)


def _rows(scan: Scan, plan: Plan, number: int) -> tuple[tuple[int, int], ...]:
    compiler = scan.compiler.over(scan.compiler.table)
    day = compiler.moment(plan.panels[number].day).day(compiler.zone)
    table, settled = compiler.dialect.stage.settled(day=day)
    answer = scan.opened.fetch(table.group_by(**settled).aggregate(n=lambda each: each.count()))
    days = answer["day"].fill_null(UNDATED).to_pylist()
    return tuple(sorted(zip(map(int, days), map(int, answer["n"].to_pylist()), strict=True)))


def changed_days(
    scan: Scan, plan: Plan, number: int, old: Generation, now: Updates
) -> list[tuple[int, int]] | None:
    """Days (as ranges of one) with updated rows, another number of rows, or a future end."""
    if old.updates is None or now.latest < old.updates.latest:
        return None
    compiler = scan.compiler.over(scan.compiler.table)
    panel = plan.panels[number]
    day = compiler.moment(panel.day).day(compiler.zone)
    fresh = _stamp(compiler, plan) >= old.updates.latest
    for lane in panel.lanes:
        for tree in end_trees(lane) if isinstance(lane, ClockLane) else ():
            fresh = fresh | ibis.coalesce(compiler.moment(tree).instant > old.micro, False)
    table, settled = compiler.dialect.stage.settled(day=day, fresh=fresh)
    chosen = table.select(**settled)
    answer = scan.opened.fetch(chosen.filter(chosen.fresh).select("day").distinct())
    found = set(answer["day"].fill_null(UNDATED).to_pylist())
    found |= {day for day, _ in set(old.updates.rows[number]) ^ set(now.rows[number])}
    return [(int(day), int(day)) for day in np.unique(list(found))] if found else []
