"""Censored times against a published trial, the exponential law and simulated clusters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import MeasureError
from ringtrue.stats.survival import clustered_mean, exponential_mean, kaplan_meier

WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
"""Weeks in remission under 6-MP: Freireich et al., Blood 21 (1963); Cox and Oakes (1984), p. 8."""

TIMES = np.array(WEEKS, dtype=float)
HAPPENED = np.array(RELAPSED, dtype=bool)


def test_the_published_trial_has_its_published_curve() -> None:
    found = kaplan_meier(TIMES, HAPPENED)
    assert found.time.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert found.events.tolist() == [3, 1, 1, 1, 1, 1, 1]
    assert found.share.round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert found.error.round(4).tolist() == [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert found.low.round(3).tolist() == [0.620, 0.563, 0.503, 0.432, 0.368, 0.268, 0.188]
    assert found.high.round(3).tolist() == [0.952, 0.923, 0.889, 0.849, 0.805, 0.747, 0.680]


def test_the_published_trial_has_its_exponential_rate_of_9_in_359_weeks() -> None:
    found = exponential_mean(TIMES, HAPPENED, np.arange(21))
    assert (found.mean, found.events, found.clusters) == (359 / 9, 9, 21)
    assert found.low == pytest.approx(359 / 9 * np.exp(-1.959964 / 3), rel=0.1)
    assert found.low < found.mean < found.high


def test_the_restricted_mean_is_the_area_under_the_steps() -> None:
    found = kaplan_meier(TIMES, HAPPENED)
    steps = [6, 7, 10, 13, 16, 22, 23, 35]
    heights = [1, *found.share.tolist()]
    area = 6 * 1 + sum(
        (end - start) * height
        for start, end, height in zip(steps, steps[1:], heights[1:], strict=False)
    )
    assert found.restricted_mean(35) == pytest.approx(area, rel=1e-12)
    assert found.restricted_mean(5) == 5


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=40))
def test_without_censoring_the_curve_is_the_share_that_is_left(times: list[float]) -> None:
    found = kaplan_meier(times, np.ones(len(times)))
    for time, share in zip(found.time, found.share, strict=True):
        assert share == pytest.approx(sum(each > time for each in times) / len(times), abs=1e-12)
    assert found.restricted_mean(1e9) == pytest.approx(np.mean(times), rel=1e-9)


def test_censored_patience_is_found_where_plain_means_are_wrong() -> None:
    random = np.random.default_rng(1)
    patience, answered_at = random.exponential(120, 40_000), random.exponential(20, 40_000)
    waited, gave_up = np.minimum(patience, answered_at), patience < answered_at
    found = exponential_mean(waited, gave_up, np.arange(40_000) // 100)
    assert found.low < 120 < found.high
    assert found.high / found.low < 1.08
    assert waited[gave_up].mean() < 30  # what "mean time to abandon" would say


def test_the_interval_holds_also_where_days_differ() -> None:
    random = np.random.default_rng(2)
    held = 0
    for _ in range(300):
        day = np.repeat(np.arange(30), 40)
        mean = 100 * np.exp(random.normal(0, 0.4, 30) - 0.08)
        patience = random.exponential(mean[day])
        answered = random.exponential(40, len(day))
        found = exponential_mean(np.minimum(patience, answered), patience < answered, day)
        # What the ratio tends to: the days weighted by their events.
        share = mean / (mean + 40)
        truth = (40 * share).sum() / (1 - share).sum()
        held += found.low < truth < found.high
    assert held / 300 > 0.95 - 4 * (0.95 * 0.05 / 300) ** 0.5


def test_a_mean_of_clusters_is_wider_than_that_of_single_values() -> None:
    random = np.random.default_rng(3)
    day = np.repeat(np.arange(20), 50)
    values = np.exp(random.normal(0, 0.5, 20)[day] + random.normal(0, 0.3, 1000))
    by_day, alone = clustered_mean(values, day), clustered_mean(values, np.arange(1000))
    assert by_day.mean == pytest.approx(alone.mean)
    assert by_day.high / by_day.low > 2 * alone.high / alone.low - 1
    one = clustered_mean(np.array([5.0]), [0])
    assert one.low < 5 < one.high


@pytest.mark.parametrize(("times", "happened"), [([], []), ([1, 2], [0, 0]), ([0, 0], [1, 1])])
def test_nothing_that_happened_gives_no_mean(times: list[int], happened: list[int]) -> None:
    with pytest.raises(MeasureError, match="no mean time"):
        exponential_mean(times, np.array(happened, dtype=bool), np.zeros(len(times)))
    with pytest.raises(MeasureError, match="no time above 0"):
        clustered_mean(np.zeros(len(times)), np.zeros(len(times)))


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="equally long"):
        kaplan_meier([1, 2], [True])
