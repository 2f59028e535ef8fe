"""Draws between least, likeliest and most."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.stats.pert import pert


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted),
    st.integers(0, 2**32 - 1),
)
def test_draws_keep_to_their_range(ends: list[float], seed: int) -> None:
    drawn = pert(ends[0], ends[1], ends[2], np.random.default_rng(seed), 50)
    assert drawn.min() >= ends[0] - 1e-9 * abs(ends[0])
    assert drawn.max() <= ends[2] + 1e-9 * abs(ends[2])


@pytest.mark.parametrize("ends", [(0, 1, 10), (0, 0, 1), (2, 5, 5), (0.1, 0.2, 0.9)])
def test_mean_and_variance_are_those_of_the_distribution(ends: tuple[float, float, float]) -> None:
    """Mean (a + 4m + b) / 6 and variance (mean - a)(b - mean) / 7: Clark (1962), Vose (2008)."""
    low, best, high = ends
    drawn = pert(low, best, high, np.random.default_rng(1), 200_000)
    mean = (low + 4 * best + high) / 6
    assert drawn.mean() == pytest.approx(mean, abs=0.01 * (high - low))
    assert drawn.var() == pytest.approx((mean - low) * (high - mean) / 7, rel=0.03)


def test_what_has_no_range_is_drawn_as_it_is() -> None:
    assert pert(3, 3, 3, np.random.default_rng(1), 4).tolist() == [3, 3, 3, 3]
