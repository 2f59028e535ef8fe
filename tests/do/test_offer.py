"""Offers that are limited against the Poisson law, and against plans whose orders are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.media_plan import MediaPlan, Placement
from ringtrue.core.offer_limit import OfferLimit, Supply
from ringtrue.do.offer import forecast_offer

FIRST = date(2026, 3, 2)
NOON = datetime(2026, 3, 3, 12)
DRAWS = 20_000


def figure(best: float, low: float | None = None, high: float | None = None) -> Figure:
    low, high = best if low is None else low, best if high is None else high
    return Figure("it", best, low, high, "", Basis.STATED, "shop")


def limit(
    amount: float, usual: float, days: int = 10, supply: Supply = Supply.STOCK, **parts: object
) -> OfferLimit:
    made = OfferLimit(
        "Mug",
        supply,
        figure(amount),
        FIRST,
        FIRST + timedelta(days=days - 1),
        usual=figure(usual),
        spread=figure(0),
        wanted=figure(1),
        per_order=figure(1),
    )
    return replace(made, **parts)  # type: ignore[arg-type]


def letter(orders: float, first: datetime = NOON, delay: float = 0) -> MediaPlan:
    known = (figure(1000 * orders), figure(0.001), figure(0.1), figure(delay))
    return MediaPlan((Placement("letter", "e-mail", first, first, *known),))


def near(chance: float) -> object:
    return pytest.approx(chance, abs=4 * (max(chance * (1 - chance), 1e-4) / DRAWS) ** 0.5)


def test_a_stock_without_a_campaign_follows_the_poisson_law_day_by_day() -> None:
    found = forecast_offer(limit(60, 5), MediaPlan(), draws=DRAWS)
    for number, chance in enumerate(found.chances, 1):
        assert chance == near(poisson.sf(60, 5 * number))
    assert found.chance == found.chances[-1]
    assert abs(found.needed - poisson.ppf(0.95, 50)) <= 1


def test_days_of_a_capacity_fail_one_by_one_and_any_of_them_counts() -> None:
    found = forecast_offer(limit(9, 5, supply=Supply.CAPACITY), MediaPlan(), draws=DRAWS)
    each = poisson.sf(9, 5)
    for chance in found.chances:
        assert chance == near(each)
    assert found.chance == near(1 - (1 - each) ** 10)
    assert abs(found.needed - poisson.ppf(0.95 ** (1 / 10), 5)) <= 1


def test_of_the_campaigns_orders_only_the_share_that_wants_it_takes_some() -> None:
    plan = letter(200)
    all_of_it = forecast_offer(limit(70, 1), plan, draws=DRAWS)
    quarter = forecast_offer(limit(70, 1, wanted=figure(0.25)), plan, draws=DRAWS)
    none = forecast_offer(limit(70, 1, wanted=figure(0)), plan, draws=DRAWS)
    assert all_of_it.chance == near(poisson.sf(70, 210))
    assert quarter.chance == near(poisson.sf(70, 60))
    assert none.chance == near(poisson.sf(70, 10))


def test_an_order_may_take_more_than_one_of_it() -> None:
    pairs = figure(2)
    stock = forecast_offer(limit(100, 5, per_order=pairs), MediaPlan(), draws=DRAWS)
    assert stock.chance == near(poisson.sf(50, 50))
    places = limit(18, 5, supply=Supply.CAPACITY, per_order=pairs)
    assert forecast_offer(places, MediaPlan(), draws=DRAWS).chances[0] == near(poisson.sf(9, 5))


def test_it_runs_out_on_the_day_of_the_letter_and_lasts_until_the_day_before() -> None:
    for supply in Supply:
        found = forecast_offer(limit(100, 2, supply=supply), letter(500))
        assert found.runs_out == (date(2026, 3, 3),) * 3
        assert (found.lasts_until, found.begins) == (FIRST, date(2026, 3, 3))
        assert found.is_short
        assert found.worst == date(2026, 3, 3)


def test_what_is_plenty_never_runs_out_and_lasts_to_the_last_day() -> None:
    for supply in Supply:
        found = forecast_offer(limit(5_000, 2, supply=supply), letter(500))
        assert (found.chance, found.runs_out, found.unserved) == (0, None, 0)
        assert found.lasts_until == found.limit.last
        assert not found.is_short


def test_what_is_gone_on_its_first_day_lasts_until_none() -> None:
    found = forecast_offer(limit(100, 2, first=date(2026, 3, 3)), letter(500))
    assert found.lasts_until is None
    assert found.chances[0] > 0.999


def test_orders_before_the_offer_and_after_it_are_outside() -> None:
    inside = forecast_offer(limit(100, 2), letter(500))
    early = forecast_offer(limit(100, 2), letter(500, datetime(2026, 2, 20)))
    late = limit(100, 2, wanted=figure(0.5))
    after = forecast_offer(late, letter(500, datetime(2026, 3, 11, 12), delay=12.0))
    assert inside.outside == pytest.approx(0, abs=1e-9)
    assert early.outside == pytest.approx(500)
    within = 250 * (1 - 2.718281828459045 ** (-1))
    assert after.outside == pytest.approx(250 - within, rel=1e-6)
    nothing = forecast_offer(limit(100, 2), MediaPlan())
    assert (nothing.outside, nothing.begins) == (0, None)


def test_it_rests_on_its_own_figures_and_on_those_of_the_plan_each_once() -> None:
    plan = letter(500)
    made = limit(100, 2)
    found = forecast_offer(made, plan)
    assert set(found.figures) == {*made.figures, *(each for _, each in plan.figures)}
    assert len(set(found.figures)) == len(found.figures)


@given(
    st.sampled_from(Supply),
    st.integers(1, 400),
    st.floats(0, 30),
    st.floats(0, 300),
    st.floats(0.5, 0.99),
)
@settings(max_examples=40, deadline=None)
def test_enough_is_exactly_what_is_needed_so_surely(
    supply: Supply, amount: int, usual: float, orders: float, sure: float
) -> None:
    made = limit(amount, usual, days=6, supply=supply, sure=sure)
    found = forecast_offer(made, letter(orders), draws=300)
    assert found.is_short is (found.chance > 1 - sure + 1e-12)
    assert found.is_short is (amount < found.needed)
    again = replace(made, amount=figure(max(found.needed, 1)))
    assert not forecast_offer(again, letter(orders), draws=300).is_short
    if found.lasts_until:
        shorter = replace(made, last=found.lasts_until)
        assert forecast_offer(shorter, letter(orders), draws=DRAWS).chance <= 1 - sure + 0.12
