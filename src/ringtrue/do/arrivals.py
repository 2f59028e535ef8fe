"""What usually comes: calls of each weekday and interval of the day, and how days differ.

The pattern is the business's own week. On top of it whole days are busier or quieter than usual:
that is the doubt of every forecast (Jongbloed and Koole, "Managing uncertainty in call centres
using Poisson mixtures", Applied Stochastic Models in Business and Industry 17, 2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.stats.arrays import FloatArray

DAY = 86_400
WEEK = 7
MOST_INTERVALS = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class ArrivalProfile:
    """Mean calls of each interval of a week, and how much whole days differ.

    Attributes:
        zone: Whose clock the day goes by.
        calls: Shape (7, intervals of a day): mean calls in an interval, Monday first.
        cv: Standard deviation over mean of a day's rate around its weekday's mean.
        days: Days that it was learnt from; 0 where it was only said.
    """

    zone: ZoneInfo
    calls: FloatArray
    cv: Figure
    days: int

    @property
    def seconds(self) -> int:
        """Length of an interval."""
        return DAY // int(self.calls.shape[1])

    @property
    def usual_day(self) -> float:
        """Mean calls of a day, all weekdays alike."""
        return float(self.calls.sum() / WEEK)

    def at(self, starts: Sequence[datetime], seconds: float) -> FloatArray:
        """The usual calls of intervals that begin at `starts`; raises `UsageError` for others.

        Formula: the profile's own cell of that weekday and time of day.
        """
        if seconds != self.seconds:
            told = f"intervals of {seconds:g} seconds do not fit usual ones of {self.seconds}"
            raise UsageError(told, cure="Ask for the usual calls in intervals of that length.")
        local = [each.astimezone(self.zone) for each in starts]
        cell = [(day.hour * 3600 + day.minute * 60 + day.second) // self.seconds for day in local]
        return np.asarray(self.calls[[day.weekday() for day in local], cell], dtype=np.float64)


def said_profile(
    calls_a_day: float, first_hour: float, last_hour: float, zone: ZoneInfo, seconds: int
) -> ArrivalProfile:
    """The same number of calls every day, evenly between two hours: what is said, not measured.

    Raises `UsageError` for a negative number and for hours that are none.
    """
    if not (calls_a_day >= 0 and 0 <= first_hour < last_hour <= 24):
        told = f"{calls_a_day:g} calls a day from {first_hour:g} to {last_hour:g} o'clock cannot be"
        raise UsageError(told, cure="Give calls from 0 up, and two hours from 0 to 24 in order.")
    edges = np.arange(0, DAY + 1, seconds) / 3600
    inside = np.clip(edges, first_hour, last_hour)
    cells = calls_a_day * np.diff(inside) / (last_hour - first_hour)
    source = "nobody measured how much days differ"
    cv = Figure("spread of days", 0.1, 0.05, 0.3, "share of the mean", Basis.ASSUMED, source)
    return ArrivalProfile(zone, np.tile(cells, (WEEK, 1)), cv, 0)


def intervals(first: datetime, last: datetime, seconds: int) -> tuple[datetime, ...]:
    """The starts of intervals from `first` until `last` is covered, in the zone of `first`.

    They are equally long in real time, also where the clock jumps.

    Raises:
        UsageError: They do not divide a day, there are none, or more than anyone looks at.

    >>> from datetime import UTC, timedelta
    >>> nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
    >>> [str(each.time()) for each in intervals(nine, nine + timedelta(minutes=50), 1800)]
    ['09:00:00', '09:30:00']
    """
    if not 0 < seconds <= DAY or DAY % seconds:
        cure = "900 (a quarter of an hour) and 1800 (half an hour) are usual."
        raise UsageError(f"intervals of {seconds} seconds do not divide a day", cure=cure)
    many = -((first.timestamp() - last.timestamp()) // seconds)
    if not 0 < many <= MOST_INTERVALS:
        told = f"{many:,.0f} intervals from {first.isoformat()} to {last.isoformat()}"
        raise UsageError(told, cure=f"Ask for 1 to {MOST_INTERVALS:,}.")
    zone, begin = first.tzinfo, first.timestamp()
    return tuple(datetime.fromtimestamp(begin + seconds * n, zone) for n in range(int(many)))
