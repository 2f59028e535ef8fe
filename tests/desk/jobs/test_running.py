"""One job from asking to ending: once for a key, run as who asked, every ending told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from ringtrue.core.errors import SourceAwayError, SourceError
from ringtrue.core.role import Role
from ringtrue.desk.audit import record
from ringtrue.desk.jobs.kinds import KINDS, JobKind
from ringtrue.desk.jobs.lease import held_by, reap, take
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.jobs.running import Ending, GivenUpError, run_next
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.jobs.work import Work
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.job import JobRecord

if TYPE_CHECKING:
    from conftest import MakePerson

pytestmark = pytest.mark.django_db


def now() -> datetime:
    return datetime.now(UTC)


def let_time_pass(job: JobRecord) -> None:
    """As if its lease had run out."""
    JobRecord.objects.filter(pk=job.pk).update(lease_until=now() - timedelta(seconds=1))


def make_due(job: JobRecord) -> None:
    """As if its pause were over."""
    from django_tasks_db.models import DBTaskResult

    job.refresh_from_db()
    DBTaskResult.objects.filter(pk=job.task).update(run_after=now())


def test_a_job_is_run_once_with_its_arguments_as_who_asked(let_run, person: MakePerson) -> None:
    seen: list[Work] = []
    let_run(JobKind.WATCH, lambda work: seen.append(work) or "Seen.")
    ann = person("ann", Role.ADMIN)
    asked = enqueue(JobKind.WATCH, key="book", by=ann, number=7, word="plum", nothing=None)
    ended = run_next("worker")
    assert ended is not None
    assert (ended.job, ended.ending, ended.said) == (asked, Ending.DONE, "Seen.")
    assert run_next("worker") is None
    (work,) = seen
    assert work.by == ann
    assert (work.number("number"), work.text("word"), work.text("nothing")) == (7, "plum", "")
    assert work.workspace.name == "Plum & Pear"
    asked.refresh_from_db()
    assert (asked.state, asked.result, asked.attempts) == (JobState.DONE, "Seen.", 1)
    assert asked.ended_at is not None and asked.lease_until is None


def test_an_unfinished_job_of_the_same_key_is_the_answer(let_run) -> None:
    let_run(JobKind.WATCH, lambda work: "Seen.")
    first = enqueue(JobKind.WATCH, key="book")
    assert enqueue(JobKind.WATCH, key="book") == first
    assert enqueue(JobKind.WATCH, key="another") != first
    assert enqueue(JobKind.MEASURE, key="book") != first
    assert take("worker") == first
    assert enqueue(JobKind.WATCH, key="book") == first, "one under way is unfinished too"


def test_a_job_that_has_ended_can_be_asked_for_again(let_run) -> None:
    let_run(JobKind.WATCH, lambda work: "Seen.")
    first = enqueue(JobKind.WATCH, key="book")
    run_next("worker")
    assert enqueue(JobKind.WATCH, key="book") != first


def test_what_is_rolled_back_asks_for_nothing(let_run) -> None:
    let_run(JobKind.WATCH, lambda work: "Seen.")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue(JobKind.WATCH, key="book")
        raise ZeroDivisionError
    assert run_next("worker") is None
    assert not JobRecord.objects.exists()


def test_a_reason_that_somebody_must_see_is_told_and_not_tried_again(let_run) -> None:
    def run(work: Work) -> str:
        raise SourceError("there is no column 'plum'", where="orders.plum", cure="Name another.")

    let_run(JobKind.WATCH, run)
    job = enqueue(JobKind.WATCH, key="book")
    ended = run_next("worker")
    assert ended is not None and ended.ending is Ending.FAILED
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error == "orders.plum: there is no column 'plum'. Name another."
    assert run_next("worker") is None


def test_a_workspace_that_cannot_be_read_fails_the_job_with_the_line(let_run, folder: Path) -> None:
    let_run(JobKind.WATCH, lambda work: "Seen.")
    (folder / "ringtrue.yaml").write_text("nmae: Plum\n", encoding="utf-8")
    job = enqueue(JobKind.WATCH, key="book")
    run_next("worker")
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "ringtrue.yaml:1:1" in job.error and "Did you mean 'name'?" in job.error


def test_what_may_pass_by_itself_is_tried_again_later_and_given_up_in_the_end(let_run) -> None:
    tries: list[int] = []

    def run(work: Work) -> str:
        tries.append(1)
        raise OSError("the network is away, with a password in its text")

    let_run(JobKind.WATCH, run, retries=2)
    job = enqueue(JobKind.WATCH, key="book")
    pauses = []
    for ending in (Ending.PUT_OFF, Ending.PUT_OFF, Ending.FAILED):
        ended = run_next("worker")
        assert ended is not None and ended.ending is ending
        job.refresh_from_db()
        pauses.append((job.due_at - now()).total_seconds())
        assert run_next("worker") is None, "not before its pause is over"
        make_due(job)
    assert len(tries) == 3
    assert 5 < pauses[0] <= 10 and 30 < pauses[1] <= 40
    assert job.state == JobState.FAILED
    assert "OSError" in job.error and "password" not in job.error


def test_a_database_that_is_away_is_asked_again_and_told_in_its_own_words(let_run) -> None:
    answers = [SourceAwayError("the orders do not answer", where="orders", cure="Start them."), ""]

    def run(work: Work) -> str:
        if isinstance(answer := answers.pop(0), Exception):
            raise answer
        return "Measured."

    let_run(JobKind.MEASURE, run)
    job = enqueue(JobKind.MEASURE, key="book")
    ended = run_next("worker")
    assert ended is not None and ended.ending is Ending.PUT_OFF
    assert "the orders do not answer; next try" in ended.said
    job.refresh_from_db()
    assert job.error == "orders: the orders do not answer. Start them."
    assert run_next("worker") is None, "not before its pause is over"
    make_due(job)
    ended = run_next("worker")
    assert ended is not None and (ended.ending, ended.said) == (Ending.DONE, "Measured.")
    job.refresh_from_db()
    assert job.error == ""


def test_a_database_that_stays_away_fails_the_job_with_what_was_wrong(let_run) -> None:
    def run(work: Work) -> str:
        raise SourceAwayError("the orders do not answer", where="orders", cure="Start them.")

    let_run(JobKind.MEASURE, run, retries=1)
    job = enqueue(JobKind.MEASURE, key="book")
    run_next("worker")
    make_due(job)
    ended = run_next("worker")
    assert ended is not None and ended.ending is Ending.FAILED
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 2)
    assert job.error == "orders: the orders do not answer. Start them."


def test_one_that_waits_for_its_next_try_is_hurried_on_by_a_person_alone(
    let_run, person: MakePerson
) -> None:
    tries: list[int] = []

    def run(work: Work) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OSError
        return "Seen."

    let_run(JobKind.WATCH, run)
    job = enqueue(JobKind.WATCH, key="book")
    run_next("worker")
    assert enqueue(JobKind.WATCH, key="book") == job
    assert run_next("worker") is None
    assert enqueue(JobKind.WATCH, key="book", by=person("ann", Role.ADMIN)) == job
    ended = run_next("worker")
    assert ended is not None and ended.ending is Ending.DONE
    job.refresh_from_db()
    assert job.error == ""


def test_what_breaks_the_worker_off_gives_the_job_back_untried(let_run) -> None:
    def run(work: Work) -> str:
        raise GivenUpError

    let_run(JobKind.WATCH, run)
    job = enqueue(JobKind.WATCH, key="book")
    with pytest.raises(GivenUpError):
        run_next("worker")
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_until) == (JobState.WAITING, 0, None)
    assert take("another") == job


def test_a_lost_worker_s_job_goes_back_and_is_given_up_after_its_last_try(let_run) -> None:
    let_run(JobKind.WATCH, lambda work: "Seen.", retries=1)
    job = enqueue(JobKind.WATCH, key="book")
    assert take("one") == job
    assert reap() == [], "its lease has not run out"
    let_time_pass(job)
    assert reap() == [job]
    assert take("two") == job
    let_time_pass(job)
    assert [each.state for each in reap()] == [JobState.FAILED]
    job.refresh_from_db()
    assert "worker that ran it was lost (attempt 2)" in job.error
    assert run_next("three") is None


def test_a_worker_that_slept_through_its_lease_changes_nothing_any_more(let_run) -> None:
    def run(work: Work) -> str:
        let_time_pass(JobRecord.objects.get())
        reap()
        with transaction.atomic():
            record("worker", "write", "book")
        return "Done twice."

    let_run(JobKind.WATCH, run)
    job = enqueue(JobKind.WATCH, key="book")
    ended = run_next("sleeper")
    assert ended is not None and ended.ending is Ending.LOST
    assert not EventRecord.objects.exists()
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_what_went_through_before_its_worker_was_lost_is_not_done_again(let_run) -> None:
    def run(work: Work) -> str:
        with transaction.atomic():
            record("worker", "write", "book")
        raise SystemError("killed here")

    for at_once, events in ((True, 1), (False, 2)):
        let_run(JobKind.WATCH, run, at_once=at_once)
        EventRecord.objects.all().delete()
        job = enqueue(JobKind.WATCH, key=f"{at_once}")
        for _ in range(2):
            run_next("worker")
            make_due(job)
        assert EventRecord.objects.count() == events
        assert (job.state == JobState.DONE) is at_once


def test_an_older_worker_leaves_a_kind_that_it_does_not_know_to_newer_ones(let_run) -> None:
    job = enqueue(JobKind.WATCH, key="book")
    JobRecord.objects.filter(pk=job.pk).update(kind="send carrier pigeons")
    assert run_next("old") is None
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert "knows no job 'send carrier pigeons'" in job.error


def test_what_a_person_waits_for_goes_before_what_the_schedule_asks_for(
    let_run, person: MakePerson
) -> None:
    routine = enqueue(JobKind.MEASURE, key="book")
    asked = enqueue(JobKind.WATCH, key="book", by=person("ann", Role.ADMIN))
    assert [take("worker"), take("worker")] == [asked, routine]


@pytest.mark.parametrize("kind", JobKind)
def test_every_kind_has_terms_and_a_function_that_can_be_found(kind: JobKind) -> None:
    from importlib import import_module

    module, _, name = KINDS[kind].run.partition(":")
    assert callable(getattr(import_module(module), name))
    assert KINDS[kind].title and KINDS[kind].lease_seconds >= 30


def test_the_attempt_that_holds_a_job_is_named_by_its_task(let_run) -> None:
    job = enqueue(JobKind.WATCH, key="book")
    taken = take("worker")
    assert taken is not None and held_by(taken).row().get() == job
