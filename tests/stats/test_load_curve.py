"""The load curve against an independent fit, a brute-force one, and simulated shops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.stats.arrays import FloatArray, IntArray, expit
from ringtrue.stats.load_curve import (
    FEWEST_DAYS,
    LoadCurve,
    at_load,
    load_curve,
    relative_load,
    usual_volume,
)

DAYS: IntArray = np.arange(730, dtype=np.int64)


def shop(slope: float, seed: int, a_day: float = 200) -> tuple[IntArray, FloatArray, FloatArray]:
    """Two years of days with weekends, busy days, shocks, and a share that falls with load."""
    random = np.random.default_rng(seed)
    week = np.where(DAYS % 7 > 4, 0.5, 1.0)
    drawn = random.poisson(a_day * week * np.exp(random.normal(0, 0.25, 730)))
    volume = drawn.astype(np.float64) + 1
    over = np.maximum(np.nan_to_num(relative_load(DAYS, volume), nan=1.0) - 1, 0)
    share = expit(2.5 - slope * over + random.normal(0, 0.2, 730))
    return DAYS, volume, random.binomial(volume.astype(int), share).astype(np.float64)


def curve(slope: float, seed: int, a_day: float = 200) -> LoadCurve:
    day, volume, kept = shop(slope, seed, a_day)
    return load_curve(day, volume, kept, volume)


def test_the_fit_is_that_of_scikit_learn() -> None:
    from sklearn.isotonic import IsotonicRegression

    found = curve(2.0, 5)
    other = IsotonicRegression(increasing=False)
    other.fit(found.load, found.kept / found.decided, sample_weight=found.decided)
    assert found.fitted == pytest.approx(other.predict(found.load), abs=1e-9)
    for load in (0.8, 1.0, 1.37, 1.5):
        following = found.load[found.load >= load].min()
        assert found.at(load) == pytest.approx(float(other.predict([following])[0]), abs=1e-9)
    assert found.at(9) == found.at(found.busiest)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 9), st.integers(1, 9)), min_size=1))
def test_the_fit_is_the_largest_of_the_least_means(rows: list[tuple[int, int, int]]) -> None:
    """Robertson, Wright and Dykstra, Order Restricted Statistical Inference (1988), theorem 1.4.4.

    m(x) = max over u >= x of min over s <= x of the mean of all from s to u, for falling shares.
    """
    load = np.array([8.0 + each for each, _, _ in rows])
    decided = np.array([float(each) for _, _, each in rows])
    kept = np.minimum(np.array([float(each) for _, each, _ in rows]), decided)
    found = _fitted(load, kept, decided)
    for x, fitted in zip(load, found, strict=True):
        best = max(
            min(
                kept[(load >= low) & (load <= high)].sum()
                / decided[(load >= low) & (load <= high)].sum()
                for low in load[load <= x]
            )
            for high in load[load >= x]
        )
        assert fitted == pytest.approx(best, abs=1e-9)


def true_share(slope: float, *times: float) -> float:
    """Over many days of a shop that are so many times as busy as they would be."""
    day, volume, _ = shop(slope, 99)
    load = relative_load(day, volume)
    load = load[np.isfinite(load)]
    shock = np.random.default_rng(0).normal(0, 0.2, (500, 1))
    shares = [expit(2.5 - slope * np.maximum(each * load - 1, 0) + shock) for each in times]
    whole = [
        float((each * load).mean()) / float(load.mean())
        for each in (s.mean(axis=0) for s in shares)
    ]
    return float(np.average(whole, weights=times))


def _fitted(load: FloatArray, kept: FloatArray, decided: FloatArray) -> FloatArray:
    """The fit of days whose load is what we say: eight usual weeks before each of them."""
    day, volume, some, whole = [], [], [], []
    for number, each in enumerate(load):
        last = number * 7 * 40 + 56
        day += [*range(last - 56, last, 7), last]
        volume += [10.0] * 8 + [10.0 * each]
        some += [0.0] * 8 + [float(kept[number])]
        whole += [0.0] * 8 + [float(decided[number])]
    found = load_curve(np.array(day), np.array(volume), np.array(some), np.array(whole))
    return found.fitted


@pytest.mark.parametrize("seed", range(4))
def test_a_share_that_falls_with_load_is_found_with_its_interval(seed: int) -> None:
    truth, usual = true_share(3.0, 1.5), true_share(3.0, 1.0)
    found = at_load(curve(3.0, seed), [1.5])
    assert found is not None
    assert found.low - 0.02 < truth < found.high + 0.02
    assert found.usual == pytest.approx(usual, abs=0.02)
    assert found.shift == pytest.approx(-1.5, abs=5 * 0.08)
    assert found.days == curve(3.0, seed).busier(1.5) >= FEWEST_DAYS


@pytest.mark.parametrize("seed", range(4))
def test_a_share_that_does_not_fall_is_hardly_moved(seed: int) -> None:
    found = at_load(curve(0.0, seed), [1.5])
    assert found is not None
    assert -0.15 < found.shift <= 0
    assert found.usual - found.share < 0.01
    assert found.low <= found.share <= found.high


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.floats(0, 4), st.floats(1.01, 3), st.floats(1.01, 3))
def test_a_busier_plan_never_promises_more(seed: int, slope: float, one: float, two: float) -> None:
    found = curve(slope, seed, 40)
    calm, busy = sorted((one, two))
    assert found.at(busy) <= found.at(calm) <= found.at(1.0)
    some, more = at_load(found, [calm], draws=20), at_load(found, [busy], draws=20)
    if more is not None:
        assert some is not None
        assert more.days <= some.days
        assert more.share <= some.share <= some.usual
        assert more.low <= more.share <= more.high


def test_what_was_seen_on_fewer_than_five_days_is_not_told() -> None:
    found = curve(1.0, 3)
    loads = np.sort(found.load)
    assert at_load(found, [float(loads[-FEWEST_DAYS])], draws=10) is not None
    assert at_load(found, [float(loads[-FEWEST_DAYS + 1])], draws=10) is None
    nothing = load_curve(np.zeros(0, dtype=np.int64), *[np.zeros(0)] * 3)
    assert at_load(nothing, [1.5]) is None
    assert nothing.busiest == 0


def test_an_interval_is_wide_also_where_all_days_agree() -> None:
    day, volume, _ = shop(0, 1)
    found = at_load(load_curve(day, volume, volume, volume), [1.5])
    assert found is not None
    assert (found.share, found.high, found.shift) == (1, 1, 0)
    assert 0.9 < found.low < 1


def test_weekends_and_growth_are_no_load() -> None:
    week = np.where(DAYS % 7 > 4, 0.3, 1.0) * np.exp(DAYS / 730)
    load = relative_load(DAYS, 100 * week)
    assert np.isnan(load[:21]).all()
    assert load[21:] == pytest.approx(1, abs=0.07)


def test_closed_days_neither_count_nor_make_the_next_ones_busy() -> None:
    open_days = DAYS[DAYS % 7 != 6]
    volume = np.full(len(open_days), 10.0)
    assert relative_load(open_days, volume)[-1] == 1
    assert usual_volume(open_days, volume) == 10
    assert usual_volume(open_days[:0], volume[:0]) == 0
    assert len(relative_load(open_days[:0], volume[:0])) == 0


def test_the_same_seed_gives_the_same_interval() -> None:
    found = curve(1.0, 2)
    assert at_load(found, [1.4], seed=3) == at_load(found, [1.4], seed=3)
    assert at_load(found, [1.4], seed=3) != at_load(found, [1.4], seed=4)


def test_days_of_different_loads_count_by_their_records() -> None:
    found = curve(3.0, 1)
    loads = [1.0, 1.2, 1.5]
    planned = at_load(found, loads)
    assert planned is not None
    each = [at_load(found, [load]) for load in loads]
    assert all(each)
    expected = np.average([one.share for one in each if one], weights=loads)
    assert planned.share == pytest.approx(expected, abs=1e-12)
    calm, _, busy = each
    assert calm is not None
    assert busy is not None
    assert calm.share == pytest.approx(calm.usual)
    assert calm.shift == pytest.approx(0, abs=1e-12)
    assert busy.share < planned.share < calm.share
    assert planned.days == busy.days, "what must have been seen is the busiest day"
    week = at_load(found, [1.5] * 7)
    assert week is not None
    assert (week.share, week.low) == pytest.approx((busy.share, busy.low))


def test_one_day_that_was_never_seen_leaves_nothing_to_tell() -> None:
    found = curve(1.0, 3)
    assert at_load(found, [1.0] * 29 + [found.busiest + 0.1]) is None


@pytest.mark.parametrize("seed", range(4))
def test_the_interval_over_different_days_holds_the_truth(seed: int) -> None:
    loads = [1.0, 1.0, 1.25, 1.5]
    truth = true_share(3.0, *loads)
    found = at_load(curve(3.0, seed), loads)
    assert found is not None
    assert found.low - 0.02 < truth < found.high + 0.02


def test_busy_days_that_all_agree_widen_only_their_own_part() -> None:
    day, volume, _ = shop(0, 1)
    calm = load_curve(day, volume, np.where(relative_load(day, volume) > 1.3, volume, 0), volume)
    perfect = load_curve(day, volume, volume, volume)
    alone, among = at_load(perfect, [1.5]), at_load(perfect, [1.5, 1.0, 1.0])
    assert alone is not None
    assert among is not None
    assert among.low == pytest.approx(alone.low), "all of these days are alike"
    assert calm.at(1.5) == calm.at(1.0), "a share that rises with load is one share"
