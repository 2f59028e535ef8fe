"""Agents on duty, from the calendars that they work by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.answering import Duty
from ringtrue.core.calendar import Calendar, Opening
from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.do.staffing.duty import agents_on_duty, staffed

LONDON = ZoneInfo("Europe/London")
DAY = (Opening(time(8), time(20)),)
PHONES = Calendar("phones", "Europe/London", (DAY,) * 5 + ((), ()), frozenset({date(2026, 4, 3)}))
LATE = Calendar("late", "Europe/London", ((Opening(time(17, 15), time(0)),),) * 7)
CALENDARS = {"phones": PHONES, "late": LATE}
MONDAY = datetime(2026, 3, 30, tzinfo=LONDON)


def there(start: datetime, *duties: Duty, seconds: float = 1800) -> float:
    return float(agents_on_duty(duties, CALENDARS, [start], seconds)[0])


@pytest.mark.parametrize(
    ("hour", "minute", "agents"),
    [(7, 30, 0), (8, 0, 6), (17, 0, 7), (17, 30, 8), (19, 30, 8), (20, 0, 2), (23, 30, 2)],
)
def test_duties_add_up_while_their_calendars_are_open(
    hour: int, minute: int, agents: float
) -> None:
    start = MONDAY.replace(hour=hour, minute=minute)
    assert there(start, Duty("phones", 6), Duty("late", 2)) == agents


def test_nobody_is_there_on_closed_days_and_holidays() -> None:
    noon = timedelta(hours=12)
    sunday, good_friday = MONDAY - timedelta(days=1) + noon, MONDAY + timedelta(days=4) + noon
    assert there(sunday, Duty("phones", 6)) == there(good_friday, Duty("phones", 6)) == 0


def test_a_calendar_keeps_its_own_clock() -> None:
    tokyo = datetime(2026, 3, 30, 16, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert there(tokyo, Duty("phones", 6)) == 6
    assert there(tokyo - timedelta(hours=1), Duty("phones", 6)) == 0


@given(st.integers(0, 60 * 24 * 14), st.sampled_from([300, 900, 1800, 3600]))
def test_halves_of_an_interval_make_the_whole(minute: int, seconds: int) -> None:
    duties, start = (Duty("phones", 6), Duty("late", 3)), MONDAY + timedelta(minutes=minute)
    middle = start + timedelta(seconds=seconds / 2)
    halves = [there(each, *duties, seconds=seconds / 2) for each in (start, middle)]
    assert there(start, *duties, seconds=seconds) == pytest.approx(sum(halves) / 2)


def test_only_intervals_with_somebody_are_staffed() -> None:
    starts = [MONDAY.replace(hour=7), MONDAY.replace(hour=9)]
    found = staffed(agents_on_duty((Duty("phones", 1),), CALENDARS, starts, 1800))
    assert found.tolist() == [False, True]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ConfigError, match="no calendar 'nights'"):
        there(MONDAY, Duty("nights", 1))
    with pytest.raises(UsageError, match="-1 agents"):
        Duty("phones", -1)
