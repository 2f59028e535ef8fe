"""What time brings, as notifications: objections due, sign-offs running out or void, holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from ringtrue.core.dates import day
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.campaign_state import lock, stand
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.notifications import signing
from ringtrue.desk.notifications.events import link_to
from ringtrue.desk.notifications.holding import held
from ringtrue.desk.notifications.kinds import Kind
from ringtrue.desk.notifications.outbox import Draft, tell_all
from ringtrue.desk.notifications.said import Said, short
from ringtrue.desk.notifications.whom import answerers_of

_SOON = timedelta(days=1)


def tell_what_is_due(workspace: Workspace, now: datetime | None = None) -> int:
    """Tell what nobody did but is so now; how many notifications were new.

    Told once each, however often it is asked. Besides the clock it catches what changes campaigns
    without an event of theirs: a new book, another policy, an objection to a wording that several
    campaigns share.
    """
    now = now or clock.now()
    with transaction.atomic():
        told = tell_all(_objections(now)) + tell_all(signing.running_out(now.date()))
    for campaign in _to_look_at(workspace.hold_at):
        with transaction.atomic():
            lock(campaign)
            told += tell_all(_of_campaign(campaign, workspace, now))
    return told


def _objections(now: datetime) -> Iterator[Draft]:
    rows = ObjectionRecord.objects.filter(answered_at=None, due_at__lte=now + _SOON)
    for row in rows.select_related("campaign", "owner"):
        late = now > row.due_at
        kind = Kind.OBJECTION_LATE if late else Kind.OBJECTION_DUE
        key = f"objection {row.pk} {row.due_at.isoformat()}"
        yield Draft(kind, key, _due(row, late=late), answerers_of(row))


def _due(row: ObjectionRecord, *, late: bool) -> Said:
    when = f"{day(row.due_at.date())}, {row.due_at:%H:%M} UTC"
    what = f"is overdue since {when}" if late else f"is due by {when}"
    where = (f"It was made to the campaign {row.campaign.name}.",) if row.campaign else ()
    owner = (f"It is {row.owner.name}'s to answer.",) if row.owner else ()
    return Said(
        title=f"The answer to an objection {what}",
        link=link_to(row),
        facts=(f"{short(row.wording)} cannot be kept, it says: {row.reason}", *where, *owner),
        advice="No campaign that says it is launched before it has an answer.",
    )


def _to_look_at(hold_at: int) -> list[Campaign]:
    """Campaigns before their launch that have sign-offs, or could be on hold."""
    open_ones = Campaign.objects.filter(launched_at=None, ended_at=None)
    shared = ObjectionRecord.objects.filter(campaign=None, answered_at=None).count()
    own = Count("objections", filter=Q(objections__answered_at=None), distinct=True)
    signed = Count("sign_offs", filter=Q(sign_offs__withdrawn_at=None), distinct=True)
    rows = open_ones.annotate(_own=own, _signed=signed)
    wanted = Q(_signed__gt=0)
    if hold_at > 0:
        wanted |= Q(_own__gte=hold_at - shared)
    return list(rows.filter(wanted))


def _of_campaign(campaign: Campaign, workspace: Workspace, now: datetime) -> Iterator[Draft]:
    if not campaign.is_open:
        return
    standing = stand(campaign, workspace, now)
    yield from held(campaign, standing.objections, workspace.hold_at)
    if standing.changed:
        yield from signing.voided(campaign, changed=standing.changed)
    elif standing.seal:
        yield from signing.awaited(campaign)
