"""Spend and customers by period, counted in the engine, against the same record by record."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ringtrue.core.cost_settings import Purchases
from ringtrue.core.cycle import Period, Spend, after, start_of
from ringtrue.core.errors import SourceError
from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.source import Source
from ringtrue.do.periods import read_customers_by_period, read_spend

SOURCE = Source("orders", "orders.parquet")
AS_OF = datetime(2026, 1, 1)
BOUGHT = Purchases("orders", "customer", "at", where=parse_expression("not cancelled"), days=40)


def write(folder: Path, rows: list[dict[str, object]]) -> None:
    pq.write_table(pa.Table.from_pylist(rows), folder / "orders.parquet")


def records(seed: int) -> list[dict[str, object]]:
    dice = random.Random(seed)
    return [
        {
            "customer": dice.choice([f"c{dice.randrange(60)}"] * 9 + [None, ""]),
            "at": datetime(2024, 11, 3) + timedelta(minutes=number * 877 + dice.randrange(800)),
            "cost": dice.choice([10.0, 20.5, None]),
            "cancelled": dice.random() < 0.2,
        }
        for number in range(600)
    ]


@pytest.mark.parametrize("period", list(Period))
def test_customers_are_those_of_counting_by_hand(tmp_path: Path, period: Period) -> None:
    rows = records(3)
    write(tmp_path, rows)
    found, first, last = read_customers_by_period(
        SOURCE, BOUGHT, period, folder=tmp_path, as_of=AS_OF
    )
    mine = defaultdict(list)
    for row in rows:
        if row["customer"] and not row["cancelled"] and row["at"] <= AS_OF:
            mine[row["customer"]].append(row["at"])
    wanted: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for times in mine.values():
        times.sort()
        seen = set()
        for at, following in zip(times, [*times[1:], None], strict=True):
            start = start_of(at.date(), period)
            if start in seen:
                continue
            seen.add(start)
            wanted[start][0] += 1
            wanted[start][1] += at == times[0]
            wanted[start][2] += bool(following and following - at <= timedelta(days=40))
    assert {each.start: [each.customers, each.new, each.again] for each in found} == wanted
    every = [at for times in mine.values() for at in times]
    assert (first, last) == (min(every).date(), max(every).date())


@pytest.mark.parametrize("period", list(Period))
def test_spend_is_added_up_by_period(tmp_path: Path, period: Period) -> None:
    rows = records(4)
    write(tmp_path, rows)
    spend = Spend("orders", "at", "cost")
    found = read_spend(SOURCE, spend, period, folder=tmp_path, as_of=AS_OF)
    wanted: dict[date, float] = defaultdict(float)
    for row in rows:
        if row["cost"] is not None and row["at"] <= AS_OF:
            wanted[start_of(row["at"].date(), period)] += row["cost"]
    assert {each.start: each.amount for each in found} == pytest.approx(wanted)


def test_nobody_who_bought_is_nothing_and_no_error(tmp_path: Path) -> None:
    write(tmp_path, [each | {"cancelled": True} for each in records(5)])
    assert read_customers_by_period(SOURCE, BOUGHT, Period.MONTH, folder=tmp_path, as_of=AS_OF) == (
        (),
        None,
        None,
    )


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    write(tmp_path, records(6))
    with pytest.raises(SourceError, match="price"):
        read_spend(
            SOURCE, Spend("orders", "at", "price"), Period.MONTH, folder=tmp_path, as_of=AS_OF
        )


def test_the_next_period_begins_where_one_ends() -> None:
    assert after(date(2025, 12, 1), Period.MONTH) == date(2026, 1, 1)
    assert after(date(2025, 12, 29), Period.WEEK) == date(2026, 1, 5)
    assert start_of(date(2026, 1, 4), Period.WEEK) == date(2025, 12, 29)
