"""Somebody wants the published pages read now: by the worker where there is one, or at once."""

from __future__ import annotations

from django.db import transaction

from ringtrue.core.workspace import Workspace
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.presence import workers_seen
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.read_live_copy import PagesRead, read_live_copy


def ask_live_reading(
    person: Person, workspace: Workspace, campaign: Campaign | None = None
) -> PagesRead | JobRecord:
    """Read the pages of all campaigns that are out, or of one; a job when the worker does it."""
    require(person.name, person.roles, Action.REVIEW)
    if not workers_seen():
        return read_live_copy(person, workspace, campaign=campaign)
    key = f"campaign:{campaign.slug}" if campaign else "all"
    number = campaign.pk if campaign else None
    with transaction.atomic():
        return enqueue(JobKind.READ_LIVE, key=key, by=person, campaign=number)
