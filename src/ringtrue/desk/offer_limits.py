"""What a campaign offers of which there is only so much, as the store keeps it, and as forecast."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.offer_limit import OfferForecast, OfferLimit
from ringtrue.core.trees import grow, plant
from ringtrue.desk.media_plans import media_plan_of
from ringtrue.desk.models.campaign import Campaign


def offer_limits_of(campaign: Campaign) -> tuple[OfferLimit, ...]:
    """What there is of what the campaign offers; () where nobody has said that it is limited."""
    return tuple(grow(OfferLimit, each) for each in campaign.offers)


def keep_offer_limits(campaign: Campaign, limits: Sequence[OfferLimit]) -> None:
    """Set the limits of a campaign, which is not saved yet."""
    campaign.offers = [plant(each) for each in limits]


def forecasts_of(campaign: Campaign) -> tuple[OfferForecast, ...]:
    """Whether each is enough for those whom the media plan brings and those who come anyway."""
    plan = media_plan_of(campaign)
    return tuple(_forecast(each, plan) for each in offer_limits_of(campaign))


@lru_cache(maxsize=64)
def _forecast(limit: OfferLimit, plan: MediaPlan) -> OfferForecast:
    from ringtrue.do.offer import forecast_offer

    return forecast_offer(limit, plan)
