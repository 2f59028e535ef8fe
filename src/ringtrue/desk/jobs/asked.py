"""How far something is that somebody asked for, for whoever looks on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.job import JobRecord


@dataclass(frozen=True, slots=True)
class JobAsked:
    """A job that was asked for, while what it makes is not there or when it could not be made.

    `step` and `share` (0 to 1) say how far it is, `manned` whether any worker is there to do it.
    `trouble` is why it failed, or why it is tried again at `due_at`; empty when all is well.
    """

    number: int
    by: str
    waiting: bool
    failed: bool
    manned: bool
    step: str
    share: float
    trouble: str
    due_at: datetime
    ended_at: datetime | None


def how_far(job: JobRecord, *, manned: bool) -> JobAsked:
    """The job as it stands; `manned` is whether any worker was seen lately."""
    return JobAsked(
        number=job.pk,
        by=job.by.name if job.by else "",
        waiting=job.state == JobState.WAITING,
        failed=job.state == JobState.FAILED,
        manned=manned or job.state == JobState.RUNNING,
        step=job.step,
        share=job.share,
        trouble=job.error,
        due_at=job.due_at,
        ended_at=job.ended_at,
    )
