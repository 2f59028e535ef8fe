"""The two years as arrays: their days, which month each belongs to, and working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from ringtrue.desk.demo.shop import numbers as n

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Moments = NDArray[np.datetime64]

MINUTE = np.timedelta64(1, "m")
DAY = np.timedelta64(1, "D")
SUNDAY = 6
_MONDAY = np.datetime64("1970-01-05")


@dataclass(frozen=True, slots=True)
class Days:
    """Every day up to the end of the data.

    `day` are the days, `month` their months counted from 0, `season` the calendar's months from
    0, `weekday` from Monday, 0, and `stands` is True on the days of the outage. `end` is the moment
    at which the data end.
    """

    end: np.datetime64
    day: Moments
    month: Ints
    season: Ints
    weekday: Ints
    stands: NDArray[np.bool_]

    def phase(self, moments: Moments) -> Ints:
        """0 before the month of the outage, 1 in it, 2 after it."""
        month = months_of(moments) - months_of(self.day[:1])
        return np.asarray(np.sign(month - n.OUTAGE) + 1, dtype=np.int64)


def two_years(end: datetime) -> Days:
    """The whole months before `end`, and the days of its own."""
    last = np.datetime64(end, "D")
    first = (last.astype("datetime64[M]") - n.MONTHS).astype("datetime64[D]")
    day = np.arange(first, last)
    month = months_of(day) - months_of(day[:1])
    in_month = (day - day.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
    return Days(
        end=np.datetime64(end, "s"),
        day=day,
        month=month,
        season=months_of(day) % 12,
        weekday=weekday_of(day),
        stands=(month == n.OUTAGE) & np.isin(in_month, list(n.OUTAGE_DAYS)),
    )


def months_of(moments: Moments) -> Ints:
    """Months since 1970."""
    return np.asarray(moments.astype("datetime64[M]").astype(np.int64))


def weekday_of(moments: Moments) -> Ints:
    """The day of the week from Monday, 0, to Sunday, 6."""
    return np.asarray((moments.astype("datetime64[D]") - _MONDAY).astype(np.int64) % 7)


def add_days(start: Moments, days: Ints) -> Moments:
    """So many days later, Sundays not counted; a start on a Sunday counts from that Saturday."""
    since = (start.astype("datetime64[D]") - _MONDAY).astype(np.int64)
    worked = since // 7 * 6 + np.minimum(weekday_of(start), SUNDAY - 1) + days
    return np.asarray(_MONDAY + ((worked // 6) * 7 + worked % 6) * DAY)


def known(moments: Moments, end: np.datetime64) -> Moments:
    """Moments that have come by the end; the others are not known yet."""
    told = moments.astype("datetime64[s]")
    return np.where(told < end, told, np.datetime64("NaT"))


def share_by_phase(shares: tuple[float, float, float], phase: Ints) -> Floats:
    """For each record the share of its phase."""
    return np.asarray(shares, dtype=np.float64)[phase]
