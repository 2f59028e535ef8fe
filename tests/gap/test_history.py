from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import MeasureError
from ringtrue.core.outcome import to_day, to_number
from ringtrue.gap.history import MAX_PENDING, MAX_YEARS, History, history_of
from ringtrue.gap.periods import Grain, Period

NEW_YEAR = date(2021, 1, 1)


def labels(history: History) -> list[str]:
    return [period.label for period in history.unripe]


def target(history: History) -> str:
    assert history.target is not None
    return history.target.label


def test_a_month_is_ripe_on_its_last_day(monthly: Any) -> None:
    history = history_of([monthly([0.9] * 12)], date(2020, 12, 31))
    assert history.counts is not None
    assert len(history.counts.periods) == 12
    assert (history.unripe, history.ahead, target(history)) == ((), 1, "2021-01")


def test_the_running_month_waits_and_is_the_one_that_is_judged(monthly: Any) -> None:
    history = history_of([monthly([0.9] * 12)], date(2020, 12, 30))
    assert history.counts is not None
    assert len(history.counts.periods) == 11
    assert (labels(history), history.ahead, target(history)) == ([], 1, "2020-12")


def test_a_month_with_many_pending_records_waits_although_it_is_over(make_tally: Any) -> None:
    first = to_number(date(2020, 1, 1))
    rows = [(first + day, 0, 50, 0, 10 if day > 50 else 0, 0) for day in range(60)]
    history = history_of([make_tally(rows)], date(2020, 2, 29))
    assert history.counts is not None
    assert history.counts.decided[:, 0, 0].tolist() == [31 * 50]
    assert labels(history) == ["2020-02"]
    assert history.pending == pytest.approx(90 / (29 * 50 + 90))
    assert (history.ahead, target(history)) == (2, "2020-03")


def test_a_few_pending_records_do_not_hold_a_month_back(make_tally: Any) -> None:
    first = to_number(date(2020, 1, 1))
    pending = int(31 * 100 * MAX_PENDING)
    rows = [(first + day, 0, 100, 0, pending if day == 3 else 0, 0) for day in range(31)]
    assert history_of([make_tally(rows)], date(2020, 1, 31)).unripe == ()


def test_a_month_that_is_pending_under_one_limit_waits_under_all(make_tally: Any) -> None:
    first = to_number(date(2020, 1, 1))
    quick = make_tally([(first + day, 0, 9, 1, 0, 0) for day in range(60)])
    slow = make_tally([(first + day, 0, 9, 1 - day // 40, day // 40, 0) for day in range(60)])
    history = history_of([quick, slow], date(2020, 2, 29))
    assert labels(history) == ["2020-02"]
    assert history.counts is not None
    assert history.counts.decided[:, 0].tolist() == [[310, 310]]


def test_a_slower_neighbour_does_not_hold_the_leading_limit_back(make_tally: Any) -> None:
    first = to_number(date(2020, 1, 1))
    quick = make_tally([(first + day, 0, 9, 1, 0, 0) for day in range(60)])
    slow = make_tally([(first + day, 0, 9, 1 - day // 40, day // 40, 0) for day in range(60)])
    history = history_of([quick, slow], date(2020, 2, 29), lead=True)
    assert labels(history) == []
    assert history.counts is not None
    assert history.counts.decided[:, 0].tolist() == [[310, 310], [290, 0]]


def test_days_still_to_come_are_not_history(make_tally: Any) -> None:
    rows = [(to_number(NEW_YEAR) + day, 0, 1, 0, 0, 0) for day in range(-62, 400)]
    history = history_of([make_tally(rows)], date(2020, 12, 31))
    assert history.counts is not None
    assert history.counts.decided.sum() == 62
    assert history.last_day == date(2020, 12, 31)


def test_a_slip_of_the_century_costs_no_memory(make_tally: Any) -> None:
    rows = [(to_number(date(1, 1, 1)), 0, 1, 0, 0, 0), (to_number(NEW_YEAR) - 1, 0, 1, 0, 0, 0)]
    history = history_of([make_tally(rows)], NEW_YEAR)
    assert history.counts is not None
    assert len(history.counts.periods) <= 12 * MAX_YEARS + 1


def test_without_a_ripe_month_there_is_nothing_to_judge_from(make_tally: Any) -> None:
    for rows in ([], [(to_number(NEW_YEAR), 0, 5, 0, 0, 0)], [(0, 0, 0, 0, 5, 5)]):
        history = history_of([make_tally(rows)], NEW_YEAR)
        assert history.counts is None
        assert history.target is None


def test_old_data_are_judged_a_quarter_of_a_year_ahead_at_most(monthly: Any) -> None:
    history = history_of([monthly([0.9] * 12)], date(2031, 1, 1))
    assert (history.ahead, target(history)) == (3, "2021-03")
    assert history_of([monthly([0.9] * 12)], date(2031, 1, 1), Grain.QUARTER).ahead == 1


def test_merged_segments_are_one_cluster_a_day(make_tally: Any, monthly: Any) -> None:
    split = history_of([monthly([0.7, 0.8], names=("AA", "UA"))], NEW_YEAR, merged=True)
    whole = history_of([monthly([0.7, 0.8], a_day=40)], NEW_YEAR)
    assert split.segments == ((),)
    assert split.counts is not None
    assert whole.counts is not None
    for name in ("decided", "kept", "pairs", "day_size"):
        ours, theirs = getattr(split.counts, name), getattr(whole.counts, name)
        assert ours == pytest.approx(theirs)


def test_limits_counted_for_different_segments_are_refused(monthly: Any) -> None:
    with pytest.raises(MeasureError, match="different segments"):
        history_of([monthly([0.9], names=("AA",)), monthly([0.9], names=("UA",))], NEW_YEAR)


@given(
    st.lists(st.tuples(st.integers(0, 700), *[st.integers(0, 9)] * 4), max_size=40),
    st.dates(date(1970, 1, 1), date(1972, 6, 1)),
    st.sampled_from(Grain),
)
def test_every_decided_record_until_today_is_ripe_or_in_a_period_that_runs_or_waits(
    make_tally: Any, rows: list[tuple[int, ...]], today: date, grain: Grain
) -> None:
    unique = {row[0]: row for row in rows}.values()
    tally = make_tally([(day, 0, *rest) for day, *rest in unique])
    history, limit = history_of([tally], today, grain), to_number(today)
    numbers = {to_number(p.first_day) + i for p in history.unripe for i in range(92)}
    inside = {n for n in numbers if Period.of(to_day(n), grain) in history.unripe}
    running = Period.of(today, grain)
    if running.last_day > today:
        inside |= set(range(to_number(running.first_day), limit + 1))
    waiting = sum(row[1] + row[2] for row in unique if row[0] in inside and row[0] <= limit)
    known = sum(row[1] + row[2] for row in unique if row[0] <= limit)
    ripe = 0 if history.counts is None else history.counts.decided.sum()
    assert ripe + waiting == known
