"""One grouped query for a panel, and its answer as bins.

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
import numpy as np

from ringtrue.do.bins import UNDATED, Bins, Ints, bins_of, ints_of
from ringtrue.do.clocks import Now
from ringtrue.do.compiling import Compiler
from ringtrue.do.engine import in_steps
from ringtrue.do.instants import Value, staircase
from ringtrue.do.lanes import OPEN, TOP, VOID, Lanes
from ringtrue.do.plan import ClockLane, FlagLane, Lane, Panel, Population, ValueLane
from ringtrue.do.sources import OpenSource
from ringtrue.do.zones import Steps

MISSING_SEGMENT = "(missing)"


@dataclass(frozen=True, slots=True)
class Scan:
    """Counts one panel after another over one open table."""

    opened: OpenSource
    compiler: Compiler
    now: Now

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
            f"segment_{index}": segment_text(compiler, name)
            for index, name in enumerate(panel.segments)
        }
        lanes = Lanes(compiler, self.now)
        build = _native if compiler.dialect.native else _portable
        return panel, build(keys, panel, lanes)

    def text(self, query: Value) -> str:
        """The query as the engine gets it."""
        with in_steps():
            return str(self.opened.backend.compile(query, pretty=True))

    def count(self, panel: Panel) -> tuple[str, Bins]:
        """Run the panel; answers the query's text and the bins."""
        panel, query = self.query(panel)
        text = self.text(query)
        if self.compiler.dialect.native:
            return text, _read_native(self.opened.run(text), panel)
        return text, _read_portable(self.opened.fetch(query), panel)


def segment_text(compiler: Compiler, name: str) -> Value:
    """A segment's value as text; null reads "(missing)"."""
    value = compiler.column(name).value
    text = value if value.type().is_string() else value.cast("string")
    return ibis.coalesce(text, MISSING_SEGMENT)


def _for_everyone(lane: Lane) -> Lane:
    return replace(lane, population=Population(None, lane.population.void))


def edges_of(lane: ClockLane) -> list[int]:
    """The upper ends of a clock lane's bins, in the order of the bins."""
    decided = [*lane.edges, TOP]
    return [*decided, *(OPEN + edge for edge in decided), VOID]


def _native(keys: dict[str, Value], panel: Panel, lanes: Lanes) -> Value:
    counts: dict[str, Value] = {}
    for index, lane in enumerate(panel.lanes):
        name = f"lane_{index}"
        if isinstance(lane, ClockLane):
            counts[name] = _histogram(dt.int64)(lanes.clock(lane), edges_of(lane))
            continue
        if isinstance(lane, ValueLane):
            edges = [*lane.edges, math.inf]
            counts[name] = _histogram(dt.float64)(lanes.value(lane), edges)
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


def _read_native(answer: Any, panel: Panel) -> Bins:
    groups = answer.num_rows
    cells = []
    for index, lane in enumerate(panel.lanes):
        matrix = _matrix(answer, f"lane_{index}", lane, groups)
        group, bin_ = np.nonzero(matrix)
        cells.append((index, group, bin_, matrix[group, bin_]))
    return bins_of(_segments(answer, panel), ints_of(answer["day"], UNDATED), cells)


def _matrix(answer: Any, name: str, lane: Lane, groups: int) -> Ints:
    """Groups by bins."""
    if isinstance(lane, ClockLane):
        return _lists(answer[name], groups, lane.bins)
    total = ints_of(answer[f"{name}_total"], 0)
    void = ints_of(answer[f"{name}_void"], 0) if f"{name}_void" in answer.column_names else 0
    if isinstance(lane, ValueLane):
        counts = _lists(answer[name], groups, len(lane.edges) + 1)
    else:
        kept, broken = answer[f"{name}_kept"], answer[f"{name}_broken"]
        counts = np.stack([ints_of(kept, 0), ints_of(broken, 0)], axis=1)
    missing = total - counts.sum(axis=1) - void
    columns = [counts, missing[:, None], (missing * 0 + void)[:, None]]
    if isinstance(lane, FlagLane):
        columns.append(np.zeros((groups, 1), np.int64))
    return np.concatenate(columns, axis=1)


def _lists(column: Any, groups: int, width: int) -> Ints:
    """A column of lists of one length as a matrix; a null list is all zeros."""
    import pyarrow.compute as pc

    matrix = np.zeros((groups, width), np.int64)
    lists = column.combine_chunks()
    filled = ints_of(pc.list_value_length(lists)) > 0
    matrix[filled] = ints_of(lists.flatten()).reshape(-1, width)
    return matrix


def _segments(answer: Any, panel: Panel) -> list[tuple[str, ...]]:
    if not panel.segments:
        return [()] * int(answer.num_rows)
    columns = [answer[f"segment_{index}"].to_pylist() for index in range(len(panel.segments))]
    return list(zip(*columns, strict=True))


def _portable(keys: dict[str, Value], panel: Panel, lanes: Lanes) -> Value:
    bins = {f"bin_{index}": _bin(lane, lanes) for index, lane in enumerate(panel.lanes)}
    table, settled = lanes.compiler.dialect.stage.settled(**keys, **bins)
    parts = []
    for index in range(len(panel.lanes)):
        chosen = {name: settled[name] for name in keys}
        numbered = table.select(**chosen, bin=settled[f"bin_{index}"])
        counted = numbered.filter(numbered.bin.notnull()).group_by([*keys, "bin"])
        rows = counted.aggregate(count=lambda each: each.count())
        parts.append(rows.mutate(lane=ibis.literal(index, "int64")))
    return ibis.union(parts[0], *parts[1:]) if parts[1:] else parts[0]


def _bin(lane: Lane, lanes: Lanes) -> Value:
    """The number of the bin that a record lies in; null outside the population."""
    if isinstance(lane, ClockLane):
        starts = tuple(edge + 1 for edge in edges_of(lane)[:-1])
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


def _read_portable(answer: Any, panel: Panel) -> Bins:
    lane, bin_, count = (ints_of(answer[name], 0) for name in ("lane", "bin", "count"))
    cells = []
    for index in range(len(panel.lanes)):
        group = np.flatnonzero(lane == index)
        cells.append((index, group, bin_[group], count[group]))
    return bins_of(_segments(answer, panel), ints_of(answer["day"], UNDATED), cells)
