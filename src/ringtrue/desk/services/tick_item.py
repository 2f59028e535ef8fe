"""The checklist of a roll-out: doing an item, taking that back, and who is to do it until when."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, need_open, settle
from ringtrue.desk.inputs import words_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, may, require
from ringtrue.desk.services.create_campaign import subject_of


def tick_item(
    person: Person, entry: ChecklistEntry, workspace: Workspace, *, evidence: str
) -> ChecklistEntry:
    """Say that an item is done, and what shows it; raises `UsageError` when it is done already."""
    require(person.name, person.roles, Action.TICK)
    evidence = words_of(evidence, "what shows that it is done")
    with transaction.atomic():
        campaign = _hold(entry)
        if entry.done_at is not None:
            raise UsageError(f"{entry.title!r} is done already", cure="Take that back first.")
        entry.evidence, entry.done_by, entry.done_at = evidence, person, clock.now()
        entry.save()
        settle(campaign, workspace)
        told = {"item": entry.key, "evidence": evidence}
        record(person, "tick item", subject_of(campaign), told)
    return entry


def untick_item(
    person: Person, entry: ChecklistEntry, workspace: Workspace, *, reason: str
) -> ChecklistEntry:
    """Take back that an item is done, with a reason; raises `UsageError` when it is not done."""
    require(person.name, person.roles, Action.TICK)
    reason = words_of(reason, "reason")
    with transaction.atomic():
        campaign = _hold(entry)
        if entry.done_at is None:
            raise UsageError(f"{entry.title!r} is not done yet", cure="There is nothing to do.")
        entry.evidence, entry.done_by, entry.done_at = "", None, None
        entry.save()
        settle(campaign, workspace)
        told = {"item": entry.key, "reason": reason}
        record(person, "untick item", subject_of(campaign), told)
    return entry


def assign_item(
    person: Person, entry: ChecklistEntry, *, owner: Person | None, due: date | None
) -> bool:
    """Say who is to do an item until when; whether that changed anything."""
    require(person.name, person.roles, Action.TICK)
    if owner is not None and not may(owner.roles, Action.TICK):
        cure = "Choose somebody who works on campaigns."
        raise UsageError(f"{owner.name} cannot do items of the checklist", cure=cure)
    with transaction.atomic():
        campaign = _hold(entry)
        if entry.owner == owner and entry.due == due:
            return False
        entry.owner, entry.due = owner, due
        entry.save(update_fields=["owner", "due"])
        told = {
            "item": entry.key,
            "owner": owner.username if owner else None,
            "due": due.isoformat() if due else None,
        }
        record(person, "assign item", subject_of(campaign), told)
    return True


def _hold(entry: ChecklistEntry) -> Campaign:
    campaign = entry.campaign
    lock(campaign)
    need_open(campaign)
    entry.refresh_from_db()
    entry.campaign = campaign
    return campaign
