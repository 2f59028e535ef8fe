import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.stats.counts import blocks, calendar_months, daily_counts


def test_months_are_numbered_from_the_year_nought():
    assert calendar_months([0, 30, 31, 365]).tolist() == [23640, 23640, 23641, 23652]


@given(st.integers(-1000, 1000), st.integers(1, 60))
def test_blocks_are_complete_and_end_the_day_before_the_origin(as_of, length):
    days = np.arange(as_of - 3 * length, as_of)
    assert blocks(days, as_of, length).tolist() == np.repeat([-3, -2, -1], length).tolist()


def test_a_period_without_a_record_is_there_and_empty():
    counts = daily_counts([0, 90], [0, 0], [0, 0], [4, 6], [3, 6])
    assert counts.periods.tolist() == [23640, 23641, 23642, 23643]
    assert counts.decided[:, 0, 0].tolist() == [4, 0, 0, 6]


def test_the_day_size_is_that_of_the_average_record():
    counts = daily_counts([0, 1], [0, 0], [0, 0], [1, 9], [1, 9])
    assert counts.day_size[0, 0, 0] == pytest.approx((1 + 81) / 10)


def test_the_second_half_of_a_period_starts_after_the_middle_of_its_days():
    counts = daily_counts([0, 10, 20, 30], [0] * 4, [0] * 4, [1, 2, 4, 8], [0, 1, 2, 3])
    assert counts.late_decided[0, 0, 0] == 12
    assert counts.late_kept[0, 0, 0] == 5


def test_days_that_are_all_or_nothing_have_an_intra_class_correlation_of_one():
    counts = daily_counts([0, 1, 2, 3], [0] * 4, [0] * 4, [10] * 4, [10, 0, 10, 0])
    assert counts.excess[0, 0] / counts.pairs[0, 0] == pytest.approx(1.0)


def test_independent_records_have_an_intra_class_correlation_near_nought():
    rng = np.random.default_rng(1)
    days = np.arange(3000)
    kept = rng.binomial(20, 0.8, len(days))
    counts = daily_counts(days, days * 0, days * 0, days * 0 + 20, kept, days // 3000)
    assert abs(counts.excess[0, 0] / counts.pairs[0, 0]) < 0.01


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (([0], [0], [0], [1], [2]), "kept 2 is more than decided 1"),
        (([0], [0], [0], [-1], [-1]), "negative"),
        (([0, 1], [0], [0], [1], [1]), "equally long"),
        (([], [], [], [], []), "at least one row"),
        (([0], [0.5], [0], [1], [1]), "whole numbers"),
    ],
)
def test_counts_that_cannot_be_are_refused(rows, says):
    with pytest.raises(ValueError, match=says):
        daily_counts(*rows)


def test_a_code_beyond_the_given_number_of_segments_is_refused():
    with pytest.raises(ValueError, match="segments=1"):
        daily_counts([0], [1], [0], [1], [1], segments=1)


@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.integers(0, 3), st.integers(0, 2), st.integers(0, 30)),
        min_size=1,
        max_size=40,
        unique_by=lambda row: row[:3],
    )
)
def test_no_record_is_lost_and_the_order_of_rows_does_not_matter(rows):
    day, segment, limit, decided = (np.array(column) for column in zip(*rows, strict=True))
    kept = decided // 2
    one = daily_counts(day, segment, limit, decided, kept, segments=4, limits=3)
    other = daily_counts(
        day[::-1], segment[::-1], limit[::-1], decided[::-1], kept[::-1], segments=4, limits=3
    )
    assert one.decided.sum() == decided.sum()
    assert one.kept.sum() == kept.sum()
    np.testing.assert_allclose(one.excess, other.excess, atol=1e-9)
    np.testing.assert_array_equal(one.decided, other.decided)
