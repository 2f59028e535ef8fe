"""Working time: the closed form against walking the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import brute_force
import pytest
import worlds
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.calendar import Calendar, Opening
from ringtrue.core.errors import ConfigError
from ringtrue.core.outcome import to_number
from ringtrue.do.calendars import working
from ringtrue.do.zones import (
    jumps,
    offsets_by_instant,
    offsets_by_wall,
    to_micro,
    wall_micro,
    zone_named,
)

ZONES = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
MOMENTS = st.datetimes(datetime(2023, 12, 1), datetime(2025, 2, 1))


@given(MOMENTS, st.integers(0, 600), st.sampled_from(worlds.CALENDARS))
def test_open_time_is_what_passes_while_the_clock_shows_an_opening_hour(start, hours, calendar):
    first = start.replace(tzinfo=UTC)
    last = first + timedelta(hours=hours)
    found = working(calendar)
    zone = calendar.time_zone
    passed = [
        found.open_elapsed(to_micro(each), wall_micro(zone, to_micro(each)), 2022, 2027)
        for each in (first, last)
    ]
    walked = brute_force.Hours(calendar).open_between(first, last)
    assert timedelta(microseconds=passed[1] - passed[0]) == walked


@given(st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.integers(0, 40))
def test_working_days_are_counted_one_by_one(day, later):
    found, hours = working(worlds.SHOP), brute_force.Hours(worlds.SHOP)
    days = [day + timedelta(days=n + 1) for n in range(later)]
    last = to_number(day + timedelta(days=later))
    counted = found.working_days(last) - found.working_days(to_number(day))
    assert counted == sum(map(hours.works, days))
    assert found.is_working(last) == hours.works(day + timedelta(days=later))


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1)), st.sampled_from(ZONES))
def test_offsets_are_those_of_the_zone(moment, name):
    zone = zone_named(name)
    aware = moment.replace(tzinfo=UTC)
    shown = aware.astimezone(zone).replace(tzinfo=UTC)
    years = (moment.year - 1, moment.year + 1)
    micro = to_micro(aware)
    assert micro + offsets_by_instant(name, *years).at(micro) == to_micro(shown)
    meant = to_micro(moment.replace(tzinfo=zone))
    assert micro - offsets_by_wall(name, *years).at(micro) == meant


def test_a_zone_without_clock_changes_has_no_steps():
    assert jumps("Asia/Kathmandu", 2000, 2030) == ()


@pytest.mark.parametrize("name", ["Mars/Base", "", "../etc/passwd", "\0", "x" * 5000])
def test_a_zone_that_does_not_exist_is_refused(name):
    with pytest.raises(ConfigError) as told:
        zone_named(name, "orders")
    assert "Europe/Berlin" in told.value.cure


@pytest.mark.parametrize(
    ("week", "words"),
    [
        (((),) * 7, "no opening hours"),
        (((),) * 6, "6 days"),
        (((Opening(time(9), time(8)),),) * 7, "09:00:00 to 08:00:00"),
        (((Opening(time(9), time(9)),),) * 7, "09:00:00 to 09:00:00"),
        (((Opening(time(9), time(12)), Opening(time(11), time(17))),) * 7, "overlap"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(week, words):
    with pytest.raises(ConfigError, match=words):
        working(Calendar("shop", "UTC", week))


def test_hours_that_touch_are_no_overlap():
    touching = (Opening(time(12), time(0)), Opening(time(9), time(12)))
    found = working(replace(worlds.SHOP, week=(touching,) * 7))
    assert found.open_time(0) == 15 * 3600 * 1_000_000


def test_a_holiday_on_a_closed_day_changes_nothing():
    sunday = replace(worlds.SHOP, holidays=frozenset({date(2024, 3, 10)}))
    assert working(sunday).holidays == ()
