"""Who gets in touch when: calls and tickets come with the orders, and more when things go wrong."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ringtrue.desk.demo.shop import numbers as n
from ringtrue.desk.demo.shop.days import MINUTE, Days, Ints, Moments

_A_DAY = (n.CLOSES - n.OPENS) * 60


def contacts(days: Days, per_order: float, random: np.random.Generator) -> Moments:
    """When contacts come: on working days, in the hours of the helpdesk, in order."""
    working = days.weekday < 5
    season = np.array(n.SEASON)[days.season]
    troubled = np.where(days.month == n.OUTAGE, n.OUTAGE_CONTACTS, 1.0)
    mean = working * n.ORDERS_A_DAY * 7 / 5 * per_order * season * troubled
    coming = random.poisson(mean * random.gamma(80, 1 / 80, len(mean)))
    minute = n.OPENS * 60 * 60 + random.integers(0, _A_DAY * 60, coming.sum())
    moment = np.repeat(days.day, coming).astype("datetime64[s]") + minute.astype("timedelta64[s]")
    return np.sort(moment)


def topics(count: int, random: np.random.Generator) -> npt.NDArray[np.str_]:
    """What contacts are about."""
    return random.choice(n.TOPICS, count, p=n.TOPIC_SHARES)


def add_working(start: Moments, minutes: Ints) -> Moments:
    """So many working minutes after a moment of a working day."""
    day = start.astype("datetime64[D]")
    since = (start - day).astype("timedelta64[m]").astype(np.int64) - n.OPENS * 60
    whole, rest = np.divmod(since + minutes, _A_DAY)
    ends = np.busday_offset(day, whole, roll="forward")
    return np.asarray(ends.astype("datetime64[s]") + (n.OPENS * 60 + rest) * MINUTE)
