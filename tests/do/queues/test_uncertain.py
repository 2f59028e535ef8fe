"""An uncertain forecast: the average call, the bad day, and the certain forecast as a limit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ringtrue.core.errors import UsageError
from ringtrue.core.service_level import Definition, Target
from ringtrue.do.queues.required import required_agents
from ringtrue.do.queues.service_level import level_of, waits
from ringtrue.do.queues.uncertain import expected_level, rate_at

USUAL, CVS = Target(20, 0.8), [0, 0.05, 0.1, 0.2]


def test_staff_for_the_mean_breaks_the_promise_the_more_the_less_the_forecast_knows() -> None:
    found = expected_level(100 / 300, 300, None, 108, USUAL, cv=CVS)
    assert found.share == pytest.approx([0.807, 0.698, 0.596, 0.510], abs=5e-4)


def test_agents_for_the_average_call_and_for_nine_days_in_ten() -> None:
    average = required_agents(100 / 300, 300, None, USUAL, cv=CVS)
    assert average.tolist() == [108, 111, 115, 127]
    most_days = required_agents(rate_at(100 / 300, CVS, 0.9), 300, None, USUAL)
    assert most_days.tolist() == [108, 115, 122, 135]


def test_the_average_is_that_of_drawn_days_weighed_by_their_calls() -> None:
    days = np.random.default_rng(4).gamma(25, 100 / 300 / 25, 200_000)
    found = waits(days, 300, 180, 100, 20)
    for definition in Definition:
        told = expected_level(100 / 300, 300, 180, 100, Target(20, 0.8, definition), cv=0.2)
        whole = (days * found.whole(definition)).sum()
        assert float(told.share) == pytest.approx((days * found.in_time).sum() / whole, abs=3e-3)
        assert float(told.abandoned) == pytest.approx(
            np.average(found.abandoned, weights=days), 0.01
        )
        assert float(told.occupancy) == pytest.approx(found.occupancy.mean(), abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(
    st.floats(0, 5), st.floats(10, 600), st.floats(5, 600), st.integers(0, 300),
    st.sampled_from(Definition),
)  # fmt: skip
def test_a_certain_forecast_is_the_plain_answer(
    calls: float, handle: float, patience: float, agents: int, definition: Definition
) -> None:
    told = expected_level(calls, handle, patience, agents, Target(20, 0.8, definition))
    plain = level_of(waits(calls, handle, patience, agents, 20), definition)
    for name in ("share", "abandoned", "occupancy"):
        assert getattr(told, name) == pytest.approx(getattr(plain, name), abs=1e-12)


def test_rates_are_quantiles_of_the_gamma_distribution() -> None:
    found = rate_at(7, [0.1, 0.5, 2.0], 0.9)
    squares = np.array([0.1, 0.5, 2.0]) ** 2
    np.testing.assert_allclose(found, stats.gamma.ppf(0.9, 1 / squares, scale=7 * squares))


def test_rows_with_and_without_doubt_stand_side_by_side() -> None:
    together = required_agents([0.1, 0.0, 0.3], 200, 60, USUAL, cv=[0.0, 0.5, 0.3])
    alone = [
        int(required_agents(calls, 200, 60, USUAL, cv=cv))
        for calls, cv in ((0.1, 0.0), (0.0, 0.5), (0.3, 0.3))
    ]
    assert together.tolist() == alone


def test_a_spread_below_zero_is_refused() -> None:
    with pytest.raises(UsageError, match="cv -0"):
        expected_level(0.1, 100, 60, 12, USUAL, cv=-0.1)
