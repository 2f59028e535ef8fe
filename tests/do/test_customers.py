"""Customers followed in the engine, against the same written out record by record."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ringtrue.core.cost_settings import Purchases
from ringtrue.core.errors import SourceError
from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.quantity import Duration
from ringtrue.core.source import Source
from ringtrue.core.standard import Between, CountPer, Holds, Standard, Within
from ringtrue.do.customers import BLOCK, YEAR, read_customers
from ringtrue.do.planning import Book

START, END = datetime(2024, 1, 1), datetime(2026, 1, 1)
PURCHASES = Purchases("orders", "customer", "ordered", "value", days=120, alike=("region",))
ORDERED = parse_expression("ordered")
SOURCE = Source("orders", "orders.parquet", time_zone="Europe/London")
WITHIN = Standard(
    "two-days",
    "orders",
    Within(ORDERED, parse_expression("delivered"), Duration.parse("2 days")),
    0.9,
    void=parse_expression("cancelled"),
)
WHOLE = Standard("whole", "orders", Holds(parse_expression("whole")), 0.9, ORDERED)
CHEAP = Standard("cheap", "orders", Between(parse_expression("value"), high=60.0), 0.9, ORDERED)
Record = dict[str, object]


def records(seed: int, customers: int = 60) -> list[Record]:
    dice = random.Random(seed)
    found: list[Record] = []
    for number in range(customers):
        at = START + timedelta(minutes=dice.randrange(700 * 1440))
        while at < END:
            took = dice.choice([1, 1, 1, 3, None])
            found.append({
                "customer": dice.choice([f"c{number}"] * 9 + [None, ""]),
                "ordered": at,
                "delivered": None if took is None else at + timedelta(days=took),
                "value": dice.choice([10.0, 20.0, 35.5, 60.0, 90.0, None]),
                "region": dice.choice(["north", "south", None]),
                "cancelled": dice.random() < 0.1,
                "whole": dice.choice([True, True, False, None]),
            })  # fmt: skip
            at += timedelta(minutes=dice.randrange(1, 260 * 1440))
    dice.shuffle(found)
    return found


def write(folder: Path, rows: list[Record]) -> None:
    pq.write_table(pa.Table.from_pylist(rows), folder / "orders.parquet")


def by_hand(rows: list[Record], outcome: object, days: int, last: datetime) -> dict[object, object]:
    """Customers by kept or broken and region: how many, how many back, and what they spent."""
    mine = defaultdict(list)
    for row in rows:
        if row["customer"]:
            mine[row["customer"]].append(row)
    found: dict[object, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for those in mine.values():
        those.sort(key=lambda row: row["ordered"])
        first = next((row for row in those if outcome(row) is not None), None)
        if first is None or first["ordered"] + timedelta(days=days) > last:
            continue
        end = first["ordered"] + timedelta(days=days)
        after = [row for row in those if first["ordered"] < row["ordered"] <= end]
        cell = found[outcome(first), first["region"] or "(missing)"]
        cell[0] += 1
        cell[1] += bool(after)
        cell[2] += sum(row["value"] or 0.0 for row in after)
    return {key: tuple(each) for key, each in found.items()}


def two_days(row: Record) -> bool | None:
    if row["cancelled"]:
        return None
    end = row["delivered"]
    if end is not None and end <= END:
        return end - row["ordered"] <= timedelta(days=2)
    return False if END - row["ordered"] > timedelta(days=2) else None


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("standard", "outcome"),
    [
        (WITHIN, two_days),
        (WHOLE, lambda row: row["whole"] is True),
        (CHEAP, lambda row: row["value"] is not None and row["value"] <= 60),
    ],
)
def test_customers_are_followed_as_by_hand(
    tmp_path: Path, seed: int, standard: Standard, outcome: object
) -> None:
    rows = records(seed)
    write(tmp_path, rows)
    _, (told,) = read_customers(
        SOURCE, PURCHASES, (standard,), Book((standard,), ()), folder=tmp_path, as_of=END
    )
    last = max(row["ordered"] for row in rows)
    wished = by_hand(rows, outcome, PURCHASES.days, last)
    found: dict[object, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for cell in told.cells:
        sums = found[cell.kept, cell.stratum.split(" · ")[0]]
        sums[0] += cell.returned.records
        sums[1] += cell.returned.total
        sums[2] += cell.spent.total
    assert {key: pytest.approx(each) for key, each in wished.items()} == {
        key: tuple(each) for key, each in found.items()
    }
    year = last - timedelta(days=YEAR)
    broken = [row for row in rows if outcome(row) is False and row["ordered"] > year]
    named = [row["customer"] for row in broken if row["customer"]]
    assert (told.broken_records, told.broken_customers) == (len(named), len(set(named)))
    decided = [row for row in rows if outcome(row) is not None]
    assert told.nameless == sum(not row["customer"] for row in decided)
    assert told.last_day == last.date()


def test_strata_are_of_what_is_named_of_time_and_of_what_was_spent(tmp_path: Path) -> None:
    write(tmp_path, records(4))
    _, (told,) = read_customers(
        SOURCE, PURCHASES, (WITHIN,), Book((WITHIN,), ()), folder=tmp_path, as_of=END
    )
    assert told.alike == ("region", f"{BLOCK} days", "quarter of value")
    assert all(cell.stratum.split(" · ")[2] in {"0", "1", "2", "3"} for cell in told.cells)
    assert told.first <= told.last <= told.last_day


def test_the_customers_of_a_year_and_those_who_stayed_are_counted_as_by_hand(
    tmp_path: Path,
) -> None:
    rows = records(5)
    write(tmp_path, rows)
    only = replace(PURCHASES, where=parse_expression("not cancelled"))
    base, _ = read_customers(SOURCE, only, (), Book((), ()), folder=tmp_path, as_of=END)
    bought = [row for row in rows if row["customer"] and not row["cancelled"]]
    last = max(row["ordered"] for row in bought)
    year = timedelta(days=YEAR)
    late = {row["customer"] for row in bought if row["ordered"] > last - year}
    early = {row["customer"] for row in bought if last - 2 * year < row["ordered"] <= last - year}
    assert base is not None
    assert (base.spent.records, base.before, base.stayed) == (
        len(late),
        len(early),
        len(early & late),
    )
    spent = sum(row["value"] or 0 for row in bought if row["ordered"] > last - year)
    assert base.spent.total == pytest.approx(spent)


def test_what_happens_after_the_moment_of_asking_is_not_known(tmp_path: Path) -> None:
    rows = records(6)
    write(tmp_path, rows)
    early = datetime(2025, 1, 1)
    base, _ = read_customers(SOURCE, PURCHASES, (), Book((), ()), folder=tmp_path, as_of=early)
    assert base is not None
    assert base.last_day < early.date()


def test_a_standard_that_judges_days_whole_follows_nobody(tmp_path: Path) -> None:
    write(tmp_path, records(7))
    whole = Standard("many", "orders", CountPer(parse_expression("region"), low=1), 0.9,
                     ORDERED)  # fmt: skip
    base, told = read_customers(
        SOURCE, PURCHASES, (whole,), Book((whole,), ()), folder=tmp_path, as_of=END
    )
    assert base is not None
    assert told == ()


def test_nobody_who_bought_and_nothing_decided_is_no_customer(tmp_path: Path) -> None:
    write(tmp_path, records(8, 3))
    never = replace(PURCHASES, where=parse_expression("value > 1000"))
    none = replace(WITHIN, population=parse_expression("value > 1000"))
    base, told = read_customers(
        SOURCE, never, (none,), Book((none,), ()), folder=tmp_path, as_of=END
    )
    assert (base, told) == (None, ())


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    write(tmp_path, records(9, 3))
    wrong = replace(PURCHASES, customer="costumer")
    with pytest.raises(SourceError, match="costumer") as raised:
        read_customers(SOURCE, wrong, (), Book((), ()), folder=tmp_path, as_of=END)
    assert "customer" in raised.value.cure
