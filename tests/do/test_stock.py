"""Stocks and places against the Poisson law, and against plans whose orders are known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.media_plan import MediaPlan, Placement
from ringtrue.do.demand import draw_orders
from ringtrue.do.stock import StockAnswer, UsualOrders, will_days_suffice, will_it_last

UTC = ZoneInfo("UTC")
FIRST = date(2026, 3, 2)
DRAWS = 20_000


def figure(best: float, low: float | None = None, high: float | None = None) -> Figure:
    low, high = best if low is None else low, best if high is None else high
    return Figure("it", best, low, high, "", Basis.STATED, "shop")


def usual(a_day: float, cv: float = 0.0) -> UsualOrders:
    return UsualOrders(figure(a_day), figure(cv))


def letter(orders: float, delay: float = 0.0, hours: float = 0.0) -> MediaPlan:
    first = datetime(2026, 3, 3, 12)
    known = (figure(1000 * orders), figure(0.001), figure(0.1), figure(delay))
    return MediaPlan(
        (Placement("letter", "e-mail", first, first + timedelta(hours=hours), *known),)
    )


def lasts(units: float, plan: MediaPlan, orders: UsualOrders, days: int = 10) -> StockAnswer:
    last = FIRST + timedelta(days=days - 1)
    return will_it_last(
        figure(units), plan, orders, first=FIRST, last=last, zone=UTC, draws=DRAWS, seed=1
    )


def near(chance: float) -> object:
    return pytest.approx(chance, abs=4 * (max(chance * (1 - chance), 1e-4) / DRAWS) ** 0.5)


def test_without_a_campaign_the_chance_is_that_of_the_poisson_law_on_every_day() -> None:
    found = lasts(50, MediaPlan(), usual(5))
    for number, chance in enumerate(found.gone_by, 1):
        assert chance == near(poisson.sf(50, 5 * number))
    assert found.chance == found.gone_by[-1]
    assert abs(found.needed - poisson.ppf(0.95, 50)) <= 1


def test_days_that_differ_follow_the_negative_binomial_law() -> None:
    found = lasts(60, MediaPlan(), usual(50, cv=0.5), days=1)
    assert found.chance == near(nbinom.sf(60, 4, 4 / (4 + 50)))


def test_a_campaign_brings_forward_when_it_is_gone() -> None:
    calm, busy = lasts(60, MediaPlan(), usual(5)), lasts(60, letter(40, delay=6), usual(5))
    assert calm.chance < 0.12 < 0.95 < busy.chance
    assert busy.runs_out is not None
    middle, early, late = busy.runs_out
    assert FIRST + timedelta(days=2) <= early <= middle <= late
    assert busy.gone_by[0] == 0
    assert busy.unserved.mean == pytest.approx(30, abs=1.5)
    assert busy.needed > calm.needed + 35


def test_what_hardly_ever_runs_out_has_no_day() -> None:
    found = lasts(500, MediaPlan(), usual(5))
    assert (found.chance, found.runs_out, found.unserved.mean) == (0, None, 0)


def test_an_order_may_take_several_units() -> None:
    one = lasts(50, MediaPlan(), usual(5))
    last = FIRST + timedelta(days=9)
    two = will_it_last(
        figure(100), MediaPlan(), usual(5), first=FIRST, last=last, zone=UTC,
        per_order=figure(2), draws=DRAWS, seed=1,
    )  # fmt: skip
    assert two.gone_by == one.gone_by
    assert two.needed == 2 * one.needed


def test_a_stock_of_which_nobody_is_sure_is_a_figure_of_the_answer() -> None:
    doubt = figure(60, 30, 80)
    last = FIRST + timedelta(days=9)
    found = will_it_last(doubt, MediaPlan(), usual(5), first=FIRST, last=last, zone=UTC, seed=1)
    assert found.figures[0] is doubt
    assert 0.1 < found.chance < 0.9


def test_places_that_every_day_has_anew_are_counted_by_day() -> None:
    last = FIRST + timedelta(days=3)
    found = will_days_suffice(
        figure(20), letter(30, delay=0), usual(12), first=FIRST, last=last, zone=UTC,
        draws=DRAWS, seed=2,
    )  # fmt: skip
    calm, busy = poisson.sf(20, 12), poisson.sf(20, 42)
    assert found.over[0] == near(calm)
    assert found.over[1] == near(busy)
    assert found.chance == near(1 - (1 - calm) ** 3 * (1 - busy))
    assert abs(found.needed - poisson.ppf(0.95, 42)) <= 1
    assert found.orders[1].mean == pytest.approx(42, abs=4 * (42 / DRAWS) ** 0.5)
    assert found.turned_away.mean > 20


def test_drawn_orders_add_up_to_what_the_plan_brings() -> None:
    starts = [datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=each) for each in range(40)]
    ends = [each + timedelta(days=1) for each in starts]
    found = draw_orders(letter(50, delay=30, hours=12), starts, ends, np.random.default_rng(1), 3)
    assert found.shape == (3, 40)
    assert found.sum(axis=1) == pytest.approx([50, 50, 50], rel=1e-9)


@settings(max_examples=25)
@given(st.integers(0, 200), st.integers(0, 200), st.floats(0, 30), st.floats(0, 60))
def test_more_units_never_run_out_sooner(one: int, two: int, a_day: float, brought: float) -> None:
    few, many = (
        will_it_last(
            figure(units), letter(brought), usual(a_day), first=FIRST,
            last=FIRST + timedelta(days=4), zone=UTC, draws=200,
        )
        for units in sorted((one, two))
    )  # fmt: skip
    assert (np.array(many.gone_by) <= np.array(few.gone_by)).all()
    assert list(few.gone_by) == sorted(few.gone_by)
    assert many.needed == few.needed


def test_offers_that_cannot_be_are_refused() -> None:
    with pytest.raises(UsageError, match="an offer from"):
        lasts(5, MediaPlan(), usual(5), days=0)
    with pytest.raises(UsageError, match="cannot be"):
        lasts(-5, MediaPlan(), usual(5))
    with pytest.raises(UsageError, match="cannot be"):
        usual(-1)
    with pytest.raises(UsageError, match="cannot be had"):
        will_it_last(figure(5), MediaPlan(), usual(5), first=FIRST, last=FIRST, zone=UTC, sure=1.0)
