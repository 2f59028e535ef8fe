"""Working time in the engine: the closed form of `calendars` as an expression."""

from __future__ import annotations

from itertools import accumulate, groupby

import ibis

from ringtrue.do.calendars import MONDAY_SHIFT, Working
from ringtrue.do.instants import Dialect, Value, day_of, divided, staircase
from ringtrue.do.zones import DAY, Steps, Years


def working_days(day: Value, working: Working, dialect: Dialect) -> Value:
    """Working days up to and including a day; the mirror of `Working.working_days`."""
    day = dialect.keep(day)
    week, weekday = _week(day, dialect)
    before = working.days_before
    pattern = week * before[6] + staircase(weekday, Steps(tuple(range(1, 7)), before))
    holidays = _counted(working.holidays, (1,) * len(working.holidays))
    return dialect.keep(pattern - staircase(day, holidays))


def open_elapsed(
    instant: Value, wall: Value, working: Working, years: Years, dialect: Dialect
) -> Value:
    """Opening time before a moment, clock changes included; mirrors `Working.open_elapsed`."""
    day = dialect.keep(day_of(wall, dialect))
    week, weekday = _week(day, dialect)
    before = working.time_before
    total = week * before[7] + staircase(weekday, Steps(tuple(range(1, 7)), before[:7]))
    holidays = working.holidays
    lost = tuple(working.open_time((each + MONDAY_SHIFT) % 7) for each in holidays)
    total = total - staircase(day - 1, _counted(holidays, lost))
    today = _today(weekday, wall - day * DAY, working)
    if holidays:
        today = ibis.ifelse(day.isin(list(holidays)), 0, today)
    corrections = working.corrections(years.first, years.last)
    if corrections.starts:
        today = today + staircase(instant, corrections)
    return dialect.keep(total + today)


def _week(day: Value, dialect: Dialect) -> tuple[Value, Value]:
    shifted = day + MONDAY_SHIFT
    week = divided(shifted, 7, dialect)
    return week, dialect.keep(shifted - week * 7)


def _counted(starts: tuple[int, ...], amounts: tuple[int, ...]) -> Steps:
    return Steps(starts, (0, *accumulate(amounts)))


def _today(weekday: Value, into: Value, working: Working) -> Value:
    """Opening time of the day begun; weekdays in a row with the same hours share a branch."""
    starts: list[int] = []
    branches: list[Value] = []
    for _, days in groupby(range(7), key=lambda day: working.hours[day]):
        first = next(days)
        starts.append(first)
        parts = [_clipped(into, *each) for each in working.hours[first]]
        branches.append(sum(parts[1:], parts[0]) if parts else ibis.literal(0, "int64"))
    cases = [(weekday >= start, branch) for start, branch in zip(starts, branches, strict=True)]
    return ibis.cases(*reversed(cases[1:]), else_=branches[0]) if cases[1:] else branches[0]


def _clipped(into: Value, opens: int, closes: int) -> Value:
    return ibis.cases((into < opens, 0), (into > closes, closes - opens), else_=into - opens)
