"""The end of a campaign: a launched one stops, one that was never launched is given up."""

from __future__ import annotations

from django.db import transaction

from ringtrue.core.campaign import CampaignState
from ringtrue.core.errors import UsageError
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock
from ringtrue.desk.inputs import words_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of


def end_campaign(person: Person, campaign: Campaign, *, reason: str = "") -> Campaign:
    """End a campaign for good; raises `UsageError` when it has ended."""
    require(person.name, person.roles, Action.LAUNCH)
    reason = words_of(reason, "reason", needed=False)
    with transaction.atomic():
        lock(campaign)
        if campaign.ended_at is not None:
            raise UsageError(f"{campaign.name!r} has ended", cure="There is nothing to do.")
        campaign.state, campaign.ended_at = CampaignState.ENDED.value, clock.now()
        campaign.waiting = []
        campaign.save(update_fields=["state", "ended_at", "waiting"])
        record(person, "end campaign", subject_of(campaign), {"reason": reason})
    return campaign
