"""Asking for a job: in the transaction of what it is for, and once however often it is asked for.

from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.queue import enqueue

with transaction.atomic():
    ...
    enqueue(JobKind.SEND_NOTIFICATIONS, key="notifications")
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ringtrue.desk.jobs import tasks
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.state import UNFINISHED, JobState
from ringtrue.desk.jobs.work import Argument
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import Person

_TRIES = 5
"""So often the job of the same key may end in the very moment in which it is answered with."""


def enqueue(
    kind: JobKind, *, key: str, by: Person | None = None, **arguments: Argument
) -> JobRecord:
    """Ask for a job; an unfinished one of the same kind and key is the answer when there is one.

    It exists when the transaction around this goes through, and not otherwise. `by` is who asked
    and as whom it runs; without, it is the schedule. `key` is what must not be done twice at once
    (at most 200 characters). A job that only waits for its next try is hurried on when a person
    asks for it again.
    """
    for _ in range(_TRIES):
        with transaction.atomic():
            found = jobs_of(kind, key).filter(state__in=UNFINISHED).first()
            if found is not None:
                return _hurried(found) if by else found
            try:
                with transaction.atomic():
                    return _new(kind, key, by, arguments)
            except IntegrityError:
                continue
    raise RuntimeError(f"the job {kind.value} {key!r} begins and ends too quickly to be asked for")


def jobs_of(kind: JobKind, key: str) -> QuerySet[JobRecord]:
    """The jobs of a kind and key, the newest first; only the newest can be unfinished."""
    return JobRecord.objects.select_related("by").filter(kind=kind.value, key=key)


def put_again(job: JobRecord, due: datetime) -> bool:
    """Let a job wait for another attempt; false when somebody else has moved it on meanwhile.

    Within a transaction. The attempt that it had ends with that, wherever it is.
    """
    old, new = job.task, tasks.put(job.pk, due, asked=job.by_id is not None)
    held = JobRecord.objects.filter(pk=job.pk, task=old, state=job.state)
    moved = held.update(
        task=new, state=JobState.WAITING, due_at=due, lease_until=None, worker="", step="", share=0
    )
    tasks.end(old if moved else new, well=False)
    return bool(moved)


def _new(kind: JobKind, key: str, by: Person | None, arguments: dict[str, Argument]) -> JobRecord:
    now = datetime.now(UTC)
    job = JobRecord.objects.create(
        kind=kind.value, key=key, by=by, arguments=arguments, asked_at=now, due_at=now, task=uuid4()
    )
    job.task = tasks.put(job.pk, now, asked=by is not None)
    job.save(update_fields=["task"])
    return job


def _hurried(job: JobRecord) -> JobRecord:
    now = datetime.now(UTC)
    if job.state == JobState.WAITING and job.due_at > now:
        put_again(job, now)
        job.refresh_from_db()
    return job
