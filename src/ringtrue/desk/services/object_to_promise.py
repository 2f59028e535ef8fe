"""An objection: somebody says that a promise cannot be kept, and why."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, settle
from ringtrue.desk.inputs import line_of, words_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.notifications.holding import held
from ringtrue.desk.notifications.outbox import tell_all
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of

MASKED = "somebody whose name is masked"
"""Who objected, wherever the name is not shown; the audit chain says no more."""

_WORDING = 1_000


def object_to_promise(
    person: Person,
    workspace: Workspace,
    *,
    wording: str,
    reason: str,
    campaign: Campaign | None = None,
    masked: bool = True,
) -> ObjectionRecord:
    """Object to a wording; without a campaign it stands against every one that says it.

    The answer is due after the workspace's `objection_days`, from whoever made the campaign. The
    name stays masked for everybody unless `masked` is False.
    """
    require(person.name, person.roles, Action.OBJECT)
    wording = line_of(wording, "promise", most=_WORDING)
    reason = words_of(reason, "reason")
    now = clock.now()
    with transaction.atomic():
        if campaign is not None:
            lock(campaign)
        row = ObjectionRecord.objects.create(
            campaign=campaign,
            wording=wording,
            reason=reason,
            by=person,
            masked=masked,
            owner=campaign.created_by if campaign else None,
            opened_at=now,
            due_at=now + timedelta(days=workspace.objection_days),
        )
        if campaign is not None:
            standing = settle(campaign, workspace, now)
            tell_all(held(campaign, standing.objections, workspace.hold_at))
        told: dict[str, object] = {"objection": row.pk, "wording": wording, "reason": reason}
        record(MASKED if masked else person, "object", subject_of_objection(row), told)
    return row


def subject_of_objection(row: ObjectionRecord) -> str:
    """Whose history an objection belongs to: its campaign's, or its own."""
    return subject_of(row.campaign) if row.campaign else f"objection:{row.pk}"
