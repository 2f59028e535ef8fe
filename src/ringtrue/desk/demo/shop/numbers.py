"""Every number behind the shop's two years: how much, how fast, and what went wrong when.

Shares and speeds are tied to the place of a month in the two years and not to its name, so that
the story is the same whatever day it is built on; only volumes follow the seasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

MONTHS = 24
"""Whole months of data; a week of the running month follows."""

OUTAGE = 20
"""The month, counted from 0, in which the warehouse's system stood still for a week."""

OUTAGE_DAYS = range(8, 15)
"""The days of that month, counted from 0, on which much was held back in the warehouse."""

HELD = 0.45
"""The share of the parcels of those days that waited until the system was back."""

SHOWN_DAY = 8
"""The data end when this day of a month begins: by then all of the month before is decided."""

ZONE = "Europe/London"


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carries how much of a class, and how many days it takes.

    Express comes on every day of the week, anything else never on a Sunday.
    `days` are shares of parcels that take 1, 2, 3, ... days; the last share is the rest's, spread
    over a week. `slips` is by how much a month the share of the first entry has been falling
    since the second year began.
    """

    name: str
    carries: float
    days: tuple[float, ...]
    slips: float = 0.0


EXPRESS = (
    Carrier("Fenwick Post", 0.55, (0.940, 0.050, 0.006, 0.004)),
    Carrier("Blue Lane", 0.27, (0.930, 0.058, 0.008, 0.004)),
    Carrier("Harrow Couriers", 0.18, (0.70, 0.25, 0.03, 0.02), slips=0.010),
)
STANDARD = (
    Carrier("Fenwick Post", 0.62, (0.30, 0.52, 0.165, 0.010, 0.005)),
    Carrier("Blue Lane", 0.30, (0.25, 0.53, 0.200, 0.014, 0.006)),
    Carrier("Harrow Couriers", 0.08, (0.12, 0.42, 0.380, 0.050, 0.030), slips=0.002),
)
REGIONS = {
    "South": 0.38,
    "Midlands": 0.24,
    "North": 0.22,
    "Scotland": 0.09,
    "Wales": 0.05,
    "Highlands and Islands": 0.02,
}
FAR = "Highlands and Islands"
FAR_DAYS = (0.25, 0.45, 0.20, 0.10)
"""Shares of parcels there that take 0, 1, 2, 3 days more than elsewhere."""

EXPRESS_SHARE = 0.26
ORDERS_A_DAY = 80.0
WEEK = (1.10, 1.02, 1.00, 0.98, 0.95, 0.82, 1.13)
"""Orders of a weekday as a multiple of the mean, from Monday on."""

SEASON = (0.92, 0.88, 0.95, 0.97, 1.00, 0.96, 0.90, 0.90, 0.97, 1.04, 1.26, 1.25)
"""Orders of a month as a multiple of the mean, from January on."""

GROWTH = 0.10
"""By how much the shop grows in a year."""

EXPRESS_CUT_OFF, CUT_OFF = 22, 16
"""Orders from this hour on leave a day later; express ones, and all others."""

CANCELLED, BROKEN, LOST = 0.021, 0.009, 0.0012

CALLS_PER_ORDER, TICKETS_PER_ORDER, REFUNDS_PER_ORDER = 0.42, 0.30, 0.075
OUTAGE_CONTACTS = 1.7
"""Calls and tickets of the month of the outage as a multiple of the usual."""

PICKED_UP = (0.955, 0.80, 0.93)
"""Shares of calls answered within a minute: before, in and after the month of the outage."""

REPLIED = (0.975, 0.70, 0.80)
"""Shares of tickets with a first reply within four working hours: before, in and after."""

PAID_BACK = (0.985, 0.96, 0.985)
"""Shares of refunds paid within five days: before, in and after."""

BACK, BACK_AFTER = 0.60, 110.0
"""The share of orders whose customer orders again, and after how many days on average."""

LOST_LATE, LOST_DAMAGED, FAR_LESS = 0.15, 0.12, 0.10
"""By how much that share is lower after a late parcel, a broken one, and far away."""

ANSWER = 0.10
"""The share of parcels after which somebody answers how satisfied they are."""

PLEASED, SCATTER, EACH_CONTACT = 8.4, 1.5, 0.5
"""The usual answer from 1 to 10, how far answers scatter, and what a further contact costs."""

EFFECTS = {
    "none": 0.0,
    "defect": -0.9,
    "misled": -3.1,
    "delay": -1.7,
    "staff": -1.5,
    "billing": -1.3,
    "communication": -1.6,
}
"""By how much an answer is lower, by the cause that is named."""

CAUSES = {
    "none": 0.905,
    "defect": 0.025,
    "misled": 0.010,
    "staff": 0.015,
    "billing": 0.020,
    "communication": 0.025,
}
"""The causes that those name whose parcel came in time and whole, as shares."""

FEELS_MISLED = 0.6
"""The share of those whose parcel came too late who feel misled rather than delayed."""

SPEND, SPEND_SCATTER = 260.0, 0.12
"""Pounds a usual day for advertising, and how much days and channels differ."""

SPENT_ON = {"search": 0.55, "social": 0.30, "print": 0.15}
"""The channels of advertising, as shares of the money."""

OPENS, CLOSES = 9, 18
"""The hours of the helpdesk, Monday to Friday."""

TOPICS = ("where is my order", "damaged", "return", "change of order", "advice", "other")
TOPIC_SHARES = (0.38, 0.11, 0.19, 0.12, 0.13, 0.07)


def shown_at(today: date) -> datetime:
    """The moment at which the data end for somebody who looks on this day.

    >>> shown_at(date(2026, 11, 22)), shown_at(date(2027, 1, 3))
    (datetime.datetime(2026, 11, 8, 0, 0), datetime.datetime(2026, 12, 8, 0, 0))
    """
    if today.day < SHOWN_DAY:
        today = date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, SHOWN_DAY)
    return datetime.combine(today.replace(day=SHOWN_DAY), time())
