"""The schedule as it is kept: each due tick once, what was missed once, a new rule from now on."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringtrue.core.schedule import Daily, Every, Never, Routine, Rule, Schedule
from ringtrue.desk import clock
from ringtrue.desk.jobs.backing_off import pause_after
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.jobs.ticking import BOOK, tick
from ringtrue.desk.models.job import JobRecord, TickRecord

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def watching(rule: Rule, zone: str = "UTC") -> Schedule:
    return Schedule(zone, ((Routine.WATCH, rule),))


def tick_at(moment: datetime, schedule: Schedule) -> int:
    """How many jobs are asked for at a moment; each of them ends at once."""
    with clock.told_at(moment):
        found = len(tick(schedule))
    JobRecord.objects.update(state=JobState.DONE)
    return found


@pytest.mark.django_db
def test_nothing_is_due_when_a_schedule_is_seen_for_the_first_time() -> None:
    assert tick_at(START, watching(Every(60))) == 0
    assert TickRecord.objects.get().due_at == datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_each_tick_is_asked_for_once_and_what_was_missed_once() -> None:
    schedule = watching(Every(60))
    tick_at(START, schedule)
    moments = (0.4, 0.5, 0.6, 1.4, 1.5, 9.0, 9.1)
    asked = [tick_at(START + each * HOUR, schedule) for each in moments]
    assert asked == [0, 1, 0, 0, 1, 1, 0]


@pytest.mark.django_db
def test_a_rule_or_a_zone_that_was_changed_counts_from_now_on() -> None:
    tick_at(START, watching(Every(60)))
    later = START + 5 * HOUR
    daily = Daily(time(15))
    assert tick_at(later, watching(daily)) == 0
    assert TickRecord.objects.get().due_at == datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert tick_at(later, watching(daily, "Asia/Kolkata")) == 0
    assert TickRecord.objects.get().due_at == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    assert tick_at(later, watching(Never())) == 0
    assert not TickRecord.objects.exists()


@pytest.mark.django_db
def test_a_tick_while_the_job_before_is_under_way_is_answered_by_that() -> None:
    schedule = watching(Every(60))
    tick_at(START, schedule)
    job = enqueue(JobKind.WATCH, key=BOOK)
    with clock.told_at(START + HOUR):
        assert tick(schedule) == [job]
    assert JobRecord.objects.count() == 1


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    steps=st.lists(st.integers(1, 3000), min_size=1, max_size=12),
    minutes=st.integers(5, 1440),
)
def test_however_seldom_one_looks_there_is_one_job_for_all_that_passed(
    db: None, steps: list[int], minutes: int
) -> None:
    TickRecord.objects.all().delete()
    schedule, moment = watching(Every(minutes)), START
    tick_at(moment, schedule)
    for step in steps:
        before, moment = moment, moment + timedelta(minutes=step)
        due = schedule.after(Routine.WATCH, before)
        assert due is not None
        assert tick_at(moment, schedule) == (1 if due <= moment else 0)


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_asks_for_a_tick() -> None:
    schedule, together = watching(Every(60)), Barrier(4)
    tick_at(START, schedule)
    asked: list[JobRecord] = []

    def look() -> None:
        together.wait()
        with clock.told_at(START + HOUR):
            asked.extend(tick(schedule))
        connection.close()

    threads = [Thread(target=look) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(asked) == 1
    assert JobRecord.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_several_who_ask_for_one_key_at_once_all_get_the_same_job() -> None:
    together, asked = Barrier(4), []

    def ask() -> None:
        together.wait()
        asked.append(enqueue(JobKind.WATCH, key=BOOK).pk)
        connection.close()

    threads = [Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(set(asked)) == JobRecord.objects.count() == 1


@given(st.integers(1, 10_000))
def test_pauses_grow_and_end_at_an_hour(attempts: int) -> None:
    pause, following = pause_after(attempts), pause_after(attempts + 1)
    assert timedelta(seconds=10) <= pause <= following <= timedelta(hours=1)
    assert following in (4 * pause, timedelta(hours=1))
