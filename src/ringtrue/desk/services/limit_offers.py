"""Saying how much there is of what a campaign offers; it is part of what people sign."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.offer_limit import OfferLimit
from ringtrue.core.trees import plant
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, need_open, settle
from ringtrue.desk.inputs import line_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.offer_limits import keep_offer_limits, offer_limits_of
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of

MOST_LIMITS = 20
_NAME = 120


def limit_offers(
    person: Person, campaign: Campaign, workspace: Workspace, limits: Sequence[OfferLimit]
) -> bool:
    """Let these be all offer limits of the campaign; whether that changed anything.

    Raises `UsageError` for too many, two of one name, and after the launch.
    """
    require(person.name, person.roles, Action.WRITE_COPY)
    wanted = _checked(limits)
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        if wanted == offer_limits_of(campaign):
            return False
        keep_offer_limits(campaign, wanted)
        campaign.save(update_fields=["offers"])
        settle(campaign, workspace)
        told = {"limits": [plant(each) for each in wanted]}
        record(person, "limit offers", subject_of(campaign), told)
    return True


def _checked(limits: Sequence[OfferLimit]) -> tuple[OfferLimit, ...]:
    if len(limits) > MOST_LIMITS:
        told = f"{len(limits):,} offer limits"
        raise UsageError(told, cure=f"Keep them to {MOST_LIMITS}: put small ones together.")
    names = [line_of(each.name, "name of an offer limit", most=_NAME) for each in limits]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        cure = "Give each a name of its own."
        raise UsageError(f"{twice!r} is the name of two offer limits", cure=cure)
    return tuple(limits)
