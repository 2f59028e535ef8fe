"""Asking for a review, which a worker does, and how far it is for whoever looks on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ringtrue.core.errors import UsageError
from ringtrue.desk.campaign_state import need_open
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.presence import workers_seen
from ringtrue.desk.jobs.queue import enqueue, jobs_of
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """The last review that was asked for, while it is not there or when it could not be made.

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


def ask_for_review(person: Person, campaign: Campaign) -> JobRecord:
    """Let a worker review the campaign; while a review is under way, that one is the answer.

    Raises `UsageError` for a campaign without materials and for one that is launched or ended.
    """
    require(person.name, person.roles, Action.REVIEW)
    need_open(campaign)
    if not campaign.materials.filter(removed_at=None).exists():
        cure = "Add the copy first: paste it, upload it, or name its address."
        raise UsageError(f"{campaign.name!r} has no material to review", cure=cure)
    return enqueue(JobKind.REVIEW, key=_key(campaign), by=person, campaign=campaign.pk)


def review_asked(campaign: Campaign) -> ReviewAsked | None:
    """The review under way, or the last one when it failed and none was made since; else None."""
    job = jobs_of(JobKind.REVIEW, _key(campaign)).first()
    if job is None or job.state == JobState.DONE:
        return None
    if job.ended_at and campaign.reviews.filter(at__gt=job.ended_at).exists():
        return None
    return ReviewAsked(
        number=job.pk,
        by=job.by.name if job.by else "",
        waiting=job.state == JobState.WAITING,
        failed=job.state == JobState.FAILED,
        manned=job.state == JobState.RUNNING or bool(workers_seen()),
        step=job.step,
        share=job.share,
        trouble=job.error,
        due_at=job.due_at,
        ended_at=job.ended_at,
    )


def review_told(campaign: Campaign, number: int) -> str:
    """What came of a review that was asked for, in words; empty when it was not made."""
    job = jobs_of(JobKind.REVIEW, _key(campaign)).filter(pk=number, state=JobState.DONE).first()
    found = campaign.reviews.first() if job else None
    return f"Reviewed: the campaign is {found.outlook} as far as its copy goes." if found else ""


def _key(campaign: Campaign) -> str:
    return str(campaign.pk)
