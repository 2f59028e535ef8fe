"""What campaigns brought beyond the usual, against simulated shops whose excess is known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.figure import Basis
from ringtrue.core.source import Source
from ringtrue.do.brought import FEWEST_WINDOWS, Excess, excess_of, measured_response
from ringtrue.do.daily import read_daily
from ringtrue.stats.arrays import FloatArray

DAYS = 200


def shop(seed: int, brought: float = 0.0, noise: float = 0.15) -> FloatArray:
    """Orders by day with weekends and busy days; the last ten days have `brought` more in all."""
    random = np.random.default_rng(seed)
    rate = 60 * np.where(np.arange(DAYS) % 7 > 4, 0.5, 1.0)
    rate = rate * random.gamma(noise**-2, noise**2, DAYS)
    rate[-10:] += brought / 10
    return random.poisson(rate).astype(np.float64)


def test_the_interval_holds_what_a_campaign_brought_as_often_as_it_says() -> None:
    for brought in (0.0, 400.0):
        held = 0
        for seed in range(300):
            found = excess_of(shop(seed, brought), DAYS - 10, 10)
            assert found is not None
            low, high = found.ends()
            held += low <= brought <= high
        assert held / 300 > 0.95 - 4 * (0.95 * 0.05 / 300) ** 0.5


def test_weekdays_are_expected_as_they_were() -> None:
    week = np.tile([7.0, 6, 5, 4, 3, 2, 1], 40)
    found = excess_of(week, 250, 9)
    assert found is not None
    assert (found.excess, found.error) == (0, 0)
    assert found.windows >= FEWEST_WINDOWS


@pytest.mark.parametrize(("first", "days"), [(90, 10), (195, 10), (150, 0), (199, 30)])
def test_too_few_weeks_before_or_days_after_tell_nothing(first: int, days: int) -> None:
    assert excess_of(shop(1), first, days) is None


def test_a_response_is_all_excess_over_all_people_with_its_interval() -> None:
    one, two = Excess(300, 200, 10, 12), Excess(250, 200, 20, 12)
    found = measured_response("e-mail", [("spring", 10_000, one), ("summer", 5_000, two)])
    assert found is not None
    assert found.best == pytest.approx(150 / 15_000)
    half = 2.200985 * (10**2 + 20**2) ** 0.5 / 15_000
    assert (found.low, found.high) == pytest.approx((0.01 - half, 0.01 + half), rel=1e-5)
    assert found.basis is Basis.MEASURED
    assert "spring, summer" in found.source


def test_fewer_than_usual_give_no_response_and_doubt_begins_at_none() -> None:
    assert measured_response("e-mail", [("spring", 1000, Excess(100, 200, 10, 12))]) is None
    assert measured_response("e-mail", [("spring", 0, Excess(300, 200, 10, 12))]) is None
    doubt = measured_response("e-mail", [("spring", 1000, Excess(195, 200, 10, 12))])
    assert doubt is not None
    assert doubt.low == doubt.best == 0 < doubt.high


def test_records_are_counted_by_the_day_of_the_source_and_days_without_are_none(
    tmp_path: Path,
) -> None:
    first = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
    days = {each: (first + timedelta(days=each)).isoformat() for each in (0, 1, 3, 40)}
    rows = ["came,lost", *(f"{days[day]},{str(day == 1).lower()}" for day in (0, 0, 1, 3, 40))]
    (tmp_path / "orders.csv").write_text("\n".join(rows), encoding="utf-8")
    source = Source("orders", "orders.csv", time_zone="Europe/Berlin")
    as_of = datetime(2026, 1, 8, 12, tzinfo=UTC)
    found = read_daily(source, "came", folder=tmp_path, as_of=as_of)
    assert found is not None
    assert found.first == date(2026, 1, 2)  # half past midnight there
    assert found.counts.tolist() == [2, 1, 0, 1, 0, 0]
    kept = read_daily(
        source, "came", folder=tmp_path, as_of=as_of, where=parse_expression("not lost")
    )
    assert kept is not None
    assert kept.counts.tolist() == [2, 0, 0, 1, 0, 0]
    assert read_daily(source, "came", folder=tmp_path, as_of=datetime(2025, 1, 1)) is None
