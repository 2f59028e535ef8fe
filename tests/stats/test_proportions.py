import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.stats.proportions import clustered, clustered_parts, wilson


@pytest.mark.parametrize(
    ("kept", "decided", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_numbers_of_newcombe_1998_table_one(kept, decided, lower, upper):
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3; the same from
    # statsmodels 0.15.0, proportion_confint(method="wilson").
    low, high = wilson(kept, decided)
    assert (round(float(low), 4), round(float(high), 4)) == (lower, upper)


def test_without_a_record_anything_is_possible():
    low, high = wilson([0, 3], [0, 3])
    assert (low[0], high[0]) == (0.0, 1.0)
    assert high[1] == 1.0


@given(st.integers(0, 400), st.integers(1, 400), st.floats(0.5, 0.999))
def test_the_share_lies_in_its_interval_and_kept_mirrors_broken(kept, more, level):
    n = kept + more - 1 if kept + more > 1 else 1
    kept = min(kept, n)
    low, high = wilson(kept, n, level)
    assert 0 <= low <= kept / n + 1e-12 <= high + 2e-12 <= 1 + 1e-11
    mirror_low, mirror_high = wilson(n - kept, n, level)
    assert float(low) == pytest.approx(1 - float(mirror_high), abs=1e-9)
    assert float(high) == pytest.approx(1 - float(mirror_low), abs=1e-9)


@pytest.mark.parametrize(("kept", "decided", "level"), [(3, 2, 0.95), (-1, 2, 0.95), (1, 2, 1.0)])
def test_impossible_counts_and_levels_are_refused(kept, decided, level):
    with pytest.raises(ValueError, match="must be between"):
        wilson(kept, decided, level)


def test_wilson_covers_the_truth_as_often_as_it_says():
    kept = np.random.default_rng(1).binomial(50, 0.9, 20000)
    low, high = wilson(kept, np.full(20000, 50))
    assert 0.93 < ((low <= 0.9) & (high >= 0.9)).mean() < 0.98


def test_the_clustered_variance_is_that_of_a_cluster_robust_regression():
    # statsmodels 0.15.0: OLS of the 69 outcomes on a constant, cov_type="cluster" by the six days:
    # share 0.6667, standard error 0.1294109. Effective size p (1 - p) / se^2 = 13.269, times
    # (t_68 / t_5)^2 = (1.99547 / 2.57058)^2 = 0.60261.
    interval = clustered([9, 10, 2, 10, 7, 8], [10, 12, 9, 11, 7, 20])
    assert interval.share == pytest.approx(2 / 3)
    size = (2 / 9) / 0.1294109**2
    assert interval.effective == pytest.approx(size * (1.99547 / 2.57058) ** 2, rel=1e-4)


def test_many_days_of_independent_records_give_nearly_wilson():
    kept = np.random.default_rng(2).binomial(20, 0.8, 400)
    interval = clustered(kept, np.full(400, 20))
    low, high = wilson(kept.sum(), 8000)
    assert interval.upper - interval.lower == pytest.approx(float(high - low), rel=0.15)


def test_all_or_nothing_days_count_as_days_not_records():
    interval = clustered([50, 0] * 20, [50] * 40)
    assert interval.effective == pytest.approx(40, rel=0.1)


@pytest.mark.parametrize(("kept", "end"), [([30] * 4, "upper"), ([0] * 4, "lower")])
def test_all_kept_and_all_broken_have_an_open_side_and_fewer_days_say_less(kept, end):
    four = clustered(kept, [30] * 4)
    forty = clustered(kept * 10, [3] * 40 if kept[0] == 0 else [30] * 40)
    assert getattr(four, end) == (1.0 if end == "upper" else 0.0)
    assert 0 < four.effective < 120
    assert forty.effective / forty.decided > four.effective / four.decided


def test_one_day_counts_as_one_record():
    assert clustered([900], [1000]).effective == 1.0
    assert clustered([900], [1000]).lower < 0.3


def test_days_without_a_decided_record_do_not_count_as_clusters():
    assert clustered([3, 0, 4], [4, 0, 4]).clusters == 2


@pytest.mark.parametrize(
    ("kept", "decided", "says"),
    [([0], [0], "no decided"), ([1, 2], [2], "equally long"), ([3], [2], "between 0 and")],
)
def test_clusters_that_make_no_share_are_refused(kept, decided, says):
    with pytest.raises(ValueError, match=says):
        clustered(kept, decided)


@pytest.mark.parametrize(("days", "spread"), [(10, 0.8), (30, 0.8), (90, 0.8), (30, 0.0)])
def test_the_clustered_interval_covers_where_wilson_on_records_does_not(days, spread):
    rng = np.random.default_rng(days)
    p = 1 / (1 + np.exp(-(2.0 + rng.normal(0, spread, (1000, days)))))
    truth = (1 / (1 + np.exp(-(2.0 + spread * np.random.default_rng(0).normal(size=10**6))))).mean()
    kept = rng.binomial(40, p)
    decided = np.full(days, 40)
    intervals = [clustered(row, decided) for row in kept]
    covered = np.mean([i.lower <= truth <= i.upper for i in intervals])
    low, high = wilson(kept.sum(axis=1), np.full(1000, 40 * days))
    naive = ((low <= truth) & (high >= truth)).mean()
    assert 0.93 <= covered <= 0.99
    assert naive < 0.75 or spread == 0.0


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=20))
def test_any_clusters_give_an_interval_around_the_share(rows):
    kept = [min(a, b) for a, b in rows]
    decided = [b for _, b in rows]
    if sum(decided) == 0:
        return
    interval = clustered(kept, decided)
    assert 0 <= interval.lower <= interval.share + 1e-9
    assert interval.share - 1e-9 <= interval.upper <= 1
    assert 0 < interval.effective <= sum(decided)


PART = st.lists(st.integers(0, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))


@given(st.lists(PART.filter(len), min_size=1, max_size=6), st.sampled_from([0.5, 0.95]))
def test_many_parts_at_once_give_each_part_the_interval_it_has_alone(parts, level):
    kept, decided = np.array([row for part in parts for row in part]).T
    starts = np.cumsum([0, *map(len, parts[:-1])])
    for part, found in zip(parts, clustered_parts(kept, decided, starts, level), strict=True):
        alone = [list(side) for side in zip(*part, strict=True)]
        assert found == (clustered(*alone, level) if sum(alone[1]) else None)


def test_no_part_has_no_interval():
    assert clustered_parts([], [], []) == ()
