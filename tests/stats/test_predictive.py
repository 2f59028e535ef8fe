from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.stats.predictive import Settings, daily_counts, forecast, roll

from .worlds import world


def _calibration(made, level, targets=(0.7, 0.8, 0.85, 0.9)):
    """Of the cases given a probability of at least `level`, the share that held; and how many."""
    rolled = roll(made.counts())
    said, held = [], []
    for t in rolled.judged:
        decided, kept = rolled.counts.decided[t + 1], rolled.counts.kept[t + 1]
        for target in targets:
            yes = rolled.forecasts[t].probability(target) >= level
            said.append(yes.sum())
            held.append((yes & (kept >= target * decided)).sum())
    return sum(held) / sum(said), sum(said)


@pytest.mark.parametrize("t", [0, 3, 6])
def test_an_origin_knows_nothing_of_later_periods(t):
    made = world(1, 8, shock=0.3, day=0.4)
    then = roll(made.counts()).forecasts[t]
    alone = forecast(made.counts(t + 1))
    np.testing.assert_array_equal(then.location, alone.location)
    np.testing.assert_array_equal(then.scale, alone.scale)
    np.testing.assert_array_equal(then.lower(0.9), alone.lower(0.9))


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_segments_does_not_matter(order):
    made = world(2, 5, shock=0.3)
    straight = forecast(made.counts())
    mixed = forecast(type(made)(made.decided[:, order], made.kept[:, order]).counts())
    np.testing.assert_allclose(mixed.location, straight.location[list(order)], atol=1e-8)
    np.testing.assert_allclose(mixed.scale, straight.scale[list(order)], atol=1e-8)


@pytest.mark.parametrize(
    "kind",
    [
        {"shock": 0.0},
        {"shock": 0.4},
        {"shock": 0.3, "day": 0.8},
        {"own": 0.35},
        {"slope": -0.05},
        {"season": 0.6},
        {"shock": 0.2, "volume": 1.0},
        {"centre": 4.0, "shock": 0.5},
    ],
    ids=str,
)
def test_what_is_called_nine_in_ten_likely_holds_at_least_so_often(kind):
    share, cases = np.array([_calibration(world(s, 30, **kind), 0.9) for s in (1, 2)]).T
    assert np.average(share, weights=cases) > 0.95


def test_half_likely_is_neither_rare_nor_common():
    said = held = 0.0
    for seed in range(12):
        rolled = roll(world(seed, 18, shock=0.35, own=0.1).counts())
        for t in rolled.judged:
            p = rolled.forecasts[t].probability(0.85)
            decided, kept = rolled.counts.decided[t + 1], rolled.counts.kept[t + 1]
            open_ = (p > 0.35) & (p < 0.65)
            said += p[open_].sum()
            held += (open_ & (kept >= 0.85 * decided)).sum()
    assert held / said == pytest.approx(1.0, abs=0.15)


def test_a_steady_business_earns_a_sharper_bound_with_every_month_and_a_jumpy_one_does_not():
    steady, jumpy = world(4, 24, volume=40), world(4, 24, volume=40, shock=0.6)
    width = {
        name: [float(f.scale.mean()) for f in roll(made.counts()).forecasts]
        for name, made in (("steady", steady), ("jumpy", jumpy))
    }
    assert width["steady"][-1] < 0.6 * width["steady"][0]
    assert width["jumpy"][-1] > 1.2 * width["jumpy"][0]


def test_one_period_is_enough_for_a_cautious_answer():
    made = world(5, 1, segments=1, centre=2.5, volume=100)
    one = forecast(made.counts())
    share = (made.kept.sum(axis=0) / made.decided.sum(axis=0))[0, 0]
    assert one.centre[0, 0] == pytest.approx(share, abs=0.01)
    assert one.lower(0.95)[0, 0] < share - 0.03


