"""One grouped query for a panel.

DuckDB fills a histogram per lane in one pass over the rows; any other engine gets one grouped
count per lane over a tree of comparisons. Both give the same bins.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import ibis
import ibis.expr.datatypes as dt

from ringtrue.do.answers import read_grouped, read_histograms
from ringtrue.do.bins import Bins
from ringtrue.do.clocks import Now
from ringtrue.do.compiling import Compiler
from ringtrue.do.engine import in_steps
from ringtrue.do.instants import Value, staircase
from ringtrue.do.lanes import Lanes
from ringtrue.do.plan import ClockLane, FlagLane, Lane, Panel, Population, ValueLane, folded_edges
from ringtrue.do.sources import OpenSource
from ringtrue.do.variables import Query, Variables, edges, edges_in, query_with, variable
from ringtrue.do.zones import Steps

MISSING_SEGMENT = "(missing)"


@dataclass(frozen=True, slots=True)
class Scan:
    """Counts one panel after another over one open table."""

    opened: OpenSource
    compiler: Compiler
    now: Now
    moments: Variables

    def query(self, panel: Panel) -> tuple[Panel, Value]:
        """The panel's grouped query; a population that all lanes share becomes its filter."""
        compiler = self.compiler.over(self.compiler.table)
        shared = {lane.population.selected for lane in panel.lanes}
        if len(shared) == 1 and (only := shared.pop()) is not None:
            chosen = compiler.condition(only)
            table, settled = compiler.dialect.stage.settled(chosen=chosen)
            compiler = compiler.over(table.filter(settled["chosen"]))
            panel = replace(panel, lanes=tuple(map(_for_everyone, panel.lanes)))
        day = compiler.moment(panel.day).day(compiler.zone)
        keys = {"day": day} | {
            f"segment_{index}": segment_text(compiler, name, panel.place)
            for index, name in enumerate(panel.segments)
        }
        lanes = Lanes(compiler, self.now)
        build = _native if compiler.dialect.native else _portable
        return panel, build(keys, panel, lanes)

    def text(self, query: Value) -> str:
        """The query as the engine gets it."""
        with in_steps():
            return str(self.opened.backend.compile(query, pretty=True))

    def question(self, panel: Panel) -> Query:
        """What is asked for a panel."""
        return self._question(*self.query(panel))

    def count(self, panel: Panel) -> tuple[Query, Bins]:
        """Run the panel; answers what was asked and the bins."""
        chosen, query = self.query(panel)
        question = self._question(chosen, query)
        if self.compiler.dialect.native:
            return question, read_histograms(self.opened.ask(question), panel)
        return question, read_grouped(self.opened.fetch(query), panel)

    def _question(self, panel: Panel, query: Value) -> Query:
        native = self.compiler.dialect.native
        return query_with(self.moments + edges(panel) if native else (), self.text(query))


def segment_text(compiler: Compiler, name: str, place: str) -> Value:
    """A segment's value as text; null reads "(missing)". `place` is where it is asked for."""
    value = compiler.column(name, place).value
    text = value if value.type().is_string() else value.cast("string")
    return ibis.coalesce(text, MISSING_SEGMENT)


def _for_everyone(lane: Lane) -> Lane:
    return replace(lane, population=Population(None, lane.population.void))


def _native(keys: dict[str, Value], panel: Panel, lanes: Lanes) -> Value:
    counts: dict[str, Value] = {}
    for index, lane in enumerate(panel.lanes):
        name = f"lane_{index}"
        if isinstance(lane, ClockLane):
            counts[name] = _binned(lanes.clock(lane), index, dt.int64)
            continue
        if isinstance(lane, ValueLane):
            counts[name] = _binned(lanes.value(lane), index, dt.float64)
        elif isinstance(lane, FlagLane):
            flag = lanes.flag(lane)
            counts[f"{name}_kept"] = _count_if()(flag)
            counts[f"{name}_broken"] = _count_if()(~flag)
        counts |= _totals(name, lane, lanes)
    table, settled = lanes.compiler.dialect.stage.settled(**keys, **counts)
    grouped = table.group_by(**{name: settled[name] for name in keys})
    counted = grouped.aggregate(**{name: settled[name] for name in counts})
    lists = {
        f"lane_{index}": _map_values(_kind(lane))(counted[f"lane_{index}"])
        for index, lane in enumerate(panel.lanes)
        if isinstance(lane, ClockLane | ValueLane)
    }
    return counted.mutate(**lists) if lists else counted


