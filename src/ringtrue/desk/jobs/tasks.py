"""The queue underneath: an attempt at a job is a task of django-tasks, kept by django-tasks-db.

Nothing else knows them. An attempt is put into the queue by the transaction that asks for it, is
taken once, and ends once; another attempt is another task.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

_ASKED, _ROUTINE = 10, 0
"""What a person waits for goes before what the schedule asks for."""


@task()
def attempt(job: int) -> None:
    """Stands in the queue for an attempt at a job, which `ringtrue work` alone can run."""
    raise RuntimeError(f"job {job} is run by 'ringtrue work', and by no other worker")


def put(job: int, due: datetime, *, asked: bool) -> UUID:
    """Queue an attempt at a job, not before it is due; within the caller's transaction."""
    wanted = attempt.using(run_after=due, priority=_ASKED if asked else _ROUTINE)
    return UUID(wanted.enqueue(job).id)


def any_ready() -> bool:
    """Whether an attempt is due, without a lock."""
    return DBTaskResult.objects.ready().exists()


def take(worker: str) -> UUID | None:
    """Take the next attempt that is due, within a transaction; no other worker gets it."""
    row = DBTaskResult.objects.ready().get_locked()
    if row is None:
        return None
    row.claim(worker)
    return UUID(str(row.pk))


def end(attempt: UUID, *, well: bool) -> None:
    """Take an attempt out of the queue, whether or not it was taken."""
    ended = TaskResultStatus.SUCCESSFUL if well else TaskResultStatus.FAILED
    DBTaskResult.objects.filter(pk=attempt).update(status=ended, finished_at=datetime.now(UTC))


def forget(before: datetime) -> None:
    """Drop attempts that ended before a moment."""
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
