"""What is done at set times, and the arithmetic of those times.

A rule is either so many minutes, counted from midnight UTC on 1 January 1970 so that changing
clocks do not matter, or a time of day on some days of the week, in a time zone. An hour that the
clocks leave out is taken as just after it, one that they show twice as its first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ALL, _WEEKDAYS = frozenset(range(7)), frozenset(range(5))


class Routine(StrEnum):
    """Something that is done at set times; its value is its key in `schedule:`."""

    MEASURE = "measure"
    WATCH = "watch"
    NOTIFICATIONS = "notifications"
    AUDIT_HEAD = "audit_head"
    READ_LIVE = "read_live_copy"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class Every:
    """So many minutes apart."""

    minutes: int

    def __str__(self) -> str:
        hours, rest = divmod(self.minutes, 60)
        number, word = (self.minutes, "minute") if rest else (hours, "hour")
        return f"every {word}" if number == 1 else f"every {number} {word}s"

    def after(self, moment: datetime, zone: str) -> datetime:  # noqa: ARG002 - as of every rule
        """The first tick after a moment (with its zone), in UTC.

        >>> Every(60).after(datetime(2026, 3, 1, 9, 0, tzinfo=UTC), "UTC").isoformat()
        '2026-03-01T10:00:00+00:00'
        """
        step = timedelta(minutes=self.minutes)
        return _EPOCH + ((moment - _EPOCH) // step + 1) * step


@dataclass(frozen=True, slots=True)
class Daily:
    """At a time of day, on days of the week (0 is Monday)."""

    at: time
    days: frozenset[int] = _ALL

    def __str__(self) -> str:
        named = {_ALL: "daily", _WEEKDAYS: "weekdays"}.get(self.days)
        words = named or ", ".join(_DAYS[day] for day in sorted(self.days))
        return f"{words} at {self.at:%H:%M}"

    def after(self, moment: datetime, zone: str) -> datetime:
        """The first tick after a moment (with its zone), in UTC.

        >>> Daily(time(5, 30)).after(datetime(2026, 7, 1, tzinfo=UTC), "Europe/Paris").isoformat()
        '2026-07-01T03:30:00+00:00'
        """
        place = ZoneInfo(zone)
        day = moment.astimezone(place).date() - timedelta(days=1)
        while True:
            tick = datetime.combine(day, self.at, place).astimezone(UTC)
            if day.weekday() in self.days and tick > moment:
                return tick
            day += timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Never:
    """Not at all."""

    def __str__(self) -> str:
        return "never"

    def after(self, moment: datetime, zone: str) -> None:
        """There is no tick."""


Rule = Every | Daily | Never

USUAL: dict[Routine, Rule] = {
    Routine.MEASURE: Daily(time(5)),
    Routine.WATCH: Every(60),
    Routine.NOTIFICATIONS: Every(5),
    Routine.AUDIT_HEAD: Daily(time(6)),
    Routine.READ_LIVE: Daily(time(6)),
    Routine.FORGET: Daily(time(3)),
}
"""What is done in a workspace that does not say when."""

USUAL_DIGEST = Daily(time(7))
"""When the letter of the day goes in a workspace that does not say when."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When each routine is due, and the letter of the day; times of day are of `zone`."""

    zone: str = "UTC"
    rules: tuple[tuple[Routine, Rule], ...] = field(default_factory=lambda: tuple(USUAL.items()))
    digest: Daily = USUAL_DIGEST

    def next_digest(self, moment: datetime) -> datetime:
        """When the first letter of the day after a moment (with its zone) goes, in UTC.

        >>> Schedule("Europe/Paris").next_digest(datetime(2026, 5, 4, 5, 0, tzinfo=UTC)).isoformat()
        '2026-05-05T05:00:00+00:00'
        """
        return self.digest.after(moment, self.zone)

    def after(self, routine: Routine, moment: datetime) -> datetime | None:
        """The first tick of a routine after a moment (with its zone), in UTC; None for never."""
        return self.rule(routine).after(moment, self.zone)

    def rule(self, routine: Routine) -> Rule:
        """When a routine is due.

        >>> str(Schedule().rule(Routine.WATCH))
        'every hour'
        """
        return dict(self.rules).get(routine, Never())
