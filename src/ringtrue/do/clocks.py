"""How long something took, on every scale that a promise can use, as whole numbers.

`distance` answers the smallest limit (in the numbers of `Scale`) under which the end is still in
time; it grows with the end, so one comparison with an edge decides any limit of that scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

import ibis
import ibis.expr.datatypes as dt

from ringtrue.core.errors import SourceError
from ringtrue.do.calendars import MONDAY_SHIFT, Working
from ringtrue.do.instants import (
    Dialect,
    Moment,
    Value,
    civil,
    day_of,
    divided,
    months_later,
    staircase,
)
from ringtrue.do.plan import Scale
from ringtrue.do.variables import INSTANT, day_in, variable, wall_in
from ringtrue.do.working import open_elapsed, working_days
from ringtrue.do.zones import (
    DAY,
    Steps,
    Years,
    offsets_by_instant,
    offsets_by_wall,
    wall_micro,
)

_DAYS = frozenset({Scale.CALENDAR_DAY, Scale.BUSINESS_DAY})


@dataclass(frozen=True, slots=True)
class Now:
    """`as_of`, with the same questions as a `Moment`; `bound` leaves it open as a variable."""

    micro: int
    bound: bool
    is_date: bool = False

    @property
    def instant(self) -> Value:
        """Microseconds since 1970 UTC."""
        return self._told(INSTANT, self.micro)

    def wall(self, zone: str) -> Value:
        """Microseconds on the wall clock of a zone."""
        return self._told(wall_in(zone), wall_micro(zone, self.micro))

    def day(self, zone: str) -> Value:
        """Day number on the calendar of a zone."""
        return self._told(day_in(zone), wall_micro(zone, self.micro) // DAY)

    def _told(self, name: str, value: int) -> Value:
        return variable(name, dt.int64) if self.bound else ibis.literal(value, "int64")


@dataclass(frozen=True, slots=True)
class Clock:
    """What decides how time is counted."""

    scale: Scale
    zone: str
    working: Working | None
    years: Years
    dialect: Dialect

    @property
    def counting_zone(self) -> str:
        """The zone whose days and hours count."""
        return self.working.zone if self.working else self.zone

    def distance(self, start: Moment, end: Moment | Now) -> Value:
        """From start to end on this scale; below zero when the end came first."""
        match self.scale:
            case Scale.ELAPSED:
                return end.instant - start.instant
            case Scale.CALENDAR_DAY:
                return end.day(self.zone) - start.day(self.zone)
            case Scale.MONTH:
                return self._months(start, end)
            case Scale.BUSINESS_DAY:
                return self._business_days(start, end)
            case Scale.BUSINESS_HOUR:
                return self._open(end) - self._open(start)

    def early(self, start: Moment, end: Moment) -> Value:
        """Whether the end came before the start: by the day where days are counted."""
        if self.scale in _DAYS:
            return end.day(self.counting_zone) < start.day(self.counting_zone)
        return end.instant < start.instant

    def check(self, start: Moment, end: Moment, where: str, needed_by: str) -> None:
        """Refuse to compare a date with a time of day: midnight would make it late."""
        if start.is_date == end.is_date or self.scale in _DAYS:
            return
        message = f"A date without a time cannot be measured in {self.scale.value}s ({needed_by})"
        raise SourceError(message, where=where, cure="Limit it in calendar days or business days.")

    def due(self, start: Moment, edge_amount: float, edge: int) -> Moment:
        """The moment at which a limit ends: midnight after the last day where days count."""
        match self.scale:
            case Scale.ELAPSED:
                return self._at(start.instant + edge, zoned=True, zone=self.zone)
            case Scale.CALENDAR_DAY:
                midnight = (start.day(self.zone) + (int(edge_amount) + 1)) * DAY
                return self._at(midnight, zoned=False, zone=self.zone)
            case Scale.MONTH:
                wall = months_later(start.wall(self.zone), int(edge_amount), self.dialect)
                wall = self.dialect.keep(wall)
                return self._at(wall, zoned=False, zone=self.zone)
            case Scale.BUSINESS_DAY:
                last = self._nth_working_day(start.day(self.counting_zone), int(edge_amount))
                return self._at(
                    self.dialect.keep((last + 1) * DAY), zoned=False, zone=self.counting_zone
                )
            case Scale.BUSINESS_HOUR:
                return self._after_open_time(start, edge)

    def _at(self, epoch: Value, *, zoned: bool, zone: str) -> Moment:
        return Moment(epoch, zoned, False, zone, self.years, self.dialect)

    def _business_days(self, start: Moment, end: Moment | Now) -> Value:
        first, last = start.day(self.counting_zone), end.day(self.counting_zone)
        work = self._work
        passed = working_days(last - 1, work, self.dialect) + 1
        passed = passed - working_days(first, work, self.dialect)
        return ibis.ifelse(last > first, passed, last - first)

    @property
    def _work(self) -> Working:
        if self.working is None:
            raise AssertionError("planning gives every business scale its calendar")
        return self.working

    def _open(self, at: Moment | Now) -> Value:
        wall = at.wall(self.counting_zone)
        return open_elapsed(at.instant, wall, self._work, self.years, self.dialect)

    def _months(self, start: Moment, end: Moment | Now) -> Value:
        begun, ended = start.wall(self.zone), end.wall(self.zone)
        begun_at, ended_at = civil(begun, self.dialect), civil(ended, self.dialect)
        last = ended_at.last_day
        same = ibis.ifelse(begun_at.day > last, last, begun_at.day) * DAY
        same = self.dialect.keep(same + begun - day_of(begun, self.dialect) * DAY)
        reached = ended_at.day * DAY + ended - day_of(ended, self.dialect) * DAY
        reached = self.dialect.keep(reached)
        half = ibis.cases((reached < same, -1), (reached > same, 1), else_=0)
        return (ended_at.month - begun_at.month) * 2 + half

    def _nth_working_day(self, first: Value, count: int) -> Value:
        """The day on which so many working days after the first have been counted."""
        if count == 0:
            return first
        work, dialect = self._work, self.dialect
        wanted = working_days(first, work, dialect) + count
        pattern = dialect.keep(wanted + staircase(wanted, _skipped(work)))
        week = divided(pattern - 1, work.days_before[6], dialect)
        rest = dialect.keep(pattern - week * work.days_before[6])
        weekdays = tuple(day for day in range(7) if work.hours[day])
        weekday = staircase(rest, Steps(tuple(range(2, len(weekdays) + 1)), weekdays))
        return week * 7 + weekday - MONDAY_SHIFT

    def _after_open_time(self, start: Moment, amount: int) -> Moment:
        """The first moment at which so much opening time has passed since the start."""
        work, years = self._work, self.years
        wanted = self._open(start) + amount
        pattern = self.dialect.keep(wanted + staircase(wanted, _closures(work, years)))
        week = divided(pattern - 1, work.time_before[7], self.dialect)
        rest = self.dialect.keep(pattern - week * work.time_before[7])
        wall = week * 7 * DAY + rest + staircase(rest, _openings(work)) - MONDAY_SHIFT * DAY
        instant = wall - staircase(wanted, _offsets(work, years))
        return self._at(self.dialect.keep(instant), zoned=True, zone=self.counting_zone)


def _skipped(work: Working) -> Steps:
    """How many holidays lie before the working day of each number."""
    starts = tuple(work.working_days(each) + 1 for each in work.holidays)
    return Steps(starts, tuple(range(len(starts) + 1)))


def _openings(work: Working) -> Steps:
    """From opening time since Monday to what must be added to get the time of the week."""
    starts, values, passed = [], [], 0
    for weekday, hours in enumerate(work.hours):
        for opens, closes in hours:
            starts.append(passed + 1)
            values.append(weekday * DAY + opens - passed)
            passed += closes - opens
    return Steps(tuple(starts[1:]), tuple(values))


def _closures(work: Working, years: Years) -> Steps:
    """From opening time to the opening time of a year without holidays and clock changes."""
    changes = [
        (_reached(work, years, each * DAY), work.open_time((each + MONDAY_SHIFT) % 7))
        for each in work.holidays
    ]
    corrections = work.corrections(years.first, years.last)
    for start, (before, value) in zip(
        corrections.starts, pairwise(corrections.values), strict=True
    ):
        moment = int(start)
        reached = work.open_wall(wall_micro(work.zone, moment - 1) + 1) + before
        changes.append((reached + 1, before - value))
    changes.sort()
    sums = accumulate((amount for _, amount in changes), initial=0)
    return Steps(tuple(start for start, _ in changes), tuple(sums))


def _reached(work: Working, years: Years, wall: int) -> int:
    """Opening time at which a day begins, and one more: the first amount that lies after it."""
    by_wall = offsets_by_wall(work.zone, years.first, years.last)
    instant = wall - by_wall.at(wall)
    return work.open_elapsed(instant, wall, years.first, years.last) + 1


def _offsets(work: Working, years: Years) -> Steps:
    """The zone's offset by opening time passed."""
    steps = offsets_by_instant(work.zone, years.first, years.last)
    corrections = work.corrections(years.first, years.last)
    starts = []
    for start in steps.starts:
        moment = int(start)
        before = work.open_wall(wall_micro(work.zone, moment - 1) + 1)
        starts.append(before + corrections.at(moment - 1) + 1)
    return Steps(tuple(starts), steps.values)
