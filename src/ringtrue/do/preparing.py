"""The table that a plan counts: last rows only, and the years in which its clocks run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import ibis

from ringtrue.core.errors import SourceError
from ringtrue.core.expression import Expression, columns_of
from ringtrue.core.source import ColumnType
from ringtrue.core.standard import Between, CountPer, Holds, Standard, Uptime, Within
from ringtrue.do.clocks import now_of
from ringtrue.do.compiling import Compiler
from ringtrue.do.engine import FILE, ROW
from ringtrue.do.instants import Dialect, Stage, Value, Years
from ringtrue.do.plan import ClockLane, Due, FlagLane, Lane, Panel, Plan, ValueLane, WholeLane
from ringtrue.do.scanning import Scan
from ringtrue.do.sources import OpenSource
from ringtrue.do.zones import FIRST_YEAR, LAST_YEAR, jumps


def prepare(opened: OpenSource, plan: Plan, as_of: datetime, *, native: bool = True) -> Scan:
    """Everything that the panels of a plan are counted with.

    `native=False` keeps to portable SQL where the embedded engine could do better.
    """
    source = plan.source
    now = now_of(as_of, source.time_zone)
    years = _years(opened, plan, as_of.year)
    table = _last_rows(opened)
    dialect = Dialect(native and opened.native, Stage(table))
    compiler = Compiler(
        table, opened.columns, source.name, source.time_zone, years, dialect, _names(plan)
    )
    return Scan(opened, compiler, now)


def _names(plan: Plan) -> str:
    names = [reading.standard for reading in plan.readings]
    return names[0] if len(names) == 1 else ""


def _years(opened: OpenSource, plan: Plan, this_year: int) -> Years:
    """The years that the moments of a plan lie in, for the clock changes to look up."""
    zones = {plan.source.time_zone} | set(_working_zones(plan))
    if not any(jumps(zone, FIRST_YEAR, LAST_YEAR) for zone in zones - {"UTC"}):
        return Years(this_year, this_year)
    kinds = {each.name: each.type for each in opened.columns}
    moments = {ColumnType.TIME, ColumnType.DATE}
    used = sorted(name for name in plan_columns(plan) if kinds.get(name) in moments)
    ends = {
        f"{name}_{end}": getattr(opened.table[name], end)().year()
        for name in used
        for end in ("min", "max")
    }
    found = [this_year]
    if ends:
        row = opened.fetch(opened.table.aggregate(**ends)).to_pylist()[0]
        found += [year for year in row.values() if year is not None]
    first, last = max(min(found) - 1, FIRST_YEAR), min(max(found) + 2, LAST_YEAR)
    return Years(min(first, LAST_YEAR), max(last, FIRST_YEAR))


def _working_zones(plan: Plan) -> Iterator[str]:
    for panel in plan.panels:
        for lane in panel.lanes:
            if isinstance(lane, ClockLane):
                due = lane.start.working if isinstance(lane.start, Due) else None
                yield from (each.zone for each in (lane.working, due) if each)


def plan_columns(plan: Plan) -> frozenset[str]:
    """Every column that a plan reads."""
    found = set(plan.source.key) | ({plan.source.updated_at} - {""})
    for panel in plan.panels:
        found |= panel_columns(panel)
    return frozenset(found)


def panel_columns(panel: Panel) -> frozenset[str]:
    """Every column that a panel reads."""
    trees = [panel.day, *(tree for lane in panel.lanes for tree in _trees(lane))]
    return frozenset(panel.segments).union(*map(columns_of, trees))


def end_trees(lane: ClockLane) -> Iterator[Expression]:
    """The moments that decide whether a record of this lane is over."""
    yield lane.end
    if isinstance(lane.start, Due):
        test = lane.start.standard.test
        yield test.end if isinstance(test, Within) else lane.start.day


def _trees(lane: Lane) -> Iterable[Expression]:
    yield from filter(None, (lane.population.selected, lane.population.void))
    match lane:
        case ClockLane(start=Due(standard=standard, day=day), end=end):
            yield from (end, day, *_standard_trees(standard))
        case ClockLane(start=start, end=end):
            yield from (each for each in (start, end) if not isinstance(each, Due))
        case ValueLane(value):
            yield value
        case FlagLane(condition):
            yield condition
        case WholeLane(standard):
            yield from _standard_trees(standard)


def _standard_trees(standard: Standard) -> Iterator[Expression]:
    yield from filter(None, (standard.population, standard.void, standard.day))
    match standard.test:
        case Within(start, end) | Uptime(start, end):
            yield from (start, end)
        case Holds(tree) | Between(tree) | CountPer(tree):
            yield tree
        case _:
            return


def _last_rows(opened: OpenSource) -> Value:
    """Of several rows with one key the last; a row whose key has a null stands for itself."""
    table, keys = opened.table, list(opened.source.key)
    if not keys or not _has_twins(opened):
        return table
    order = []
    if opened.source.updated_at:
        order.append(ibis.desc(table[opened.source.updated_at], nulls_first=False))
    if opened.native:
        order += [ibis.desc(table[FILE]), ibis.desc(table[ROW])]
    elif not order:
        message = "Some keys have several rows and nothing says which is the last"
        cure = "Name the column that says when a row was written, as updated_at."
        raise SourceError(message, where=opened.source.name, cure=cure)
    else:
        order += [table[each.name] for each in opened.columns]
    rank = ibis.row_number().over(group_by=[table[key] for key in keys], order_by=order)
    ranked = table.mutate(ringtrue_rank=rank)
    lone = ranked[keys[0]].isnull()
    for key in keys[1:]:
        lone = lone | ranked[key].isnull()
    return ranked.filter((ranked.ringtrue_rank == 0) | lone).drop("ringtrue_rank")


def _has_twins(opened: OpenSource) -> bool:
    table, keys = opened.table, list(opened.source.key)
    full = table
    for key in keys:
        full = full.filter(full[key].notnull())
    counted = full.group_by(keys).aggregate(ringtrue_n=lambda each: each.count())
    most = opened.fetch(counted.aggregate(most=counted.ringtrue_n.max())).to_pylist()[0]["most"]
    return most is not None and most > 1
