"""Evidence that may be looked at every hour: against independent sums, and by simulation."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from ringtrue.stats.proportions import wilson
from ringtrue.stats.sequential import BETS, log_wealth, log_wealth_from_any, share_limits

days = st.lists(
    st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=30,
)


def by_hand(counts: list[tuple[int, int]], target: Fraction, usual: int) -> Fraction:
    """The wealth in exact fractions, one bet after the other."""
    wealth = Fraction(0)
    for bet in map(Fraction, BETS.tolist()):
        mine = Fraction(1)
        for kept, decided in counts:
            stake = bet * min(Fraction(decided, usual), Fraction(1))
            broken = Fraction(decided - kept, decided) if decided else Fraction(0)
            mine *= 1 - stake + stake * broken / (1 - target)
        wealth += mine
    return wealth / len(BETS)


@given(days, st.integers(1, 9), st.integers(1, 60))
def test_the_wealth_is_that_of_exact_fractions(
    counts: list[tuple[int, int]], tenths: int, usual: int
) -> None:
    kept, decided = zip(*counts, strict=True)
    found = log_wealth(kept, decided, tenths / 10, usual=usual)[-1]
    wealth = by_hand(counts, Fraction(tenths, 10), usual)
    expected = math.log(wealth.numerator) - math.log(wealth.denominator)
    assert found == pytest.approx(expected, abs=1e-8)


@given(days, st.floats(0.05, 0.95))
def test_independent_records_are_weighed_by_the_likelihood_ratios_of_scipy(
    counts: list[tuple[int, int]], target: float
) -> None:
    kept, decided = zip(*counts, strict=True)
    k, n, base = sum(kept), sum(decided), 1 - target
    against = binom.logpmf(n - k, n, base + BETS * (1 - base)) - binom.logpmf(n - k, n, base)
    expected = np.logaddexp.reduce(against) - math.log(len(BETS))
    found = log_wealth(kept, decided, target, usual=1, independent=True)[-1]
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_walds_lines_are_crossed_where_they_are_drawn() -> None:
    # One bet alone is Wald's sequential test of 0.1 against 0.3, whose lines rise by 0.186 a record
    # (Wald, Sequential Analysis, 1947).
    bet = (0.3 - 0.1) / (1 - 0.1)
    broken, kept = math.log1p(bet * (1 / 0.1 - 1)), math.log1p(-bet)
    assert -kept / (broken - kept) == pytest.approx(0.186, abs=0.0005)


@given(days, st.integers(1, 60), st.booleans())
def test_a_bolder_target_is_never_harder_to_refute(
    counts: list[tuple[int, int]], usual: int, independent: bool
) -> None:
    kept, decided = zip(*counts, strict=True)
    ladder = [
        log_wealth(kept, decided, target, usual=usual, independent=independent)[-1]
        for target in (0.0, 0.3, 0.5, 0.9, 0.99, 1.0)
    ]
    assert all(low <= high + 1e-9 for low, high in pairwise(ladder))


@given(days, st.integers(1, 60), st.booleans())
def test_the_limits_enclose_the_weighted_share_and_refute_what_lies_outside(
    counts: list[tuple[int, int]], usual: int, independent: bool
) -> None:
    kept, decided = (np.array(each, dtype=float) for each in zip(*counts, strict=True))
    low, high = share_limits(kept, decided, usual=usual, independent=independent)
    assert 0 <= low <= high <= 1
    weight = decided if independent else np.minimum(decided, usual)
    if weight.sum():
        share = (weight * kept / np.maximum(decided, 1)).sum() / weight.sum()
        assert low - 1e-9 <= share <= high + 1e-9
    bar = math.log(2 / 0.05)
    if high < 0.999:
        above = log_wealth(kept, decided, high + 1e-3, usual=usual, independent=independent)
        assert above[-1] >= bar
    below = log_wealth(kept, decided, high * 0.999, usual=usual, independent=independent)
    assert below[-1] < bar


def test_without_a_record_nothing_is_said() -> None:
    assert log_wealth([0, 0], [0, 0], 0.9, usual=5).tolist() == pytest.approx([0.0, 0.0])
    assert share_limits([], [], usual=1) == pytest.approx((0.0, 1.0), abs=1e-9)


def test_where_nothing_may_break_the_first_broken_record_refutes() -> None:
    wealth = log_wealth([50] * 30 + [49], [50] * 31, 1.0, usual=50)
    assert wealth[-2] < 0 < 100 < wealth[-1]


@pytest.mark.parametrize(
    ("kept", "decided", "target", "usual"),
    [([2], [1], 0.9, 1), ([-1], [1], 0.9, 1), ([[1]], [[1]], 0.9, 1), ([1], [1, 2], 0.9, 1),
     ([1], [1], 1.1, 1), ([1], [1], 0.9, 0)],
)  # fmt: skip
def test_impossible_counts_are_refused(
    kept: list[int], decided: list[int], target: float, usual: float
) -> None:
    with pytest.raises(ValueError, match="must be"):
        log_wealth(kept, decided, target, usual=usual)


@pytest.mark.parametrize("level", [0.0, 1.0, float("nan")])
def test_an_impossible_level_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="level"):
        share_limits([1], [1], level, usual=1)


RUNS, LEVEL = 1000, 0.05
ERROR = 3 * math.sqrt(LEVEL * (1 - LEVEL) / RUNS)
"""Three Monte-Carlo standard errors: 0.021."""


def test_looking_every_hour_for_90_days_raises_no_more_false_alarms_than_the_level() -> None:
    chance = np.random.default_rng(20260704)
    decided = np.tile(np.array([1, 1, 2, 4, 8, 10, 10, 9, 7, 5, 3, 2]).repeat(2), 90)
    false = naive = 0
    for _ in range(RUNS):
        kept = chance.binomial(decided, 0.9)
        wealth = log_wealth(kept, decided, 0.9, usual=10, independent=True)
        false += bool(wealth.max() >= math.log(1 / LEVEL))
        _, high = wilson(kept.cumsum(), decided.cumsum(), 1 - 2 * LEVEL)
        naive += bool((high < 0.9).any())
    assert false / RUNS <= LEVEL + ERROR
    assert naive / RUNS > 4 * LEVEL, "looking again and again is what needs this test"


def test_days_that_share_their_fate_and_bad_sundays_raise_no_false_alarm() -> None:
    chance = np.random.default_rng(7)
    share = np.tile([0.92, 0.92, 0.92, 0.92, 0.92, 0.90, 0.80], 13)[:90]
    false = 0
    for _ in range(RUNS):
        decided = chance.poisson(40, 90)
        kept = chance.binomial(decided, chance.beta(12 * share, 12 * (1 - share)))
        # Weeks begin on Monday, so that the mean never lies under 0.9 by design.
        wealth = log_wealth(kept, decided, 0.9, usual=40)
        false += bool(wealth.max() >= math.log(1 / LEVEL))
    assert false / RUNS <= LEVEL + ERROR


def test_a_promise_that_breaks_is_found() -> None:
    chance, found = np.random.default_rng(11), 0
    for _ in range(200):
        decided = chance.poisson(40, 60)
        kept = chance.binomial(decided, chance.beta(60 * 0.8, 60 * 0.2, 60))
        found += bool(log_wealth(kept, decided, 0.9, usual=40).max() >= math.log(100))
    assert found > 190


def test_the_limits_hold_at_all_times_at_once() -> None:
    # The interval misses the truth when one of its two tests refutes it; asking them is quicker.
    chance, missed, bar = np.random.default_rng(5), 0, math.log(2 / LEVEL)
    for _ in range(RUNS):
        kept = chance.binomial(30, chance.beta(18, 2, 60))
        over = log_wealth(kept, [30] * 60, 0.9, usual=30)
        under = log_wealth(30 - kept, [30] * 60, 0.1, usual=30)
        missed += bool(max(over.max(), under.max()) >= bar)
    assert missed / RUNS <= LEVEL + ERROR


def test_bets_that_begin_later_raise_no_more_false_alarms_either() -> None:
    chance, false = np.random.default_rng(13), 0
    for _ in range(RUNS // 2):
        kept = chance.binomial(30, chance.beta(18, 2, 90))
        wealth = log_wealth_from_any(kept, [30] * 90, 0.9, every=7, usual=30)
        false += bool(wealth.max() >= math.log(1 / LEVEL))
    assert false / (RUNS // 2) <= LEVEL + ERROR * math.sqrt(2)


def test_a_break_after_a_long_good_time_is_found_by_bets_that_begin_later() -> None:
    kept = [29] * 300 + [24] * 40
    late = log_wealth_from_any(kept, [30] * 340, 0.9, every=7, usual=30)
    assert late[299] < 0 < math.log(100) < late[-1]
    assert log_wealth(kept, [30] * 340, 0.9, usual=30).max() < math.log(100)


@given(days, st.integers(1, 10))
def test_what_the_later_bets_said_does_not_change_with_more_days(
    counts: list[tuple[int, int]], every: int
) -> None:
    kept, decided = zip(*counts, strict=True)
    whole = log_wealth_from_any(kept, decided, 0.9, every=every, usual=20)
    half = len(kept) // 2
    early = log_wealth_from_any(kept[:half], decided[:half], 0.9, every=every, usual=20)
    assert whole[:half] == pytest.approx(early, abs=1e-9)


def test_bets_cannot_begin_every_zero_days() -> None:
    with pytest.raises(ValueError, match="every"):
        log_wealth_from_any([1], [1], 0.9, every=0, usual=1)