def _totals(name: str, lane: Lane, lanes: Lanes) -> dict[str, Value]:
    selected, void = lanes.selected(lane.population), lanes.void(lane.population)
    total = (lambda each: each.count()) if selected is None else _count_if()(selected)
    found = {f"{name}_total": total}
    if void is not None:
        both = void if selected is None else selected & void
        found[f"{name}_void"] = _count_if()(both)
    return found


def _binned(value: Value, index: int, kind: Any) -> Value:
    return _histogram(kind)(value, variable(edges_in(index), dt.Array(kind)))


@cache
def _histogram(kind: Any) -> Any:
    def histogram(x: Any, edges: Any) -> Any: ...

    signature = ((kind, dt.Array(kind)), dt.Map(kind, dt.int64))
    return ibis.udf.agg.builtin(histogram, name="histogram", signature=signature)


@cache
def _count_if() -> Any:
    def count_if(x: Any) -> Any: ...

    return ibis.udf.agg.builtin(count_if, name="count_if", signature=((dt.boolean,), dt.int64))


def _kind(lane: Lane) -> Any:
    return dt.int64 if isinstance(lane, ClockLane) else dt.float64


@cache
def _map_values(kind: Any) -> Any:
    def map_values(x: Any) -> Any: ...

    signature = ((dt.Map(kind, dt.int64),), dt.Array(dt.int64))
    return ibis.udf.scalar.builtin(map_values, name="map_values", signature=signature)


def _portable(keys: dict[str, Value], panel: Panel, lanes: Lanes) -> Value:
    bins = {f"bin_{index}": bin_of(lane, lanes) for index, lane in enumerate(panel.lanes)}
    table, settled = lanes.compiler.dialect.stage.settled(**keys, **bins)
    parts = []
    for index in range(len(panel.lanes)):
        chosen = {name: settled[name] for name in keys}
        numbered = table.select(**chosen, bin=settled[f"bin_{index}"])
        counted = numbered.filter(numbered.bin.notnull()).group_by([*keys, "bin"])
        rows = counted.aggregate(count=lambda each: each.count())
        parts.append(rows.mutate(lane=ibis.literal(index, "int64")))
    return ibis.union(parts[0], *parts[1:]) if parts[1:] else parts[0]


def bin_of(lane: Lane, lanes: Lanes) -> Value:
    """The number of the bin that a record lies in; null outside the population."""
    if isinstance(lane, ClockLane):
        starts = tuple(edge + 1 for edge in folded_edges(lane)[:-1])
        number = lanes.compiler.dialect.keep(lanes.clock(lane))
        found = staircase(number, Steps(starts, tuple(range(len(starts) + 1))))
        return ibis.ifelse(number.isnull(), ibis.null("int64"), found)
    first: list[tuple[Value, Any]] = []
    void, selected = lanes.void(lane.population), lanes.selected(lane.population)
    if isinstance(lane, ValueLane):
        value, missing = lanes.compiler.dialect.keep(lanes.value(lane)), len(lane.edges) + 1
        starts_ = tuple(math.nextafter(edge, math.inf) for edge in lane.edges)
        held = staircase(value, Steps(starts_, tuple(range(len(starts_) + 1))))
        first.append((value.notnull(), held))
    elif isinstance(lane, FlagLane):
        flag, missing = lanes.flag(lane), 2
        first += [(flag, 0), (~flag, 1)]
    else:
        raise AssertionError("whole lanes are counted elsewhere")
    if void is not None:
        first.insert(0, (void, missing + 1))
    bin_ = ibis.cases(*first, else_=missing).cast("int64")
    return bin_ if selected is None else ibis.ifelse(selected, bin_, ibis.null("int64"))
