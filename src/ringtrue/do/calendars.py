"""Working time as arithmetic: how much of it lies before a moment, when an amount of it is over.

The same closed form (whole weeks, a table for the week begun, holidays taken off) is compiled for
the engine in `working`; here it is in plain Python, for constants and for single moments.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import time
from functools import cache
from itertools import pairwise

from ringtrue.core.calendar import Calendar, Opening
from ringtrue.core.errors import ConfigError
from ringtrue.core.outcome import to_number
from ringtrue.do.zones import DAY, MICRO, Steps, jumps, zone_named

MONDAY_SHIFT = 3 + 7 * 100_000
"""Added to a day number so that Mondays are multiples of seven and nothing is negative."""


@dataclass(frozen=True, slots=True)
class Working:
    """A calendar checked and turned into numbers.

    `hours` holds per weekday (Monday first) the openings as microseconds after midnight;
    `holidays` only those day numbers that the week would have worked, in order.
    """

    zone: str
    hours: tuple[tuple[tuple[int, int], ...], ...]
    holidays: tuple[int, ...]

    @property
    def days_before(self) -> tuple[int, ...]:
        """Working days of the week up to each weekday, that day included."""
        return tuple(sum(map(bool, self.hours[: day + 1])) for day in range(7))

    def open_time(self, weekday: int) -> int:
        """Opening time of one weekday in microseconds."""
        return sum(closes - opens for opens, closes in self.hours[weekday])

    @property
    def time_before(self) -> tuple[int, ...]:
        """Opening time of the week before each weekday, and of the whole week as the last entry."""
        return tuple(sum(map(self.open_time, range(day))) for day in range(8))

    def is_working(self, day: int) -> bool:
        """Whether any of this day (number) is worked."""
        return bool(self.hours[(day + MONDAY_SHIFT) % 7]) and day not in self.holidays

    def working_days(self, day: int) -> int:
        """Working days up to and including this day, from a fixed day long ago."""
        week, weekday = divmod(day + MONDAY_SHIFT, 7)
        pattern = week * self.days_before[6] + self.days_before[weekday]
        return pattern - bisect_right(self.holidays, day)

    def open_wall(self, wall: int) -> int:
        """Opening time (microseconds of wall clock) before a wall-clock moment."""
        day, into = divmod(wall, DAY)
        week, weekday = divmod(day + MONDAY_SHIFT, 7)
        total = week * self.time_before[7] + self.time_before[weekday]
        lost = self.holidays[: bisect_right(self.holidays, day - 1)]
        total -= sum(self.open_time((each + MONDAY_SHIFT) % 7) for each in lost)
        if day in self.holidays:
            return total
        return total + sum(min(max(into - a, 0), b - a) for a, b in self.hours[weekday])

    def open_elapsed(self, instant: int, wall: int, first_year: int, last_year: int) -> int:
        """Opening time before a moment as it really passed, clock changes since then included."""
        return self.open_wall(wall) + self.corrections(first_year, last_year).at(instant)

    def corrections(self, first_year: int, last_year: int) -> Steps:
        """What clock changes during opening hours add to or take from `open_wall`, by instant.

        The steps are relative to the first year, so only differences within one staircase count.
        """
        starts, values = [], [0]
        for jump in jumps(self.zone, first_year, last_year):
            twice = self.open_wall(jump.moment + jump.before)
            twice -= self.open_wall(jump.moment + jump.after)
            if twice:
                starts.append(jump.moment)
                values.append(values[-1] + twice)
        return Steps(tuple(starts), tuple(values))


@cache
def working(calendar: Calendar) -> Working:
    """Check a calendar and turn it into numbers; raises `ConfigError` for one that cannot be."""
    where = f"calendar {calendar.name}"
    zone_named(calendar.time_zone, where)
    if len(calendar.week) != 7:
        message = f"The week has {len(calendar.week)} days"
        raise ConfigError(message, where=where, cure="Give seven, Monday first.")
    hours = tuple(_hours(day, where) for day in calendar.week)
    if not any(hours):
        raise ConfigError("The week has no opening hours", where=where, cure="Open at least once.")
    numbers = sorted(map(to_number, calendar.holidays))
    holidays = tuple(day for day in numbers if hours[(day + MONDAY_SHIFT) % 7])
    return Working(calendar.time_zone, hours, holidays)


def _hours(openings: tuple[Opening, ...], where: str) -> tuple[tuple[int, int], ...]:
    for each in openings:
        if _micro(each.opens) >= (_micro(each.closes) or DAY):
            message = f"Opening hours from {each.opens} to {each.closes}"
            raise ConfigError(message, where=where, cure="Close after opening, at most at 00:00.")
    found = sorted((_micro(each.opens), _micro(each.closes) or DAY) for each in openings)
    for (_, closes), (opens, _) in pairwise(found):
        if opens < closes:
            cure = "Merge the two stretches into one."
            raise ConfigError("Opening hours overlap", where=where, cure=cure)
    return tuple(found)


def _micro(clock: time) -> int:
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second
    return seconds * MICRO + clock.microsecond
