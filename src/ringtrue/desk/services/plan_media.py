"""Saying what a campaign sends out, when and to how many; it is part of what people sign."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.media_plan import MediaPlan, Placement
from ringtrue.core.trees import plant
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, need_open, settle
from ringtrue.desk.inputs import line_of
from ringtrue.desk.media_plans import keep_media_plan, media_plan_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of

MOST_PLACEMENTS = 200
_NAME = 120


def plan_media(
    person: Person, campaign: Campaign, workspace: Workspace, placements: Sequence[Placement]
) -> bool:
    """Let these be all placements of the campaign; whether that changed anything.

    Placements of a desk have wall-clock moments, those of the place that answers. Raises
    `UsageError` for a moment with a zone, too many placements, two of one name, and after the
    launch.
    """
    require(person.name, person.roles, Action.WRITE_COPY)
    plan = _checked(placements)
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        if plan == media_plan_of(campaign):
            return False
        keep_media_plan(campaign, plan)
        campaign.save(update_fields=["media"])
        settle(campaign, workspace)
        told = {"placements": [plant(each) for each in plan.placements]}
        record(person, "plan media", subject_of(campaign), told)
    return True


def _checked(placements: Sequence[Placement]) -> MediaPlan:
    if len(placements) > MOST_PLACEMENTS:
        told = f"{len(placements):,} placements"
        cure = f"Keep them under {MOST_PLACEMENTS:,}: put small ones together."
        raise UsageError(told, cure=cure)
    for each in placements:
        line_of(each.name, "name of a placement", most=_NAME)
        line_of(each.channel, "channel of a placement", most=_NAME)
        if each.first.tzinfo is not None:
            cure = "Write it as the wall clock of the place that answers, without a zone."
            raise UsageError(f"{each.name}: its first moment has a zone", cure=cure)
    return MediaPlan(tuple(placements))
