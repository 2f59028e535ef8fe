"""Where the clock of a time zone jumps, as plain numbers that any engine can compare.

Engines disagree about the hour that a clock skips or repeats, and asking them costs far more than
the rest of a measurement. So the jumps are taken from the IANA data once and compiled into steps.
Between 1970 and 2100 this is exact; outside, the nearest offset stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ringtrue.core.errors import ConfigError

FIRST_YEAR, LAST_YEAR = 1970, 2100
MICRO = 1_000_000
DAY = 86_400 * MICRO
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Steps:
    """A staircase: `values[i]` from `starts[i - 1]` (included) to `starts[i]` (excluded)."""

    starts: tuple[float, ...]
    values: tuple[int, ...]

    def at(self, x: float) -> int:
        """The value that holds at `x`.

        >>> Steps((10,), (1, 2)).at(10)
        2
        """
        return self.values[sum(start <= x for start in self.starts)]


@dataclass(frozen=True, slots=True)
class Jump:
    """One change of offset: the moment in microseconds since 1970 UTC, offsets in microseconds."""

    moment: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Years:
    """The years, both included, between which clock changes are looked up."""

    first: int
    last: int

    def hold(self, other: Years) -> bool:
        """Whether those years are among these."""
        return self.first <= other.first and other.last <= self.last


def years_around(found: Iterable[int]) -> Years:
    """The years of these moments with some to spare, for what is due after them."""
    years = list(found)
    first, last = max(min(years) - 1, FIRST_YEAR), min(max(years) + 2, LAST_YEAR)
    return Years(min(first, LAST_YEAR), max(last, FIRST_YEAR))


def zone_named(name: str, where: str = "") -> ZoneInfo:
    """The IANA zone of that name; raises `ConfigError` where there is none.

    >>> zone_named("Europe/Berlin").key
    'Europe/Berlin'
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"{name!r} is not a time zone"
        cure = "Write an IANA name such as Europe/Berlin, America/New_York or UTC."
        raise ConfigError(message, where=where, cure=cure) from None


def to_micro(moment: datetime) -> int:
    """Microseconds since 1970-01-01 00:00 UTC of an aware moment."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def wall_micro(zone: str, instant: int) -> int:
    """What the wall clock of a zone shows at an instant, both in microseconds since 1970."""
    return instant + _offset(zone_named(zone), instant)


def _offset(zone: ZoneInfo, instant: int) -> int:
    moment = (_EPOCH + timedelta(microseconds=instant)).astimezone(zone)
    return (moment.utcoffset() or timedelta()) // timedelta(microseconds=1)


@cache
def jumps(name: str, first_year: int, last_year: int) -> tuple[Jump, ...]:
    """Every change of offset in these years (both included), found to the second."""
    zone = zone_named(name)
    low = to_micro(datetime(max(first_year, FIRST_YEAR), 1, 1, tzinfo=UTC))
    high = to_micro(datetime(min(last_year, LAST_YEAR) + 1, 1, 1, tzinfo=UTC))
    found, before = [], _offset(zone, low)
    for at in range(low, high, DAY):
        after = _offset(zone, at + DAY)
        if after != before:
            found.append(Jump(_moment(zone, at, at + DAY, before), before, after))
            before = after
    return tuple(found)


def _moment(zone: ZoneInfo, low: int, high: int, before: int) -> int:
    """The first whole second at which the offset is no longer `before`."""
    while high - low > MICRO:
        middle = (low + high) // 2 // MICRO * MICRO
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


@cache
def offsets_by_instant(name: str, first_year: int, last_year: int) -> Steps:
    """What to add to an instant to get the wall clock (microseconds)."""
    found = jumps(name, first_year, last_year)
    return Steps(tuple(jump.moment for jump in found), _values(name, first_year, found))


@cache
def offsets_by_wall(name: str, first_year: int, last_year: int) -> Steps:
    """What to take from a wall clock to get the instant (microseconds).

    A time that the clock shows twice is the first of the two; one that it skips is read with the
    offset before the jump (PEP 495, fold=0).
    """
    found = jumps(name, first_year, last_year)
    starts = tuple(jump.moment + max(jump.before, jump.after) for jump in found)
    return Steps(starts, _values(name, first_year, found))


def _values(name: str, first_year: int, found: tuple[Jump, ...]) -> tuple[int, ...]:
    if found:
        return (found[0].before, *(jump.after for jump in found))
    start = to_micro(datetime(max(first_year, FIRST_YEAR), 1, 1, tzinfo=UTC))
    return (_offset(zone_named(name), start),)
