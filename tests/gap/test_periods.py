from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.outcome import to_number
from ringtrue.gap.periods import Grain, Period, period_numbers

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
grains = st.sampled_from(Grain)


@given(days, grains)
def test_a_day_lies_in_its_period(day: date, grain: Grain) -> None:
    period = Period.of(day, grain)
    assert period.first_day <= day <= period.last_day


@given(days, grains)
def test_periods_follow_each_other_without_gap_or_overlap(day: date, grain: Grain) -> None:
    period = Period.of(day, grain)
    assert period.next().first_day == period.last_day + timedelta(days=1)
    assert Period.of(period.last_day, grain) == period
    assert Period.of(period.next().first_day, grain) == period.next()


@given(st.lists(days, min_size=2, max_size=2), grains)
def test_labels_sort_as_time_runs(two: list[date], grain: Grain) -> None:
    early, late = sorted(Period.of(day, grain) for day in two)
    assert early.label <= late.label
    assert (early.label == late.label) == (early == late)


@given(days)
def test_weeks_are_those_of_iso_8601(day: date) -> None:
    year, week, _ = day.isocalendar()
    assert Period.of(day, Grain.WEEK).label == f"{year}-W{week:02d}"


@given(days)
def test_months_count_as_the_forecasts_do(day: date) -> None:
    number = period_numbers([to_number(day)], Grain.MONTH)[0]
    assert number == 12 * day.year + day.month - 1


@pytest.mark.parametrize(
    ("grain", "title"),
    [
        (Grain.WEEK, "the week of 27 May 2013"),
        (Grain.MONTH, "June 2013"),
        (Grain.QUARTER, "the second quarter of 2013"),
    ],
)
def test_periods_are_named_in_prose(grain: Grain, title: str) -> None:
    assert Period.of(date(2013, 6, 2), grain).title == title
