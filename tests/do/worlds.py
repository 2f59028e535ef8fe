"""Small random tables with every trap in them, written as Parquet, and how they are counted."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from ringtrue.core.calendar import Calendar, Opening
from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.outcome import Outcome, Tally
from ringtrue.core.quantity import Duration
from ringtrue.core.source import Source
from ringtrue.core.standard import Standard

ZONE = "America/New_York"
AS_OF = datetime(2024, 11, 6, 15, 30)
DAYS = (
    datetime(2024, 3, 8),
    datetime(2024, 3, 9),
    datetime(2024, 3, 10),
    datetime(2024, 3, 31),
    datetime(2024, 1, 31),
    datetime(2024, 2, 29),
    datetime(2024, 10, 3),
    datetime(2024, 10, 31),
    datetime(2024, 11, 2),
    datetime(2024, 11, 3),
    datetime(2024, 11, 4),
    datetime(2024, 11, 5),
    datetime(2024, 11, 6),
)
LIMITS = [timedelta(minutes=15), timedelta(hours=1), timedelta(hours=36), timedelta(days=2)]
NINE_TO_FIVE = (Opening(time(9), time(12)), Opening(time(12, 30), time(17)))
SHOP = Calendar(
    "shop",
    ZONE,
    (NINE_TO_FIVE,) * 5 + ((Opening(time(10), time(14)),), ()),
    frozenset({date(2024, 3, 11), date(2024, 11, 5), date(2024, 11, 10), date(2024, 5, 27)}),
)
NIGHT = Calendar(
    "night",
    "Europe/Berlin",
    ((Opening(time(0), time(6)), Opening(time(22), time(0))),) * 7,
    frozenset({date(2024, 3, 9), date(2024, 10, 30)}),
)
ALWAYS = Calendar("always", ZONE, ((Opening(time(0), time(0)),),) * 7)
CALENDARS = (SHOP, NIGHT, ALWAYS)


def expression(text):
    return parse_expression(text)


def duration(text):
    return Duration.parse(text)


def moment(dice: random.Random):
    at = dice.choice(DAYS) + timedelta(minutes=dice.choice([0, 90, 150, 540, 720, 1020, 1439]))
    return at + timedelta(minutes=dice.randrange(0, 120), microseconds=dice.choice([0, 0, 0, 1]))


def later(dice: random.Random, start):
    if start is None or dice.random() < 0.2:
        return None if dice.random() < 0.6 else moment(dice)
    gap = dice.choice(LIMITS) * dice.choice([0, 1, 1, 1, 2, -1])
    gap += timedelta(microseconds=dice.choice([0, 0, 0, -1, 1]))
    return start + (gap if dice.random() < 0.7 else timedelta(minutes=dice.randrange(-60, 9000)))


def record(dice: random.Random):
    start = None if dice.random() < 0.06 else moment(dice)
    end = later(dice, start)
    zoned = None if start is None else start.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    zoned_end = later(dice, zoned) if dice.random() < 0.7 else zoned
    if zoned_end is not None and zoned_end.tzinfo is None:
        zoned_end = zoned_end.replace(tzinfo=UTC)
    due = None if dice.random() < 0.1 else (start or moment(dice)).date()
    came = None if due is None or dice.random() < 0.2 else due + timedelta(dice.randrange(-1, 4))
    return {
        "id": dice.choice([None, *range(12)]),
        "updated": None if dice.random() < 0.2 else DAYS[dice.randrange(4)],
        "bought": start,
        "delivered": end,
        "refunded": later(dice, end if dice.random() < 0.7 else start),
        "called": zoned,
        "answered": zoned_end,
        "due": due,
        "came": came,
        "amount": dice.choice([None, float("nan"), 0.0, -1.5, 5.0, 10.0, 10.000001, 1e300]),
        "pieces": dice.choice([None, 0, 1, 2, 5]),
        "region": dice.choice([None, "north", "south", "o'hara"]),
        "ok": dice.choice([None, True, False]),
        "shop": dice.choice([None, "a", "b"]),
    }


SCHEMA = pa.schema(
    {
        "id": pa.int64(),
        "updated": pa.timestamp("us"),
        "bought": pa.timestamp("us"),
        "delivered": pa.timestamp("us"),
        "refunded": pa.timestamp("us"),
        "called": pa.timestamp("us", "UTC"),
        "answered": pa.timestamp("us", "UTC"),
        "due": pa.date32(),
        "came": pa.date32(),
        "amount": pa.float64(),
        "pieces": pa.int32(),
        "region": pa.string(),
        "ok": pa.bool_(),
        "shop": pa.string(),
    }
)


def records(seed: int, size: int):
    dice = random.Random(seed)
    return [record(dice) for _ in range(size)]


def write(path: Path, rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), path)


def source(**changes) -> Source:
    return Source(**({"name": "orders", "location": "orders.parquet", "time_zone": ZONE} | changes))


def standard(name, test, **changes) -> Standard:
    return Standard(name, "orders", test, 0.9, **changes)


def places(tally: Tally, undated: int = 0) -> Counter:
    """A tally as records by day, segment and outcome; the undated without their outcome."""
    found: Counter = Counter()
    for at in range(len(tally)):
        place = tally.day[at], tally.segments[tally.segment[at]]
        for outcome in Outcome:
            found[*place, outcome] += getattr(tally, outcome.value)[at]
    found["undated"] = undated
    return Counter({place: n for place, n in found.items() if n})


def expected(result: Counter) -> Counter:
    found: Counter = Counter()
    for place, n in result.items():
        found["undated" if place[0] is None else place] += n
    return Counter({place: n for place, n in found.items() if n})