def test_a_small_segment_borrows_from_its_neighbours():
    day = np.repeat(np.arange(60), 5)
    segment = np.tile(np.arange(5), 60)
    decided = np.where(segment == 4, (day % 20 == 0) * 1, 50)
    kept = np.where(segment == 4, decided, decided * 7 // 10)
    result = forecast(daily_counts(day, segment, day * 0, decided, kept, day // 30))
    assert 0.7 < result.centre[4, 0] < 0.85
    assert result.scale[4, 0] > result.scale[0, 0]


def test_a_decline_is_followed_down():
    made = world(6, 30, slope=-0.06, volume=40)
    rolled = roll(made.counts())
    last = rolled.counts.kept[-1].sum(axis=0) / rolled.counts.decided[-1].sum(axis=0)
    mean = rolled.counts.kept.sum(axis=(0, 1)) / rolled.counts.decided.sum(axis=(0, 1))
    coming = rolled.forecasts[-1].centre.mean(axis=0)
    assert (abs(coming - last) < 0.5 * abs(coming - mean)).all()


def test_where_months_end_as_the_next_begin_the_drift_is_learnt():
    # A slow wave of five months: the second half of a month tells where the next one goes.
    made = world(11, 24, volume=40)
    wave = 1.4 + 0.8 * np.sin(np.arange(720) * 2 * np.pi / 150)
    share = 1 / (1 + np.exp(-wave))[:, None, None]
    kept = np.random.default_rng(11).binomial(made.decided.astype(int), share).astype(float)
    rolled = roll(type(made)(made.decided, kept).counts())
    nothing = np.zeros_like(rolled.counts.decided)
    blind = replace(rolled.counts, late_decided=nothing, late_kept=nothing)
    truth = rolled.counts.kept.sum(axis=1) / rolled.counts.decided.sum(axis=1)
    miss = [
        np.abs(truth[t + 1] - r.forecasts[t].centre.mean(axis=0)).mean()
        for r in (rolled, roll(blind))
        for t in range(12, 23)
    ]
    assert np.mean(miss[:11]) < 0.85 * np.mean(miss[11:])


def test_a_season_seen_three_times_is_expected_a_fourth_time():
    made = world(7, 43, season=0.8, volume=40)
    rolled = roll(made.counts())
    share = rolled.counts.kept.sum(axis=1) / rolled.counts.decided.sum(axis=1)
    error = share[37:43] - np.array([f.centre.mean(axis=0) for f in rolled.forecasts[36:42]])
    naive = share[37:43] - share[36:42]
    assert np.abs(error).mean() < 0.6 * np.abs(naive).mean()


def test_a_month_without_any_record_changes_little_and_breaks_nothing():
    made = world(8, 6, volume=40)
    made.decided[90:120], made.kept[90:120] = 0, 0
    result = forecast(made.counts())
    full = forecast(world(8, 6, volume=40).counts())
    assert np.isfinite(result.scale).all()
    np.testing.assert_allclose(result.centre, full.centre, atol=0.03)


def test_two_periods_ahead_is_judged_by_misses_two_periods_ahead():
    made = world(9, 40, segments=4, volume=40)
    walk = np.cumsum(np.random.default_rng(9).normal(0, 0.3, 40))
    made = world(9, 40, segments=4, volume=40, shock=0.0)
    p = 1 / (1 + np.exp(-(1.2 + walk[np.arange(1200) // 30])))
    kept = np.random.default_rng(10).binomial(made.decided.astype(int), p[:, None, None])
    drift = type(made)(made.decided, kept.astype(float))
    one = roll(drift.counts(), Settings(ahead=1)).forecasts[-1]
    three = roll(drift.counts(), Settings(ahead=3)).forecasts[-1]
    assert three.period == one.period + 2
    assert three.scale.mean() > 1.2 * one.scale.mean()


def test_a_planned_volume_replaces_the_expected_one():
    made = world(10, 4)
    planned = np.full((12, 2), 37.4)
    assert (forecast(made.counts(), volume=planned).volume == 37.0).all()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 119), st.integers(0, 2), st.integers(0, 40), st.floats(0, 1)),
        min_size=1,
        max_size=30,
        unique_by=lambda row: row[:2],
    )
)
def test_any_history_gives_finite_numbers_between_nought_and_one(rows):
    day, segment, decided, share = (np.array(c) for c in zip(*rows, strict=True))
    kept = np.floor(share * decided).astype(int)
    for each in roll(daily_counts(day, segment, day * 0, decided, kept, day // 30)).forecasts:
        p = each.probability(0.9)
        assert ((p >= 0) & (p <= 1)).all()
        assert np.isfinite(each.location).all()
        assert (each.scale > 0).all()
        assert ((each.lower(0.95) >= 0) & (each.lower(0.95) <= 1)).all()
