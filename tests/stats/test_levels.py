import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.stats.levels import CANDIDATES, awake, believe, candidates

ALL = awake(13, 12)
LAST, HALF, LONG, MEAN, DRIFT, TREND, SEASON = range(7)
STILL = np.zeros(1)


def test_there_are_as_many_candidates_as_announced():
    assert candidates(np.zeros((1, 2)), np.zeros(2), 1, 12).shape == (CANDIDATES, 2)


@given(st.floats(-5, 5), st.integers(1, 40), st.integers(1, 3))
def test_a_level_that_never_moved_is_forecast_to_stay(level, periods, ahead):
    path = np.full((periods, 1), level)
    np.testing.assert_allclose(candidates(path, STILL, ahead, 12), level, atol=1e-9)


def test_the_means_weight_by_powers_of_their_memory():
    path = np.array([[1.0], [2.0], [4.0]])
    forecast = candidates(path, STILL, 1, 0)[:, 0]
    assert forecast[LAST] == 4.0
    assert forecast[HALF] == pytest.approx((0.25 * 1 + 0.5 * 2 + 4) / 1.75)
    assert forecast[MEAN] == pytest.approx(7 / 3)


def test_half_of_a_drift_within_the_last_period_is_expected_to_stay():
    path = np.array([[1.0], [1.0]])
    forecast = candidates(path, np.array([-0.4]), 1, 0)[:, 0]
    assert forecast[DRIFT] == pytest.approx(0.8)
    assert forecast[MEAN] == 1.0


def test_the_trend_follows_a_straight_line_further_when_asked_further():
    path = 0.1 * np.arange(30.0)[:, None]
    one, three = candidates(path, STILL, 1, 0)[TREND, 0], candidates(path, STILL, 3, 0)[TREND, 0]
    assert one == pytest.approx(3.0, abs=0.06)
    assert three - one == pytest.approx(0.2, abs=0.01)


def test_the_season_comes_back_after_two_years_of_it():
    path = np.sin(2 * np.pi * np.arange(36) / 12)[:, None]
    for months in (25, 28, 31, 34):
        truth = path[months, 0]
        forecast = candidates(path[:months], STILL, 1, 12)[:, 0]
        assert abs(forecast[SEASON] - truth) < abs(forecast[MEAN] - truth) + 1e-9
        assert abs(forecast[SEASON] - truth) < 0.35


def test_no_season_is_claimed_in_the_first_year():
    assert not awake(12, 12)[SEASON]
    weight = believe(np.array([9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 0.0]), 9.0, 0.35, 4.0, awake(12, 12))
    assert weight[SEASON] == 0.0
    assert weight.sum() == pytest.approx(1.0)


def test_a_source_without_seasons_never_asks_for_one():
    assert not awake(500, 0)[SEASON]


def test_belief_moves_to_the_forecast_that_misses_least():
    miss = np.array([4.0, 4.0, 4.0, 0.1, 4.0, 4.0, 4.0])
    weight = believe(miss, 24.0, 0.35, 4.0, ALL)
    assert weight[MEAN] > 0.95


def test_belief_after_two_periods_is_still_spread():
    weight = believe(np.array([0.1, 0.1, 0.1, 0.0, 0.1, 0.1, 0.1]), 2.0, 0.35, 4.0, ALL)
    assert weight.max() < 0.5


@given(st.lists(st.floats(0, 1e6), min_size=7, max_size=7), st.floats(0, 500))
def test_weights_are_a_distribution(miss, seen):
    weight = believe(np.array(miss), seen, 0.35, 4.0, ALL)
    assert weight.sum() == pytest.approx(1.0)
    assert (weight >= 0).all()
