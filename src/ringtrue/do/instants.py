"""Moments as whole microseconds, in expressions that every engine computes alike.

An instant counts from 1970-01-01 00:00 UTC, a wall clock from 1970-01-01 00:00 on the clock of a
zone. Only integers are compared after that: no engine's idea of time zones, intervals or days
enters. A time without a zone is the wall clock of its source's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops

from ringtrue.do.zones import DAY, MICRO, Steps, Years, offsets_by_instant, offsets_by_wall

Value = Any
"""An ibis value; ibis has no types of its own to name."""


ALL = 2**62
"""More rows than any table has."""


class Stage:
    """Values that are used more than once become columns of their own, built level by level.

    Without that a value made of values made of values would be written out many times over. While
    expressions are made a kept value is stood for by a holder; `settled` puts the columns in.

    A planner like that of PostgreSQL writes them out again where they are used, and then works for
    minutes: `fenced` levels take all rows by a limit, which it does not look behind.
    """

    def __init__(self, table: Value, *, fenced: bool = False) -> None:
        self._table, self._fenced = table, fenced
        self._kept: dict[Any, tuple[Value, int]] = {}
        self._levels: list[dict[Any, tuple[str, Value]]] = []

    def keep(self, value: Value) -> Value:
        """A holder for the value."""
        key = value.op()
        if key not in self._kept:
            inner = [self._level(each) for each in key.find(ops.Field)]
            level, name = max(inner, default=-1) + 1, f"step_{len(self._kept) + 1}"
            holder = ibis.table({name: value.type()}, name=f"holder_{name}")[name]
            self._kept[key] = holder, level
            self._levels.extend({} for _ in range(level + 1 - len(self._levels)))
            self._levels[level][holder.op()] = name, value
        return self._kept[key][0]

    def _level(self, field: Any) -> int:
        for number, level in enumerate(self._levels):
            if field in level:
                return number
        return -1

    def settled(self, **values: Value) -> tuple[Value, dict[str, Value]]:
        """The table with all kept values as columns, and these values over it."""
        table = self._table
        found: dict[Any, Any] = {}
        for level in self._levels:
            columns = {name: _with(found, value) for name, value in level.values()}
            table = table.mutate(**columns)
            if self._fenced:
                table = table.limit(ALL)
            found |= {holder: table[name].op() for holder, (name, _) in level.items()}
        return table, {name: _with(found, value) for name, value in values.items()}


def _with(found: dict[Any, Any], value: Value) -> Value:
    if callable(value) or not found:
        return value
    return value.op().replace(found).to_expr()


@dataclass(frozen=True, slots=True)
class Dialect:
    """What we may use of the engine: `native` is DuckDB, anything else gets portable SQL."""

    native: bool
    stage: Stage

    def keep(self, value: Value) -> Value:
        """A value that is used more than once."""
        return self.stage.keep(value)


@dataclass(frozen=True, slots=True)
class Moment:
    """One column of moments: as instants, and as a date without a time or not."""

    epoch: Value
    zoned: bool
    is_date: bool
    zone: str
    years: Years
    dialect: Dialect

    @property
    def instant(self) -> Value:
        """Microseconds since 1970 UTC."""
        if self.zoned:
            return self.epoch
        steps = offsets_by_wall(self.zone, self.years.first, self.years.last)
        return shifted(self.epoch, steps, -1, self.dialect)

    def wall(self, zone: str) -> Value:
        """Microseconds on the wall clock of a zone."""
        if not self.zoned and zone == self.zone:
            return self.epoch
        return wall_of(self.instant, zone, self.years, self.dialect)

    def day(self, zone: str) -> Value:
        """Day number on the calendar of a zone; a date without a time is that day in any zone."""
        if self.is_date:
            return day_of(self.epoch, self.dialect)
        return day_of(self.wall(zone), self.dialect)


def moment(value: Value, zone: str, years: Years, dialect: Dialect) -> Moment:
    """Read a date or timestamp column; `zone` is that of the source."""
    kind = value.type()
    zoned = kind.is_timestamp() and kind.timezone is not None
    epoch = _epoch(value, dialect)
    return Moment(epoch, zoned, kind.is_date(), zone, years, dialect)


def wall_of(instant: Value, zone: str, years: Years, dialect: Dialect) -> Value:
    """The wall clock of a zone at an instant."""
    return shifted(instant, offsets_by_instant(zone, years.first, years.last), 1, dialect)


def day_of(wall: Value, dialect: Dialect) -> Value:
    """The day number of a wall clock."""
    return divided(wall + 3_000_000 * DAY, DAY, dialect) - 3_000_000


def _epoch(value: Value, dialect: Dialect) -> Value:
    if dialect.native:
        return _builtin("epoch_us", (dt.timestamp,), dt.int64)(value)
    time = value.cast("timestamp") if value.type().is_date() else value
    seconds = time.truncate("s").epoch_seconds().cast("float64").cast("int64")
    return seconds * MICRO + time.microsecond().cast("float64").cast("int64")


@cache
def _builtin(name: str, arguments: tuple[Any, ...], result: Any) -> Any:
    """A function of DuckDB by name, as an ibis function."""

    def one(x: Any) -> Any: ...

    def two(x: Any, y: Any) -> Any: ...

    function = two if arguments[1:] else one
    return ibis.udf.scalar.builtin(function, name=name, signature=(arguments, result))


def divided(x: Value, by: int, dialect: Dialect) -> Value:
    """Whole quotient of a non-negative number; exact, though other engines divide in floats."""
    if not dialect.native:
        return ((x - x % by) / by).round().cast("int64")
    return _builtin("divide", (dt.int64, dt.int64), dt.int64)(x, by)


@dataclass(frozen=True, slots=True)
class Civil:
    """A wall clock as a month (counted from year 0), day of month, and that month's length."""

    month: Value
    day: Value
    last_day: Value


