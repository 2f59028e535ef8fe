"""The load over time: later than the calls, by the formulas and by solving the equation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from ringtrue.core.errors import UsageError
from ringtrue.core.service_level import Target
from ringtrue.do.queues.offered_load import offered_load, spike_load, spike_peak, wave_load
from ringtrue.do.queues.required import required_agents

SPIKE = {"calls": 120 / 3600, "extra": 400, "mean": 900, "handle": 300}
USUAL = Target(20, 0.8)


def test_the_load_of_a_spike_peaks_eight_minutes_after_its_calls() -> None:
    peak = spike_peak(mean=900, handle=300)
    assert peak == pytest.approx(494.38, abs=5e-3)
    assert float(spike_load(peak, **SPIKE)) == pytest.approx(86.9800, abs=5e-5)
    around = spike_load([peak - 1, peak, peak + 1], **SPIKE)
    assert around[1] == max(around)


def test_staff_by_the_load_and_by_the_calls_of_each_quarter_of_an_hour() -> None:
    times = np.arange(0, 7201, 1.0)
    load = spike_load(times, **SPIKE)
    most = np.array([load[900 * k : 900 * (k + 1) + 1].max() for k in range(8)])
    assert required_agents(most / 300, 300, 180, USUAL).tolist() == [88, 75, 39, 23, 16, 14, 13, 13]
    ends = np.exp(-np.arange(9.0))
    calls = 120 / 3600 + 400 * (ends[:-1] - ends[1:]) / 900
    by_calls = required_agents(calls, 300, 180, USUAL)
    assert by_calls.tolist() == [95, 44, 24, 17, 14, 13, 13, 13]


def test_short_intervals_come_near_the_formula() -> None:
    edges = np.arange(0, 7205, 5.0)
    sums = SPIKE["calls"] * edges - SPIKE["extra"] * np.exp(-edges / 900)
    found = offered_load(np.diff(sums) / 5, 300, 5, before=10)
    np.testing.assert_allclose(found.end, spike_load(edges[1:], **SPIKE), rtol=2e-3)


def test_a_wave_of_calls_makes_a_lower_and_later_wave_of_load() -> None:
    found = wave_load([0, np.pi / 2, 2.3562], calls=100, swing=20, period=2 * np.pi, handle=1)
    assert found == pytest.approx([90, 110, 114.1421], abs=5e-5)
    many = wave_load(np.linspace(0, 10, 5000), calls=100, swing=20, period=2 * np.pi, handle=1)
    assert many.max() == pytest.approx(114.1421, abs=5e-4)


def test_a_spike_whose_calls_last_as_long_as_the_surge() -> None:
    same = spike_load([100, 300], calls=0, extra=400, mean=300, handle=300)
    near = spike_load([100, 300], calls=0, extra=400, mean=300.01, handle=300)
    np.testing.assert_allclose(same, near, rtol=1e-4)
    assert spike_peak(mean=300, handle=300) == 300


def test_a_night_between_two_days_lets_the_load_run_out() -> None:
    found = offered_load([0.1, 0.1], 300, 1800, gaps=[0, 36_000], before=0)
    assert found.begin[1] == pytest.approx(0, abs=1e-12)
    assert found.end[1] == pytest.approx(found.end[0], rel=1e-12)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.floats(0, 3), min_size=1, max_size=6), st.floats(20, 2000))
def test_it_solves_the_differential_equation(calls: list[float], handle: float) -> None:
    found = offered_load(calls, handle, 900, before=5)
    now = 5.0
    for rate, begin, end, mean in zip(calls, found.begin, found.end, found.mean, strict=True):
        assert begin == pytest.approx(now, rel=1e-6, abs=1e-6)

        def slope(_: float, state: np.ndarray, rate: float = rate) -> list[float]:
            return [rate - state[0] / handle, state[0]]

        path = solve_ivp(slope, (0, 900), [now, 0], rtol=1e-9, atol=1e-9)
        now = float(path.y[0, -1])
        assert end == pytest.approx(now, rel=1e-6, abs=1e-6)
        assert mean == pytest.approx(float(path.y[1, -1]) / 900, rel=1e-6, abs=1e-6)


def test_what_is_no_load_is_refused() -> None:
    with pytest.raises(UsageError, match="no interval"):
        offered_load([], 300, 900)
    with pytest.raises(UsageError, match="seconds of an interval 0"):
        offered_load([1.0], 300, 0)
    with pytest.raises(UsageError, match="calls -1 in interval 2"):
        offered_load([1.0, -1.0], 300, 900)
