"""Holding a job: a worker has it until a moment that it moves on, and ends it if it has it still.

Every change asks whether the job is still held by the same attempt, so that a worker that slept
through its lease can do nothing any more to a job that another one has.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from ringtrue.core.errors import RingtrueError
from ringtrue.desk.jobs import tasks
from ringtrue.desk.jobs.backing_off import pause_after
from ringtrue.desk.jobs.kinds import KINDS, JobKind, KindTerms
from ringtrue.desk.jobs.queue import put_again
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.job import JobRecord

_STEP, _RESULT = 200, 300
_LOST = "the worker that ran it was lost"
_NEWER = timedelta(minutes=1)
_KNOWN = [kind.value for kind in JobKind]


class LeaseLostError(Exception):
    """The job was given to another worker; what this one did since its last transaction is void."""


@dataclass(frozen=True, slots=True)
class Held:
    """An attempt at a job, as the worker has it that runs it."""

    job: int
    task: UUID
    kind: JobKind

    @property
    def terms(self) -> KindTerms:
        """On what terms its kind is run."""
        return KINDS[self.kind]

    def row(self) -> QuerySet[JobRecord]:
        """The job as long as this attempt holds it, else nothing."""
        return JobRecord.objects.filter(pk=self.job, task=self.task, state=JobState.RUNNING)

    def until(self) -> datetime:
        """When the lease runs out that is given now."""
        return datetime.now(UTC) + timedelta(seconds=self.terms.lease_seconds)


_HELD: ContextVar[Held | None] = ContextVar("the job under way", default=None)


def take(worker: str) -> JobRecord | None:
    """The next job that is due, held by this worker from now on; None when there is none."""
    if not tasks.any_ready():
        return None
    with transaction.atomic():
        attempt = tasks.take(worker)
        if attempt is None:
            return None
        job = JobRecord.objects.select_related("by").filter(task=attempt).first()
        if job is None or job.state != JobState.WAITING or job.kind not in _KNOWN:
            _stray(job, attempt)
            return None
        job.state, job.attempts = JobState.RUNNING, job.attempts + 1
        job.worker, job.step, job.share = worker, "", 0.0
        job.began_at, job.lease_until = datetime.now(UTC), held_by(job).until()
        job.save()
    return job


def held_by(job: JobRecord) -> Held:
    """The present attempt at a job."""
    return Held(job.pk, job.task, JobKind(job.kind))


@contextmanager
def holding(held: Held) -> Iterator[None]:
    """Let every transaction of this block go through only while the job is held."""
    before = _HELD.set(held)
    try:
        yield
    finally:
        _HELD.reset(before)


def confirm() -> None:
    """Within a transaction: make sure that the job under way, if any, is held until it is through.

    Raises `LeaseLostError` when it is not, so that nothing is done twice.
    """
    held = _HELD.get()
    if held and not held.row().update(lease_until=held.until(), settled_at=datetime.now(UTC)):
        raise LeaseLostError


def extend(held: Held, step: str, share: float) -> bool:
    """Give a sign of life, and say how far it is; false when the job is not held any more."""
    told = {"step": step[:_STEP], "share": min(max(share, 0.0), 1.0)}
    return bool(held.row().update(lease_until=held.until(), **told))


def finish(held: Held, said: str) -> bool:
    """It is done; false when it was not held any more."""
    return _end(held, JobState.DONE, result=said[:_RESULT], what="", where="", cure="")


def fail(held: Held, error: RingtrueError) -> bool:
    """It is given up, for a reason that somebody must see."""
    return _end(held, JobState.FAILED, what=error.what, where=error.where, cure=error.cure)


def put_off(held: Held, error: RingtrueError) -> datetime | None:
    """Try again later, for a reason that may pass by itself; None when it was tried often enough.

    Answers with the time of the next try.
    """
    with transaction.atomic():
        job = held.row().select_for_update().first()
        if job is None or job.attempts > held.terms.retries:
            fail(held, error)
            return None
        due = datetime.now(UTC) + pause_after(job.attempts)
        _tell(job, error)
        put_again(job, due)
    return due


def give_back(held: Held) -> None:
    """Leave it to the next worker, as if it had not been taken."""
    with transaction.atomic():
        job = held.row().select_for_update().first()
        if job is not None and put_again(job, datetime.now(UTC)):
            JobRecord.objects.filter(pk=job.pk).update(attempts=F("attempts") - 1)


def reap() -> list[JobRecord]:
    """Take back every job whose lease ran out: it waits again, or is given up after its last try.

    Answers with those jobs as they are now. Each is taken back by one worker.
    """
    now = datetime.now(UTC)
    over = JobRecord.objects.filter(
        state=JobState.RUNNING, lease_until__lt=now, kind__in=_KNOWN
    ).order_by("id")
    if not over.exists():
        return []
    found = []
    with transaction.atomic():
        for job in over.select_for_update(skip_locked=True):
            _take_back(job, now)
            job.refresh_from_db()
            found.append(job)
    return found


def forget(before: datetime) -> int:
    """Drop what was done or given up before a moment; how many jobs that were."""
    tasks.forget(before)
    return JobRecord.objects.filter(ended_at__lt=before).delete()[0]


def _take_back(job: JobRecord, now: datetime) -> None:
    held = held_by(job)
    cure = "Try it again; when that fails too, see the log of the worker and the memory it has."
    error = RingtrueError(f"{_LOST} (attempt {job.attempts})", cure=cure)
    if job.attempts > held.terms.retries:
        fail(held, error)
        return
    _tell(job, error)
    put_again(job, now)


def _tell(job: JobRecord, error: RingtrueError) -> None:
    told = {"what": error.what, "where": error.where, "cure": error.cure}
    JobRecord.objects.filter(pk=job.pk).update(**told)


def _end(held: Held, state: JobState, **told: str) -> bool:
    with transaction.atomic():
        ended = held.row().update(
            state=state, ended_at=datetime.now(UTC), lease_until=None, step="", share=0, **told
        )
        if ended:
            tasks.end(held.task, well=state is JobState.DONE)
    return bool(ended)


def _stray(job: JobRecord | None, attempt: UUID) -> None:
    """An attempt that no job waits for is dropped; a kind unknown here is left to newer workers."""
    if job is None or job.state != JobState.WAITING:
        tasks.end(attempt, well=False)
        return
    cure = "Start the worker of the same version as the pages."
    _tell(job, RingtrueError(f"the worker's version knows no job {job.kind!r}", cure=cure))
    put_again(job, datetime.now(UTC) + _NEWER)