def civil(wall: Value, dialect: Dialect) -> Civil:
    """The calendar date of a wall clock."""
    time = _timestamp(wall, dialect)
    year, month = time.year(), time.month()
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    february = ibis.ifelse(leap, 29, 28)
    length = ibis.cases((month == 2, february), (month.isin([4, 6, 9, 11]), 30), else_=31)
    return Civil(
        year.cast("int64") * 12 + month.cast("int64"),
        time.day().cast("int64"),
        length.cast("int64"),
    )


def months_later(wall: Value, months: int, dialect: Dialect) -> Value:
    """The same time so many months later, on the last day of a shorter month."""
    later = _epoch(_timestamp(wall, dialect) + ibis.interval(months=months), dialect)
    return later if dialect.native else later + wall - _seconds(wall, dialect) * MICRO


def _timestamp(wall: Value, dialect: Dialect) -> Value:
    """A wall clock as a timestamp; to the second on any engine but our own."""
    if dialect.native:
        return _builtin("make_timestamp", (dt.int64,), dt.timestamp)(wall)
    start = ibis.literal(datetime(1970, 1, 1), "timestamp")
    return start + _seconds(wall, dialect).as_interval("s")


def _seconds(wall: Value, dialect: Dialect) -> Value:
    return divided(wall + 3_000_000 * DAY, MICRO, dialect) - 3_000_000 * DAY // MICRO


def shifted(x: Value, steps: Steps, sign: int, dialect: Dialect) -> Value:
    """`x` plus (or minus) the step of the staircase that it stands on."""
    if not steps.starts and not steps.values[0]:
        return x
    signed = Steps(steps.starts, tuple(sign * each for each in steps.values))
    return dialect.keep(x + staircase(x, signed))


def staircase(x: Value, steps: Steps) -> Value:
    """The value of a staircase at `x`, as a balanced tree of comparisons."""
    if not steps.starts:
        return ibis.literal(steps.values[0], "int64")
    middle = len(steps.starts) // 2
    below = Steps(steps.starts[:middle], steps.values[: middle + 1])
    above = Steps(steps.starts[middle + 1 :], steps.values[middle + 1 :])
    return ibis.ifelse(x < steps.starts[middle], staircase(x, below), staircase(x, above))
