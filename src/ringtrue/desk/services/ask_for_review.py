"""Asking for a review, which a worker does, and how far it is for whoever looks on."""

from __future__ import annotations

from ringtrue.core.errors import UsageError
from ringtrue.desk.campaign_state import need_open
from ringtrue.desk.jobs.asked import JobAsked, how_far
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.presence import workers_seen
from ringtrue.desk.jobs.queue import enqueue, jobs_of
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require


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


def review_asked(campaign: Campaign) -> JobAsked | None:
    """The review under way, or the last one when it failed and none was made since; else None."""
    job = jobs_of(JobKind.REVIEW, _key(campaign)).first()
    if job is None or job.state == JobState.DONE:
        return None
    if job.ended_at and campaign.reviews.filter(at__gt=job.ended_at).exists():
        return None
    return how_far(job, manned=job.state == JobState.RUNNING or bool(workers_seen()))


def review_told(campaign: Campaign, number: int) -> str:
    """What came of a review that was asked for, in words; empty when it was not made."""
    job = jobs_of(JobKind.REVIEW, _key(campaign)).filter(pk=number, state=JobState.DONE).first()
    found = campaign.reviews.first() if job else None
    return f"Reviewed: the campaign is {found.outlook} as far as its copy goes." if found else ""


def _key(campaign: Campaign) -> str:
    return str(campaign.pk)
