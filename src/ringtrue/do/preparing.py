"""The table that a plan counts: last rows only, and the years in which its clocks run."""

from __future__ import annotations

from datetime import datetime

import ibis

from ringtrue.core.errors import SourceError
from ringtrue.core.source import ColumnType
from ringtrue.do.clocks import Now
from ringtrue.do.compiling import Compiler
from ringtrue.do.engine import FILE, ROW
from ringtrue.do.instants import Dialect, Stage, Value
from ringtrue.do.plan import Plan
from ringtrue.do.scanning import Scan
from ringtrue.do.sources import OpenSource
from ringtrue.do.uses import plan_columns, zones_of
from ringtrue.do.variables import instant_of, moments
from ringtrue.do.zones import FIRST_YEAR, LAST_YEAR, Years, jumps, years_around


def prepare(opened: OpenSource, plan: Plan, as_of: datetime, *, native: bool = True) -> Scan:
    """Everything that the panels of a plan are counted with.

    `native=False` keeps to portable SQL where the embedded engine could do better.
    """
    source = plan.source
    native = native and opened.native
    now = Now(instant_of(as_of, source.time_zone), native)
    years = _years(opened, plan, as_of.year)
    table = _last_rows(opened)
    dialect = Dialect(native, Stage(table, fenced=not native))
    compiler = Compiler(
        table, opened.columns, source.name, source.time_zone, years, dialect, _names(plan)
    )
    bound = moments(now.micro, zones_of(plan)) if native else ()
    return Scan(opened, compiler, now, bound)


def _names(plan: Plan) -> str:
    names = [reading.standard for reading in plan.readings]
    return names[0] if len(names) == 1 else ""


def _years(opened: OpenSource, plan: Plan, this_year: int) -> Years:
    """The years that the moments of a plan lie in, for the clock changes to look up."""
    if not any(jumps(zone, FIRST_YEAR, LAST_YEAR) for zone in zones_of(plan) - {"UTC"}):
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
    return years_around(found)


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
