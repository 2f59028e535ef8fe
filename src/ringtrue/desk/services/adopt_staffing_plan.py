"""Making a staffing plan a condition of the launch: who sees to it, and until when."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, need_open, settle
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, may, require
from ringtrue.desk.readiness import readiness_of
from ringtrue.desk.services.create_campaign import subject_of
from ringtrue.desk.staffing_words import condition_words
from ringtrue.do.readiness import WhatIf
from ringtrue.gap.answering import STAFFING_ITEM


def adopt_staffing_plan(
    person: Person,
    campaign: Campaign,
    workspace: Workspace,
    *,
    owner: Person,
    due: date,
    tried: WhatIf | None = None,
) -> ChecklistEntry:
    """Make the plan that is shown an item of the checklist that holds the launch until it is done.

    A plan that was adopted before gives way to the new one, and is open again. Raises `UsageError`
    where there is no plan, where nothing is missing, and for an owner who does no items.
    """
    require(person.name, person.roles, Action.TICK)
    if not may(owner.roles, Action.TICK):
        cure = "Choose somebody who works on campaigns."
        raise UsageError(f"{owner.name} cannot do items of the checklist", cure=cure)
    found = readiness_of(campaign, workspace, tried)
    if found.ready is None:
        raise UsageError("there is no staffing plan", cure=found.lacking)
    if found.ready.plan.holds:
        cure = "Launch as you are; the load needs nothing."
        raise UsageError("nobody is missing, so there is nothing to plan", cure=cure)
    words = condition_words(found.ready.plan)
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        entry, _ = ChecklistEntry.objects.update_or_create(
            campaign=campaign,
            key=STAFFING_ITEM,
            defaults={
                "title": words,
                "blocking": True,
                "owner": owner,
                "due": due,
                "evidence": "",
                "done_by": None,
                "done_at": None,
            },
        )
        settle(campaign, workspace)
        told = {"plan": words, "owner": owner.username, "due": due.isoformat()}
        record(person, "adopt staffing plan", subject_of(campaign), told)
    return entry
