"""The shop's two years: the same ones every time, and as its story needs them."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from ringtrue.desk.demo.shop import numbers
from ringtrue.desk.demo.shop.days import add_days, two_years
from ringtrue.desk.demo.shop.numbers import shown_at
from ringtrue.desk.demo.shop.tables import write_tables

END = datetime(2026, 11, 8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    write_tables(folder, END)
    return folder


def test_the_same_end_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for path in write_tables(tmp_path, END):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_there_are_about_sixty_thousand_orders_in_two_years_and_a_week(folder: Path) -> None:
    orders = pq.read_table(folder / "orders.parquet").to_pandas()
    assert 55_000 < len(orders) < 65_000
    assert orders["ordered_at"].min() < datetime(2024, 11, 2)
    assert datetime(2026, 11, 7, 20) < orders["ordered_at"].max() < END


def test_nothing_has_happened_after_the_end(folder: Path) -> None:
    for path in sorted(folder.glob("*.parquet")):
        table = pq.read_table(path).to_pandas()
        for name in (each for each in table.columns if each.endswith("_at")):
            assert not (table[name] >= END).any(), f"{path.stem}.{name}"


def test_what_comes_later_in_life_comes_later_in_the_tables(folder: Path) -> None:
    for table, *clocks in (
        ("orders", "ordered_at", "sent_at", "delivered_at"),
        ("calls", "queued_at", "answered_at", "ended_at"),
        ("tickets", "opened_at", "first_reply_at", "solved_at"),
        ("refunds", "asked_at", "paid_at"),
    ):
        rows = pq.read_table(folder / f"{table}.parquet").to_pandas()
        for before, after in pairwise(clocks):
            assert not (rows[after] < rows[before]).any(), f"{table}.{after}"


def test_the_month_of_the_outage_is_the_worst_one(folder: Path) -> None:
    tickets = pq.read_table(folder / "tickets.parquet").to_pandas()
    quick = (tickets["first_reply_at"] - tickets["opened_at"]).dt.total_seconds() < 4 * 3_600
    shares = quick.groupby(tickets["opened_at"].dt.to_period("M")).mean().iloc[:-1]
    assert shares.argmin() == numbers.OUTAGE
    assert shares.iloc[numbers.OUTAGE + 1 :].max() < shares.iloc[: numbers.OUTAGE].min()


def test_all_shares_are_shares_of_one() -> None:
    for told in (numbers.REGIONS.values(), numbers.TOPIC_SHARES, numbers.FAR_DAYS):
        assert sum(told) == pytest.approx(1)
    for carriers in (numbers.EXPRESS, numbers.STANDARD):
        assert sum(each.carries for each in carriers) == pytest.approx(1)
        assert all(sum(each.days) == pytest.approx(1) for each in carriers)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-02", 1, "2026-11-03"),
        ("2026-11-07", 1, "2026-11-09"),
        ("2026-11-08", 1, "2026-11-09"),
        ("2026-11-06", 8, "2026-11-16"),
    ],
)
def test_no_day_of_delivery_is_a_sunday(start: str, days: int, end: str) -> None:
    found = add_days(np.array([start], dtype="datetime64[D]"), np.array([days]))
    assert found[0] == np.datetime64(end)


@pytest.mark.parametrize("today", [date(2026, 11, 8), date(2026, 12, 7), date(2027, 1, 1)])
def test_whole_months_come_before_the_week_at_the_end(today: date) -> None:
    end = shown_at(today)
    assert end.day == numbers.SHOWN_DAY
    assert 0 <= (today - end.date()).days < 31
    days = two_years(end)
    assert days.day[0].astype(object).day == 1
    assert days.month.max() == numbers.MONTHS


def test_a_customer_lives_in_one_region_and_orders_again_less_often_after_a_late_parcel(
    folder: Path,
) -> None:
    orders = pq.read_table(folder / "orders.parquet").to_pandas().sort_values("ordered_at")
    assert (orders.groupby("customer")["region"].nunique() == 1).all()
    first = orders.drop_duplicates("customer")
    first = first[first["ordered_at"] < datetime(2025, 11, 1)]
    late = first["delivered_at"].dt.normalize() > first["promised_on"]
    again = first["customer"].isin(orders.loc[orders.duplicated("customer"), "customer"])
    assert 0.1 < again[~late].mean() - again[late].mean() < 0.25


def test_who_felt_misled_is_less_content_than_who_met_a_defect(folder: Path) -> None:
    surveys = pq.read_table(folder / "surveys.parquet").to_pandas()
    means = surveys.groupby("cause")["score"].mean()
    assert means["misled"] < means["delay"] < means["defect"] < means["none"]
    assert surveys["score"].between(1, 10).all()
