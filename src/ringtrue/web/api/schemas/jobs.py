"""Jobs: work that a worker does beside the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import Field

from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.job import JobRecord
from ringtrue.web.api.schemas.base import Shown


class Job(Shown):
    """One job, from when it is asked for to when it is done or given up."""

    number: int
    address: str = Field(description="Where to look how far it is: ask again until it has ended.")
    kind: JobKind
    state: JobState
    by: str = Field(description="Who asked for it; empty for the schedule.")
    asked_at: datetime
    due_at: datetime = Field(description="When it is tried (again).")
    ended_at: datetime | None
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
            kind=JobKind(row.kind),
            state=JobState(row.state),
            by=row.by.name if row.by else "",
            asked_at=row.asked_at,
            due_at=row.due_at,
            ended_at=row.ended_at,
            step=row.step,
            share=row.share,
            result=row.result,
            trouble=row.error,
        )
