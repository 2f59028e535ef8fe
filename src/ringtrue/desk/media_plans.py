"""The media plan of a campaign as the store keeps it: placements as trees of JSON."""

from __future__ import annotations

from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.trees import grow, plant
from ringtrue.desk.models.campaign import Campaign


def media_plan_of(campaign: Campaign) -> MediaPlan:
    """What a campaign sends out; an empty plan where nobody has said it."""
    return grow(MediaPlan, {"placements": campaign.media})


def keep_media_plan(campaign: Campaign, plan: MediaPlan) -> None:
    """Set the plan of a campaign, which is not saved yet."""
    campaign.media = [plant(each) for each in plan.placements]
