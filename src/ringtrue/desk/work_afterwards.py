"""What comes back to people: alerts of what they answer for, reviews that failed, old sign-offs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Max

from ringtrue.core.role import Role
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.alert import AlertRecord
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.review import Review, SignOffRecord
from ringtrue.desk.permissions import Action, may
from ringtrue.desk.services.review_campaign import PROPOSED
from ringtrue.desk.work_tasks import Sort, Task, end_of, task

SOON = timedelta(days=7)
"""A sign-off that runs out within so long is to be given again, unless the launch comes first."""

_KEEPERS = frozenset({Role.OPERATIONS, Role.SERVICE})
"""Who answers for every promise that was launched, whoever signed it."""

_UNCLEAR = frozenset({PROPOSED, "binding-ambiguous"})
"""The reasons of a decision that a person mends by saying what a promise means."""


def alerts_of(person: Person) -> Iterator[Task]:
    """Open alerts of promises that somebody keeps by role, or launched, or signed for."""
    rows = list(AlertRecord.objects.filter(closed_at=None))
    if not rows:
        return
    every = not _KEEPERS.isdisjoint(person.roles)
    own = frozenset() if every else _answered_for(person)
    for row in rows:
        if every or row.standard in own:
            title = str(row.words.get("title", "")) or row.standard
            yield Task(Sort.ALERT, title, "", "", row.opened_at, late=False, number=row.pk)


def _answered_for(person: Person) -> frozenset[str]:
    """The standards of live campaigns that a person made or signed."""
    live = Campaign.objects.filter(launched_at__isnull=False, ended_at=None).exclude(standards=[])
    signed = SignOffRecord.objects.filter(person=person, withdrawn_at=None).values("campaign")
    mine = live.filter(created_by=person) | live.filter(pk__in=signed)
    return frozenset(name for found in mine.values_list("standards", flat=True) for name in found)


def failed_reviews(person: Person) -> Iterator[Task]:
    """Reviews that somebody asked for, or of their campaigns, that could not be made."""
    found = JobRecord.objects.filter(kind=JobKind.REVIEW.value).values("key")
    last = found.annotate(last=Max("id")).values_list("last", flat=True)
    failed = JobRecord.objects.filter(id__in=last, state=JobState.FAILED.value)
    jobs = {row.key: row for row in failed}
    if not jobs:
        return
    open_ones = Campaign.objects.filter(launched_at=None, ended_at=None, pk__in=list(jobs))
    for campaign in open_ones.annotate(_reviewed=Max("reviews__at")):
        job, reviewed = jobs[str(campaign.pk)], campaign._reviewed
        if person.pk not in {job.by_id, campaign.created_by_id} or job.ended_at is None:
            continue
        if reviewed is None or reviewed <= job.ended_at:
            yield Task(
                Sort.MEND, job.error or campaign.name, campaign.slug, campaign.name, job.ended_at,
                late=False,
            )  # fmt: skip


def running_out(person: Person, now: datetime) -> Iterator[Task]:
    """One's own sign-offs that count for what was reviewed last, and soon no longer do."""
    rows = SignOffRecord.objects.filter(
        person=person,
        withdrawn_at=None,
        campaign__launched_at=None,
        campaign__ended_at=None,
        valid_until__gte=now.date(),
        valid_until__lte=now.date() + SOON,
    )
    found = list(rows.select_related("campaign"))
    if not found:
        return
    last = Review.objects.filter(campaign__in=[row.campaign_id for row in found])
    newest = last.order_by("campaign", "id").values_list("campaign", "seal")
    seals = dict(newest)  # the last one of a campaign stays
    for row in found:
        launch = row.campaign.launch_on
        outlives = launch is not None and launch <= row.valid_until
        if seals.get(row.campaign_id) == row.seal and not outlives:
            title = f"Your sign-off for {Role(row.role).spoken} runs out"
            yield task(Sort.RENEW, title, row.campaign, end_of(row.valid_until), now)


def to_confirm(person: Person, now: datetime) -> Iterator[Task]:
    """Campaigns whose last review had to guess what promises mean, for those who may say it."""
    if not may(person.roles, Action.CONFIRM_STANDARD):
        return
    open_ones = Campaign.objects.filter(launched_at=None, ended_at=None)
    last = Review.objects.filter(campaign__in=open_ones).values("campaign")
    newest = last.annotate(last=Max("id")).values_list("last", flat=True)
    rows = Review.objects.filter(id__in=list(newest)).select_related("campaign")
    for row in rows.only("decision", "campaign"):
        unclear = {
            str(reason["message"])
            for reason in row.decision.get("reasons", ())
            if reason["code"] in _UNCLEAR
        }
        if unclear:
            many = f"{len(unclear)} promise{'' if len(unclear) == 1 else 's'}"
            title = f"Say what {many} of {row.campaign.name} mean{'s' if len(unclear) == 1 else ''}"
            yield task(Sort.CONFIRM, title, row.campaign, end_of(row.campaign.launch_on), now)
