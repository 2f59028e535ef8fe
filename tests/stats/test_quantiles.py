import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.stats.quantiles import binned_quantile_interval, order_ranks, quantile_interval


@pytest.mark.parametrize(
    ("n", "lower", "upper", "coverage"),
    [
        (9, 2, 8, 96.1),
        (10, 2, 9, 97.9),
        (12, 3, 10, 96.1),
        (15, 4, 12, 96.5),
        (17, 5, 13, 95.1),
        (18, 5, 14, 96.9),
        (20, 6, 15, 95.9),
    ],
)
def test_ranks_for_the_median_are_those_of_the_printed_tables(n, lower, upper, coverage):
    # The tables of distribution-free intervals for a median that go back to Nair, Sankhya 4
    # (1940); printed in most textbooks.
    found = order_ranks(n, 0.5)
    assert found[:2] == (lower, upper)
    assert round(100 * found[2], 1) == coverage


def test_the_upper_quartile_of_conovers_sixteen_lifetimes():
    # Data of Conover, Practical Nonparametric Statistics (1999), section 3.2; the 90 % interval of
    # the upper quartile from scipy 1.17.1, stats.quantile_test(x, p=0.75): 63.3 to 78.5.
    hours = [46.9, 47.2, 49.1, 56.5, 56.8, 59.2, 59.9, 63.2]
    hours += [63.3, 63.4, 63.7, 64.1, 67.1, 67.7, 73.3, 78.5]
    interval = quantile_interval(hours, 0.75, 0.9)
    assert (interval.lower, interval.upper) == (63.3, 78.5)


def test_the_median_of_bonetts_example():
    # R package statpsych, ci.median: median 20.7, 95 % interval 10.8 to 30.9.
    y = [30.2, 20.4, 15.1, 10.2, 10.5, 60.8, 20.8, 25.0, 20.7, 30.9]
    y += [10.8, 5.1, 50.9, 40.0, 20.9, 10.8, 0, 20.5, 50.8]
    interval = quantile_interval(y, 0.5)
    assert (interval.value, interval.lower, interval.upper) == (20.7, 10.8, 30.9)


@given(st.integers(1, 300), st.floats(0.02, 0.98), st.floats(0.5, 0.99))
def test_coverage_is_exact_and_at_least_the_level(n, q, level):
    lower, upper, coverage = order_ranks(n, q, level)
    exact = sum(math.comb(n, b) * q**b * (1 - q) ** (n - b) for b in range(lower, upper))
    assert 0 <= lower < upper <= n + 1
    assert coverage == pytest.approx(exact, abs=1e-9)
    assert coverage >= level - 1e-9


@given(st.integers(1, 200), st.floats(0.02, 0.98))
def test_a_low_quantile_mirrors_a_high_one(n, q):
    lower, upper, _ = order_ranks(n, q)
    other_lower, other_upper, _ = order_ranks(n, 1 - q)
    assert (n + 1 - other_upper, n + 1 - other_lower) == (lower, upper)


def test_too_few_records_leave_a_side_open():
    interval = quantile_interval([1.0, 2.0, 3.0], 0.9)
    assert interval.upper == math.inf
    assert quantile_interval([1.0, 2.0, 3.0], 0.1).lower == -math.inf


def test_open_records_push_the_upper_end_to_infinity_and_not_the_quantile_down():
    done = list(range(1, 91))
    with_open = quantile_interval([*done, *[math.inf] * 10], 0.9)
    assert with_open.upper == math.inf
    assert with_open.value > quantile_interval(done, 0.9).value


@given(
    st.lists(st.integers(0, 99), min_size=1, max_size=200),
    st.sampled_from([0.1, 0.5, 0.9]),
    st.sets(st.integers(0, 98), max_size=8),
)
def test_bins_enclose_what_the_values_give(values, q, cuts):
    edges = np.array([-1, *sorted(cuts), 99])
    counts = np.histogram(np.array(values) - 0.5, edges)[0]
    fine, coarse = quantile_interval(values, q), binned_quantile_interval(edges, counts, q)
    assert coarse.lower <= fine.lower
    assert coarse.upper >= fine.upper
    assert coarse.value >= fine.value
    assert coarse.coverage == fine.coverage


@pytest.mark.parametrize("q", [0.5, 0.9])
def test_the_interval_covers_the_truth_of_skewed_waits_at_least_as_often_as_it_says(q):
    waits = np.random.default_rng(4).lognormal(0, 1.5, (4000, 60))
    truth = math.exp(1.5 * {0.5: 0.0, 0.9: 1.2815516}[q])
    lower, upper, coverage = order_ranks(60, q)
    rank = np.sort(waits, axis=1)
    inside = (rank[:, lower - 1] <= truth) & (truth <= rank[:, upper - 1])
    assert inside.mean() == pytest.approx(coverage, abs=0.012)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: order_ranks(0, 0.5), "n >= 1"),
        (lambda: order_ranks(5, 1.0), "between 0 and 1"),
        (lambda: quantile_interval([], 0.5), "at least one value"),
        (lambda: quantile_interval([1.0, math.nan], 0.5), "no NaN"),
        (lambda: binned_quantile_interval([0, 0, 1], [1, 1], 0.5), "edges must rise"),
        (lambda: binned_quantile_interval([0, 1], [0], 0.5), "there must be a record"),
        (lambda: binned_quantile_interval([0, 1], [1, 1], 0.5), "one more than"),
    ],
)
def test_input_without_an_answer_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
