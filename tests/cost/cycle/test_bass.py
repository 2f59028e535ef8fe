"""The closed form of a novelty's spread against published values and its own equation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.cost.cycle.bass import adopted, adopted_at_peak, peak_rate, peak_time

PUBLISHED = [
    (0.03, 0.38, 6.1926, 0.460526),
    (0.028, 0.25, 7.8750, 0.444),
    (0.005, 0.84, 6.0639, 0.497024),
    (0.01, 0.42, 8.6923, 0.488095),
]
"""Mean of studies, black-and-white and colour television, air conditioners."""


@pytest.mark.parametrize(("p", "q", "when", "share"), PUBLISHED)
def test_the_peak_is_where_it_was_found(p: float, q: float, when: float, share: float) -> None:
    assert peak_time(p, q) == pytest.approx(when, abs=5e-5)
    assert adopted_at_peak(p, q) == pytest.approx(share, abs=5e-7)
    assert adopted(p, q, np.array([peak_time(p, q)]))[0] == pytest.approx(
        adopted_at_peak(p, q), abs=1e-12
    )


@given(st.floats(0.001, 1), st.floats(0, 2), st.floats(0, 50))
def test_it_solves_its_equation(p: float, q: float, time: float) -> None:
    step = 1e-5
    before, now, after = adopted(p, q, np.array([time, time + step, time + 2 * step]))
    assert (after - before) / (2 * step) == pytest.approx((p + q * now) * (1 - now), abs=1e-6)


@given(st.floats(0.001, 1), st.floats(0, 2))
def test_nobody_adopts_faster_than_at_the_peak(p: float, q: float) -> None:
    share = adopted(p, q, np.linspace(0, 60, 600))
    rates = (p + q * share) * (1 - share)
    assert rates.max() <= peak_rate(p, q) + 1e-12


def test_without_imitation_most_come_at_once() -> None:
    assert (peak_time(0.3, 0.0), peak_rate(0.3, 0.0), adopted_at_peak(0.3, 0.0)) == (0, 0.3, 0)


@pytest.mark.parametrize(("p", "q"), [(0, 0.3), (-0.1, 0.3), (0.1, -1), (float("nan"), 0.3)])
def test_rates_that_cannot_be_are_refused(p: float, q: float) -> None:
    with pytest.raises(UsageError, match="cannot be"):
        peak_time(p, q)
