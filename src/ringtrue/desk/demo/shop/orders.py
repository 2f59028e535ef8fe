"""Orders: placed, promised, sent, delivered; by class, carrier and region."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ringtrue.desk.demo.shop import numbers as n
from ringtrue.desk.demo.shop.days import (
    DAY,
    SUNDAY,
    Days,
    Ints,
    Moments,
    add_days,
    known,
    weekday_of,
)

Table = dict[str, npt.NDArray[np.generic]]

_HOURS = np.array([
    0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 0.8, 2.0, 3.5, 4.5, 5.0, 5.0,
    5.5, 5.0, 4.5, 4.5, 4.5, 5.0, 6.0, 7.0, 7.5, 6.5, 4.0, 1.5,
])  # fmt: skip
"""Orders by the hour of the day, as weights."""

_LAST_VAN = np.timedelta64(5, "h")
"""How much later than all others express leaves."""

_PROMISED = 4
"""Days from leaving within which an order is promised; an express one is for the next day."""


def orders(days: Days, random: np.random.Generator) -> Table:
    """One row an order, in the order of their coming."""
    ordered = _ordered(days, random)
    count = len(ordered)
    express = random.random(count) < n.EXPRESS_SHARE
    region = random.choice(list(n.REGIONS), count, p=list(n.REGIONS.values()))
    carrier, took = _way(days, ordered, express, region, random)
    planned = _planned(ordered, express)
    sent = _sent(days, planned, random)
    arrives: Moments = np.where(express, sent + took * DAY, add_days(sent, took))
    arrives = arrives + _minutes(random, count, 8 * 60, 20 * 60)
    left = sent + _minutes(random, count, 17 * 60, 18 * 60) + express * _LAST_VAN
    cancelled = random.random(count) < n.CANCELLED
    never = cancelled | (random.random(count) < n.LOST)
    delivered = np.where(never, np.datetime64("NaT"), known(arrives, days.end))
    value = np.round(np.exp(random.normal(3.7, 0.6, count)), 2)
    in_days = np.full(count, _PROMISED)
    return {
        "order_id": np.arange(100_001, 100_001 + count),
        "class": np.where(express, "express", "standard"),
        "region": region,
        "carrier": carrier,
        "order_value": value,
        "delivery_fee": np.where(express, 5.95, np.where(value >= 40, 0.0, 3.5)),
        "ordered_at": ordered,
        "promised_on": np.where(express, planned + DAY, add_days(planned, in_days)),
        "sent_at": np.where(cancelled, np.datetime64("NaT"), known(left, days.end)),
        "delivered_at": delivered,
        "cancelled": cancelled,
        "arrived_broken": ~np.isnat(delivered) & (random.random(count) < n.BROKEN),
    }


def _way(
    days: Days,
    ordered: Moments,
    express: npt.NDArray[np.bool_],
    region: npt.NDArray[np.str_],
    random: np.random.Generator,
) -> tuple[npt.NDArray[np.str_], Ints]:
    """Who carries each order, and how many days that takes by class, month and region."""
    month = np.searchsorted(days.day, ordered.astype("datetime64[D]"))
    year_two = np.maximum(days.month[month] - n.MONTHS // 2, 0)
    carrier, took = np.empty(len(ordered), dtype="U24"), np.empty(len(ordered), dtype=np.int64)
    for rows, carriers in ((express, n.EXPRESS), (~express, n.STANDARD)):
        carrier[rows], took[rows] = _carried(carriers, year_two[rows], random)
    far = region == n.FAR
    took[far] += random.choice(len(n.FAR_DAYS), far.sum(), p=n.FAR_DAYS)
    return carrier, took


def _ordered(days: Days, random: np.random.Generator) -> Moments:
    grown = 1 + n.GROWTH * (np.arange(len(days.day)) / 365 - 1)
    mean = n.ORDERS_A_DAY * grown * np.array(n.SEASON)[days.season] * np.array(n.WEEK)[days.weekday]
    # A sunny Saturday or a mention in the paper moves a whole day at once.
    coming = random.poisson(mean * random.gamma(60, 1 / 60, len(mean)))
    day = np.repeat(days.day, coming)
    hour = random.choice(24, len(day), p=_HOURS / _HOURS.sum())
    second = random.integers(0, 3_600, len(day))
    moment = day.astype("datetime64[s]") + (hour * 3_600 + second).astype("timedelta64[s]")
    return np.sort(moment)


def _carried(
    carriers: tuple[n.Carrier, ...], year_two: Ints, random: np.random.Generator
) -> tuple[npt.NDArray[np.str_], Ints]:
    """Who carries each order, and how many days that takes."""
    which = random.choice(len(carriers), len(year_two), p=[each.carries for each in carriers])
    took = np.empty(len(which), dtype=np.int64)
    for number, each in enumerate(carriers):
        rows = which == number
        slipped = each.slips * year_two[rows]
        # What the first day loses comes to the second: a late parcel is a day late, not lost.
        chance = random.random(rows.sum())
        ends = np.cumsum(each.days)[:-1]
        late = np.searchsorted(ends, chance, side="right") + 1
        late += (late == 1) & (chance > ends[0] - slipped)
        rest = late == len(each.days)
        took[rows] = late + rest * random.integers(0, 6, rows.sum())
    return np.array([each.name for each in carriers])[which], took


def _planned(ordered: Moments, express: npt.NDArray[np.bool_]) -> Moments:
    """The day on which each order should leave: on a Sunday only express."""
    day = ordered.astype("datetime64[D]")
    hour = (ordered - day).astype("timedelta64[h]").astype(np.int64)
    waits = (hour >= n.CUT_OFF) | (weekday_of(day) == SUNDAY)
    soon = day + (hour >= n.EXPRESS_CUT_OFF) * DAY
    return np.where(express, soon, add_days(day, waits.astype(np.int64)))


def _sent(days: Days, planned: Moments, random: np.random.Generator) -> Moments:
    """The day on which each order does leave: what was held back goes when all moves again."""
    still = days.day[days.stands]
    chosen = random.random(len(planned)) < n.HELD
    held = (planned >= still[0]) & (planned <= still[-1]) & chosen
    catching_up = random.integers(1, 5, len(planned))
    after = np.full(len(planned), still[-1] + DAY)
    return np.where(held, add_days(after, catching_up), planned)


def _minutes(
    random: np.random.Generator, count: int, low: int, high: int
) -> npt.NDArray[np.timedelta64]:
    return (random.integers(low * 60, high * 60, count)).astype("timedelta64[s]")
