"""Reading the calls: when each came, how long it waited, whether it was taken, how long it took."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import ibis
import numpy as np

from ringtrue.core.calls import CallColumns
from ringtrue.core.errors import SourceError
from ringtrue.core.expression import Name
from ringtrue.core.source import Source
from ringtrue.do.compiling import Compiler
from ringtrue.do.instants import Value
from ringtrue.do.plan import Plan
from ringtrue.do.preparing import prepare
from ringtrue.do.scanning import Scan
from ringtrue.do.sources import open_source
from ringtrue.do.zones import MICRO, years_around
from ringtrue.stats.arrays import BoolArray, FloatArray, IntArray

WEEKS = 52
"""Older calls tell of other callers."""
_WEEK = 7 * 86_400 * MICRO


@dataclass(frozen=True, slots=True, eq=False)
class CallRecords:
    """The calls of the last year, in the order of their coming; arrays of shape (calls,).

    Attributes:
        source: Name of the source.
        zone: IANA name of the zone whose clock `arrived` shows.
        arrived: Wall clock of the coming, microseconds since 1970-01-01 00:00.
        wait: Seconds until taken or given up; NaN where that is not known.
        taken: Whether a person took it.
        gave_up: Whether the caller did; neither is a call that is still waiting.
        handled: Seconds from being taken to the end; NaN where not taken or not ended.
        caller: A number for each caller, -1 where nobody knows who.
        left_out: Calls whose times run backwards, which are in none of the arrays.
    """

    source: str
    zone: str
    arrived: IntArray
    wait: FloatArray
    taken: BoolArray
    gave_up: BoolArray
    handled: FloatArray
    caller: IntArray
    left_out: int

    def __len__(self) -> int:
        return len(self.arrived)


def read_calls(
    source: Source, columns: CallColumns, *, folder: Path, as_of: datetime
) -> CallRecords:
    """The calls of the `WEEKS` before `as_of`; none is an answer, too.

    Raises `SourceError` when the source cannot be read, is empty, or lacks a column, and when more
    calls run backwards in time than forwards: then columns were taken for each other.
    """
    with open_source(source, folder) as opened:
        scan = prepare(opened, Plan(source, (), ()), as_of, native=False)
        asked = _Asked(scan, over_years(scan, columns.arrived), columns)
        found = opened.fetch(asked.query())
    told = {name: found.column(name).to_numpy(zero_copy_only=False) for name in found.column_names}
    return _records(source, columns, told)


def over_years(scan: Scan, column: str) -> Compiler:
    """The compiler that knows the clock changes of all years in which calls came."""
    value = scan.compiler.table[scan.compiler.column(column).value.get_name()]
    years = scan.opened.fetch(
        scan.compiler.table.aggregate(first=value.min().year(), last=value.max().year())
    ).to_pylist()[0]
    known = [each for each in years.values() if each is not None]
    return replace(scan.compiler, years=years_around([*known, scan.compiler.years.last]))


@dataclass(frozen=True, slots=True)
class _Asked:
    """One source of calls and what its columns are."""

    scan: Scan
    compiler: Compiler
    columns: CallColumns

    def query(self) -> Value:
        """A row for each call, sorted by its coming, then by everything else."""
        compiler, columns = self.compiler, self.columns
        arrived = compiler.moment(Name(columns.arrived, columns.place))
        answered, ended = (
            compiler.moment(Name(name, columns.place)).instant
            for name in (columns.answered, columns.ended)
        )
        gave_up = answered.isnull() & ended.notnull()
        if columns.abandoned:
            gave_up = gave_up & compiler.condition(Name(columns.abandoned, columns.place))
        caller = compiler.text(Name(columns.caller, columns.place)) if columns.caller else None
        table, values = compiler.dialect.stage.settled(
            came=arrived.instant,
            arrived=arrived.wall(compiler.zone),
            wait=_seconds(ibis.coalesce(answered, ended) - arrived.instant),
            taken=answered.notnull(),
            gave_up=gave_up,
            handled=_seconds(ended - answered),
            caller=ibis.literal("") if caller is None else ibis.coalesce(caller, ""),
        )
        now = self.scan.now.micro
        rows = table.select(**values)
        rows = rows.filter((rows.came <= now) & (rows.came > now - WEEKS * _WEEK))
        return rows.order_by(["came", "wait", "handled", "caller"])


def _seconds(micro: Value) -> Value:
    return micro.cast("float64") / MICRO


def _records(
    source: Source,
    columns: CallColumns,
    told: dict[str, np.ndarray[tuple[int], np.dtype[np.generic]]],
) -> CallRecords:
    wait, handled = (np.asarray(told[name], dtype=np.float64) for name in ("wait", "handled"))
    taken, gave_up = (np.asarray(told[name], dtype=np.bool_) for name in ("taken", "gave_up"))
    wait = np.where(taken | gave_up, wait, np.nan)
    backwards = (wait < 0) | (handled < 0)
    if backwards.sum() * 2 > len(wait):
        what = f"{int(backwards.sum()):,} of {len(wait):,} calls end before they begin"
        cure = "Name the columns arrived, answered and ended in this order under calls:"
        raise SourceError(what, where=columns.place or source.name, cure=cure)
    names = np.asarray(told["caller"], dtype=np.str_)
    _, caller = np.unique(names, return_inverse=True)
    caller = np.where(names == "", -1, caller).astype(np.int64)
    arrived = np.asarray(told["arrived"], dtype=np.int64)
    kept = ~backwards
    return CallRecords(
        source=source.name,
        zone=source.time_zone,
        arrived=arrived[kept],
        wait=wait[kept],
        taken=taken[kept],
        gave_up=gave_up[kept],
        handled=handled[kept],
        caller=caller[kept],
        left_out=int(backwards.sum()),
    )
