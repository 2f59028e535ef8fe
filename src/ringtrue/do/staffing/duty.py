"""Who is there when? Agents on duty in each interval, from the calendars that they work by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from ringtrue.core.answering import Duty
from ringtrue.core.calendar import Calendar
from ringtrue.core.errors import ConfigError
from ringtrue.do.calendars import Working, working
from ringtrue.do.zones import MICRO
from ringtrue.stats.arrays import BoolArray, FloatArray

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def agents_on_duty(
    duties: Sequence[Duty],
    calendars: Mapping[str, Calendar],
    starts: Sequence[datetime],
    seconds: float,
) -> FloatArray:
    """Mean agents on duty in intervals of `seconds` that begin at `starts`, shape (intervals,).

    An interval in which a calendar is open half the time has half its agents. Raises
    `ConfigError` for a duty whose calendar nobody has.
    """
    there = np.zeros(len(starts))
    for each in duties:
        if each.calendar not in calendars:
            cure = f"There are {', '.join(calendars) or 'none'}."
            raise ConfigError(f"there is no calendar {each.calendar!r}", cure=cure)
        there += each.agents * _open_share(working(calendars[each.calendar]), starts, seconds)
    return there


def staffed(there: FloatArray) -> BoolArray:
    """Which intervals anybody answers in."""
    return np.asarray(there > 0, dtype=np.bool_)


def _open_share(hours: Working, starts: Sequence[datetime], seconds: float) -> FloatArray:
    zone, length = ZoneInfo(hours.zone), round(seconds * MICRO)
    walls = [_wall(each, zone) for each in starts]
    times = [hours.open_wall(wall + length) - hours.open_wall(wall) for wall in walls]
    return np.array(times, dtype=np.float64) / length


def _wall(moment: datetime, zone: ZoneInfo) -> int:
    """Microseconds of wall clock since 1970 in a zone."""
    passed = moment.astimezone(zone).replace(tzinfo=UTC) - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * MICRO + passed.microseconds
