from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.outcome import Counts
from ringtrue.gap.periods import Grain
from ringtrue.gap.shares import (
    share_of_all,
    shares_by_period,
    shares_by_segment,
)

NAMES = (("AA", "JFK"), ("UA", "EWR"), ("UA", "LGA"))
counts = st.integers(0, 50)
rows = st.lists(
    st.tuples(st.integers(15_000, 15_400), st.integers(0, 2), counts, counts, counts, counts),
    max_size=60,
    unique_by=lambda row: row[:2],
)


def added(rows: Any) -> Counts:
    return sum((row.counts for row in rows), Counts())


@given(rows, st.sampled_from(Grain))
def test_counts_add_up_over_periods_and_over_segments(
    make_tally: Any, rows: Any, grain: Grain
) -> None:
    tally = make_tally(rows, NAMES)
    assert added(shares_by_period(tally, grain)) == tally.total()
    assert added(shares_by_segment(tally)) == tally.total()
    assert share_of_all(tally).counts == tally.total()


@given(rows)
def test_an_interval_holds_its_share_and_is_missing_only_where_nothing_is_decided(
    make_tally: Any, rows: Any
) -> None:
    for row in (*shares_by_period(make_tally(rows, NAMES)), share_of_all(make_tally(rows, NAMES))):
        assert (row.interval is None) == (row.counts.decided == 0)
        if row.interval is not None and row.share is not None:
            assert 0 <= row.interval.low <= row.share + 1e-12
            assert row.share - 1e-12 <= row.interval.high <= 1


def test_a_row_says_which_period_and_segment_it_is(make_tally: Any) -> None:
    tally = make_tally([(0, 0, 3, 1, 0, 0), (31, 1, 1, 0, 2, 5)], NAMES)
    months = shares_by_period(tally)
    assert [row.period and row.period.label for row in months] == ["1970-01", "1970-02"]
    assert months[1].counts == Counts(kept=1, pending=2, void=5)
    assert [row.segment for row in shares_by_segment(tally)] == [("AA", "JFK"), ("UA", "EWR")]


def test_independent_records_get_the_wilson_interval_of_newcombe_1998(make_tally: Any) -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, method 3.
    tally = make_tally([(0, 0, 41, 91, 0, 0), (1, 0, 40, 91, 0, 0)])
    interval = share_of_all(tally, independent=True).interval
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2553, 0.3662)
    assert interval.method == "Wilson, records independent"


def test_days_that_differ_make_the_interval_wider_than_independent_records_would(
    make_tally: Any,
) -> None:
    good_and_bad = [
        (day, 0, 95 if day % 2 else 55, 5 if day % 2 else 45, 0, 0) for day in range(30)
    ]
    tally = make_tally(good_and_bad)
    clustered, plain = share_of_all(tally).interval, share_of_all(tally, independent=True).interval
    assert clustered is not None
    assert plain is not None
    assert clustered.high - clustered.low > 2 * (plain.high - plain.low)
    assert clustered.method == "Wilson, clustered by day"


def test_segments_of_one_day_are_one_cluster(make_tally: Any) -> None:
    split = make_tally(
        [(d, s, 9 - d % 3, 1 + d % 3, 0, 0) for d in range(20) for s in range(2)], NAMES
    )
    whole = make_tally([(d, 0, 18 - 2 * (d % 3), 2 + 2 * (d % 3), 0, 0) for d in range(20)])
    assert share_of_all(split).interval == share_of_all(whole).interval


@pytest.mark.parametrize("table", [shares_by_period, shares_by_segment])
def test_without_a_record_there_is_no_row(make_tally: Any, table: Any) -> None:
    assert table(make_tally([], NAMES)) == ()
