"""Draws of figures, intervals of answers, and the value of a customer."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.cost.uncertainty import draw, estimate, tornado, weakest
from ringtrue.cost.value import customer_value


def figure(low: float, best: float, high: float, basis: Basis, unit: str = "share") -> Figure:
    return Figure("it", best, low, high, unit, basis, "somebody")


def test_a_measured_figure_has_its_ends_as_the_quantiles_of_its_draws() -> None:
    it = figure(0.2, 0.3, 0.6, Basis.MEASURED)
    drawn = draw([it], draws=200_000)[it]
    found = np.quantile(drawn, [0.025, 0.5, 0.975])
    assert found.tolist() == pytest.approx([0.2, 0.3, 0.6], abs=0.005)


def test_draws_of_a_share_are_shares_and_of_an_amount_are_never_below_nothing() -> None:
    near, amount = (
        figure(0.0, 0.01, 0.9, Basis.MEASURED),
        figure(0.0, 1, 2, Basis.MEASURED, "£"),
    )
    drawn = draw([near, amount])
    assert 0 <= drawn[near].min() <= drawn[near].max() <= 1
    assert drawn[amount].min() >= 0


def test_equal_figures_are_one_and_move_together() -> None:
    it = figure(0.1, 0.2, 0.5, Basis.STATED)
    same = figure(0.1, 0.2, 0.5, Basis.STATED)
    told = estimate(lambda values: values[it] - values[same], [it, same])
    assert (told.low, told.high) == (0.0, 0.0)


def test_an_answer_that_is_no_number_is_refused() -> None:
    it = figure(0.0, 0.5, 1.0, Basis.STATED)
    with pytest.raises(UsageError, match="no number"), np.errstate(all="ignore"):
        estimate(lambda values: values[it] * inf, [it])


def test_a_known_figure_is_no_bar_of_a_tornado() -> None:
    it, fixed = figure(0.1, 0.2, 0.5, Basis.STATED), figure(1, 1, 1, Basis.STATED)
    (bar,) = tornado(lambda values: values[it] * values[fixed], [it, fixed])
    assert (bar.low, bar.high, bar.width) == (0.1, 0.5, 0.4)


def test_an_answer_is_no_firmer_than_its_weakest_figure() -> None:
    firm, weak = figure(0, 0, 1, Basis.MEASURED), figure(0, 0, 1, Basis.ASSUMED)
    assert weakest([firm, weak]) is Basis.ASSUMED
    assert weakest([firm]) is Basis.MEASURED


def known(value: float, unit: str = "share") -> Figure:
    return figure(value, value, value, Basis.STATED, unit)


part = st.fractions(0, 1, max_denominator=40)


@given(part, part, part, st.integers(1, 50))
def test_the_value_is_the_series_in_rational_arithmetic(
    margin: Fraction, stay: Fraction, discount: Fraction, years: int
) -> None:
    told = customer_value(
        spend=known(250, "£"),
        margin=known(float(margin)),
        stay=known(float(stay)),
        discount=known(float(discount)),
        years=years,
        money="£",
    )
    wished = 250 * margin * sum((stay / (1 + discount)) ** year for year in range(years))
    assert told.best == pytest.approx(float(wished), rel=1e-12)
    assert told.unit == "£"


def test_a_long_horizon_reaches_the_textbook_multiple() -> None:
    """Gupta and Lehmann: margin (1 + i) / (1 + i - r), the first year whole: 80 %, 12 %: 3.5."""
    told = customer_value(
        spend=known(1, "£"),
        margin=known(1.0),
        stay=known(0.8),
        discount=known(0.12),
        years=50,
        money="£",
    )
    assert told.best == pytest.approx(1.12 / 0.32, rel=1e-6)


@pytest.mark.parametrize(("stay", "discount", "years"), [(1.2, 0.1, 5), (0.8, 8.0, 5), (0.8, 0, 0)])
def test_a_value_from_what_cannot_be_is_refused(stay: float, discount: float, years: int) -> None:
    with pytest.raises(UsageError, match="cannot be"):
        customer_value(
            spend=known(1, "£"),
            margin=known(1.0),
            stay=known(stay),
            discount=known(discount),
            years=years,
            money="£",
        )
