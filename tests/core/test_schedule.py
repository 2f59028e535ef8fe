"""The arithmetic of ticks: none twice, none left out, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.schedule import Daily, Every, Never, Routine, Rule, Schedule

ZONES = (
    "UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
    "Pacific/Apia", "America/Sao_Paulo",
)  # fmt: skip
zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2009, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
days = st.frozensets(st.integers(0, 6), min_size=1)
daily = st.builds(
    Daily, st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)), days
)
rules = st.one_of(daily, st.builds(Every, st.integers(5, 1440)))


def following(rule: Rule, moment: datetime, zone: str) -> datetime:
    found = rule.after(moment, zone)
    assert found is not None
    return found


@given(rules, moments, zones)
def test_a_tick_comes_after_the_moment_and_no_other_lies_between(
    rule: Rule, moment: datetime, zone: str
) -> None:
    tick = following(rule, moment, zone)
    assert tick > moment
    assert tick.utcoffset() == timedelta(0)
    between = moment + (tick - moment) / 2
    assert following(rule, between, zone) == tick
    assert following(rule, tick - timedelta(microseconds=1), zone) == tick
    assert following(rule, tick, zone) > tick


@given(daily, moments, zones)
def test_each_day_of_the_rule_has_one_tick_at_its_time(
    rule: Daily, moment: datetime, zone: str
) -> None:
    place, tick = ZoneInfo(zone), moment
    seen = []
    for _ in range(10):
        tick = following(rule, tick, zone)
        seen.append(tick.astimezone(place))
    for local in seen:
        shown = datetime.combine(local.date(), rule.at, place)
        exists = shown.astimezone(UTC).astimezone(place).replace(tzinfo=None) == shown.replace(
            tzinfo=None
        )
        if exists:
            assert local.time() == rule.at
            assert local.fold == 0, "of an hour shown twice the first"
            assert local.weekday() in rule.days
    dates = [local.date() for local in seen]
    gone = zone == "Pacific/Apia"  # It left out a whole day in December 2011.
    assert gone or len(set(dates)) == len(dates)


@given(st.integers(5, 1440), moments)
def test_so_many_minutes_apart_means_by_the_clock_of_the_world(
    minutes: int, moment: datetime
) -> None:
    first = following(Every(minutes), moment, "Europe/London")
    assert first - moment <= timedelta(minutes=minutes)
    assert following(Every(minutes), first, "Asia/Kolkata") - first == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("before", "at", "tick"),
    [
        # Europe/London 2026: forward on 29 March at 01:00, back on 25 October at 02:00.
        ("2026-03-28T12:00", time(1, 30), "2026-03-29T01:30"),
        ("2026-03-29T12:00", time(1, 30), "2026-03-30T00:30"),
        ("2026-10-24T12:00", time(1, 30), "2026-10-25T00:30"),
        ("2026-10-25T00:30", time(1, 30), "2026-10-26T01:30"),
    ],
)
def test_an_hour_left_out_or_shown_twice_ticks_once(before: str, at: time, tick: str) -> None:
    moment = datetime.fromisoformat(before).replace(tzinfo=UTC)
    wanted = datetime.fromisoformat(tick).replace(tzinfo=UTC)
    assert Daily(at).after(moment, "Europe/London") == wanted


def test_never_is_never() -> None:
    schedule = Schedule(rules=((Routine.WATCH, Never()),))
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert schedule.after(Routine.WATCH, now) is None
    assert schedule.after(Routine.MEASURE, now) is None, "one that is not said is not done"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Every(1), "every minute"), (Every(90), "every 90 minutes"), (Every(60), "every hour"),
        (Every(1440), "every 24 hours"), (Daily(time(5)), "daily at 05:00"),
        (Daily(time(5, 30), frozenset({0, 1, 2, 3, 4})), "weekdays at 05:30"),
        (Daily(time(18), frozenset({6, 2})), "Wednesday, Sunday at 18:00"), (Never(), "never"),
    ],
)  # fmt: skip
def test_a_rule_says_itself_in_words(rule: Rule, words: str) -> None:
    assert str(rule) == words


@given(
    st.sampled_from(("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut")),
    st.integers(2010, 2030),
    st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
)
def test_the_letter_of_the_day_goes_once_on_each_day_of_a_year_whatever_the_clocks_do(
    zone: str, year: int, at: time
) -> None:
    schedule, place = Schedule(zone, digest=Daily(at)), ZoneInfo(zone)
    moment = datetime(year, 1, 1, 0, 0, tzinfo=place).astimezone(UTC) - timedelta(minutes=1)
    seen = []
    for _ in range(365):
        moment = schedule.next_digest(moment)
        seen.append(moment.astimezone(place))
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [each.date() for each in seen] == days
    late = [each for each in seen if each.time() != at]
    assert len(late) <= 1, "only on the day whose clocks leave that time out"
    assert all(each.time() > at for each in late)
