"""Ratios of two estimates: published numbers, independent integration, and coverage."""

from __future__ import annotations

from math import inf, log, sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import multivariate_normal, norm

from ringtrue.stats.ratios import (
    Extent,
    RatioPrior,
    TwoEstimates,
    delta,
    fieller,
    posterior,
)

ORACLE = TwoEstimates(-2.0, -0.5, 0.2**2, 0.12**2, 0.01)


def test_the_worked_example_comes_out_to_its_last_digit() -> None:
    told = fieller(ORACLE)
    assert told.ratio == pytest.approx(4.0, abs=1e-12)
    assert told.low == pytest.approx(2.78538, abs=5e-6)
    assert told.high == pytest.approx(7.09310, abs=5e-6)
    low, high = delta(ORACLE)
    assert (high - low) / 2 == pytest.approx(1.71045, abs=5e-6)


def test_a_bottom_that_may_be_nothing_has_no_finite_interval() -> None:
    told = fieller(TwoEstimates(-2.0, -0.5, 0.2**2, 0.3**2, 0.01))
    assert told.extent is Extent.OUTSIDE
    assert not told.is_determined
    assert told.covers(4.0)
    assert told.covers(-100.0)


def test_two_estimates_that_may_both_be_nothing_say_nothing_at_all() -> None:
    told = fieller(TwoEstimates(0.1, 0.1, 1.0, 1.0))
    assert told.extent is Extent.ANYTHING
    assert (told.low, told.high) == (None, None)
    assert told.covers(1e9)


@pytest.mark.parametrize(
    "given", [(1.0, 1.0, 0.0, 1.0, 0.0), (1.0, 1.0, 1.0, 1.0, 2.0), (float("nan"), 1, 1, 1, 0)]
)
def test_what_is_no_pair_of_estimates_is_refused(given: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"estimates|covariance"):
        TwoEstimates(*given)


pairs = st.builds(
    lambda top, bottom, u, v, r: TwoEstimates(top, bottom, u * u, v * v, r * u * v),
    st.floats(-5, 5),
    st.floats(-5, 5),
    st.floats(0.05, 3),
    st.floats(0.05, 3),
    st.floats(-0.95, 0.95),
)


@given(pairs, st.floats(-40, 40))
def test_the_interval_holds_exactly_the_ratios_that_a_test_would_not_refuse(
    pair: TwoEstimates, ratio: float
) -> None:
    """By its definition: a ratio is in when top - ratio x bottom is within z of its spread."""
    far = abs(pair.top - ratio * pair.bottom) / sqrt(float(pair.spread(ratio)))
    assume(abs(far - norm.ppf(0.975)) > 1e-6)
    assert fieller(pair).covers(ratio) == (far < norm.ppf(0.975))


@given(pairs)
def test_it_is_finite_exactly_where_the_bottom_differs_from_nothing(pair: TwoEstimates) -> None:
    significant = abs(pair.bottom) / sqrt(pair.bottom_variance) - norm.ppf(0.975)
    assume(abs(significant) > 1e-9)
    told = fieller(pair)
    assert told.is_determined == (significant > 0)
    assert pair.ratio is None or told.covers(pair.ratio)


def test_nine_in_ten_firms_of_a_thousand_surveys_are_told_the_truth() -> None:
    """The design of the reference table, by its estimates: coverage at least 94 %, 4 sigma."""
    rng = np.random.default_rng(20)
    n, draws, sd = 1000, 4000, 1.8
    defects, misled = int(0.10 * n), int(0.04 * n)
    base = rng.normal(0, sd / sqrt(n - defects - misled), draws)
    bottom = -0.5 + rng.normal(0, sd / sqrt(defects), draws) - base
    top = -2.0 + rng.normal(0, sd / sqrt(misled), draws) - base
    shared = sd**2 / (n - defects - misled)
    found = [
        fieller(TwoEstimates(t, b, sd**2 / misled + shared, sd**2 / defects + shared, shared))
        for t, b in zip(top.tolist(), bottom.tolist(), strict=True)
    ]
    covered = np.mean([each.covers(4.0) for each in found])
    assert covered > 0.95 - 4 * sqrt(0.95 * 0.05 / draws)
    assert 0.2 < np.mean([not each.is_determined for each in found]) < 0.35


def test_the_posterior_is_that_of_an_independent_integration() -> None:
    """Over the size of the bottom term by quadrature, with SciPy's bivariate density."""
    prior = RatioPrior(4, 4)
    cov = [[0.2**2, 0.01], [0.01, 0.12**2]]

    def weight(r: float) -> float:
        likelihood = multivariate_normal([-2.0, -0.5], cov).pdf
        inner = quad(lambda m: float(likelihood([r * m, m])), -1.5, 0.5, limit=200)[0]
        return float(inner * norm.pdf(log(r), log(4), prior.scale))

    told = posterior(ORACLE, prior)
    grid = np.linspace(log(1.2), log(15), 161)
    mass = np.array([weight(float(np.exp(each))) for each in grid])
    steps = np.concatenate([[0], np.cumsum((mass[1:] + mass[:-1]) / 2)])
    ends = np.exp(np.interp([0.025, 0.5, 0.975], steps / steps[-1], grid))
    assert [told.low, told.median, told.high] == pytest.approx(ends.tolist(), rel=2e-3)


def test_without_data_what_is_believed_is_what_was_believed() -> None:
    told = posterior(None, RatioPrior(4, 4))
    assert told.median == pytest.approx(4)
    assert told.low == pytest.approx(1, rel=1e-3)
    assert told.high == pytest.approx(16, rel=1e-3)
    assert told.before == pytest.approx(told.after)


@given(pairs)
def test_the_densities_each_hold_all_that_is_believed(pair: TwoEstimates) -> None:
    told = posterior(pair, RatioPrior(4, 4))
    along = np.log(told.ratios)
    for curve in (told.before, told.after):
        assert np.trapezoid(curve, along) == pytest.approx(1, abs=0.05)
    assert 0 < told.low <= told.median <= told.high


def test_much_data_overrules_the_prior() -> None:
    told = posterior(TwoEstimates(-1.0, -1.0, 1e-6, 1e-6), RatioPrior(4, 4))
    assert told.median == pytest.approx(1, abs=0.01)
    assert told.high < 1.01


@pytest.mark.parametrize(("centre", "factor"), [(0, 4), (4, 1), (-1, 2), (4, inf)])
def test_a_prior_of_nothing_is_refused(centre: float, factor: float) -> None:
    with pytest.raises(ValueError, match="prior"):
        RatioPrior(centre, factor)
