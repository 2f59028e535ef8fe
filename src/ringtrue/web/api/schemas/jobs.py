"""Jobs: work that a worker does beside the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import Field

from ringtrue.core.schedule import Routine
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.services.see_jobs import JobLine, title_of
from ringtrue.web.api.schemas.base import Shown


class Job(Shown):
    """One job, from when it is asked for to when it is done or given up."""

    number: int
    address: str = Field(description="Where to look how far it is: ask again until it has ended.")
    kind: str = Field(description=f"One of: {', '.join(JobKind)}.")
    title: str = Field(description="What it does, in words.")
    state: JobState
    by: str = Field(description="Who asked for it; empty for the schedule.")
    asked_at: datetime
    due_at: datetime = Field(description="When it is tried (again).")
    ended_at: datetime | None
    attempts: int
    step: str = Field(description="What it does now.")
    share: float = Field(description="How much of the step is done, 0 to 1.")
    result: str = Field(description="What came of it, in a sentence.")
    trouble: str = Field(description="Why it failed, or waits for another try; else empty.")

    @classmethod
    def of_row(cls, row: JobRecord, address: str) -> Self:
        """A row of the queue."""
        return cls(
            number=row.pk,
            address=address,
            kind=row.kind,
            title=title_of(row),
            state=JobState(row.state),
            by=row.by.name if row.by else "",
            asked_at=row.asked_at,
            due_at=row.due_at,
            ended_at=row.ended_at,
            attempts=row.attempts,
            step=row.step,
            share=row.share,
            result=row.result,
            trouble=row.error,
        )


class ListedJob(Job):
    """A job in the list of all of them."""

    campaign: str = Field(description="The slug of its campaign; empty when it is of none.")
    asked_by: str = Field(description="In words, also where nobody who has a name asked.")
    tries: int = Field(description="So often it is tried by itself before it is given up.")

    @classmethod
    def of_line(cls, line: JobLine, address: str) -> Self:
        """A line of the page of jobs."""
        return cls(
            **Job.of_row(line.job, address).model_dump(),
            campaign=line.campaign.slug if line.campaign else "",
            asked_by=line.asked_by,
            tries=line.tries,
        )


class Worker(Shown):
    """A worker that was seen lately."""

    name: str
    began_at: datetime
    seen_at: datetime


class Tick(Shown):
    """Something that is done at set times."""

    routine: Routine
    title: str
    rule: str
    due_at: datetime | None = Field(description="When next; null when never.")


class Jobs(Shown):
    """What workers do, did and will do."""

    workers: list[Worker]
    running: list[ListedJob]
    waiting: list[ListedJob]
    failed: list[ListedJob] = Field(description="Without those that were asked for again since.")
    done: list[ListedJob] = Field(description="In the last two days.")
    schedule: list[Tick]
    zone: str = Field(description="The time zone of the schedule.")
