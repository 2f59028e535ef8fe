"""Asking for a job by hand: one that failed once more, or what the schedule would do later."""

from __future__ import annotations

from django.db import transaction

from ringtrue.core.errors import NotFoundError, UsageError
from ringtrue.core.schedule import Routine
from ringtrue.desk.audit import record
from ringtrue.desk.jobs.kinds import KINDS, JobKind, kind_of
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.jobs.ticking import BOOK
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require


def try_again(person: Person, number: int) -> JobRecord:
    """Ask for a job that failed once more, as whom it was asked for.

    Raises `NotFoundError` when there is none of this number, `UsageError` when it did not fail.
    """
    require(person.name, person.roles, Action.SEE_JOBS)
    with transaction.atomic():
        job = JobRecord.objects.select_related("by").filter(pk=number).first()
        if job is None:
            cure = "Jobs that ended are forgotten after a while."
            raise NotFoundError(f"there is no job {number}", cure=cure)
        if job.state != JobState.FAILED or job.kind not in {kind.value for kind in JobKind}:
            cure = "Only what failed can be tried again."
            raise UsageError(f"job {number} is {job.state}", cure=cure)
        return _ask(person, JobKind(job.kind), job.key, job.by, job.arguments)


def do_now(person: Person, routine: Routine) -> JobRecord:
    """Let a worker do now what the schedule asks for; the schedule stays as it is."""
    require(person.name, person.roles, Action.SEE_JOBS)
    kind = kind_of(routine)
    if kind is None:
        raise NotFoundError(f"nothing does {routine.value!r}", cure="Choose another.")
    with transaction.atomic():
        return _ask(person, kind, BOOK, person, {})


def _ask(
    person: Person,
    kind: JobKind,
    key: str,
    by: Person | None,
    arguments: dict[str, str | int | None],
) -> JobRecord:
    job = enqueue(kind, key=key, by=by, **arguments)
    record(person, "ask for job", f"job:{job.pk}", {"job": KINDS[kind].title, "key": key})
    return job
