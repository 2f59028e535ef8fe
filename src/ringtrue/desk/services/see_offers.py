"""What a campaign offers of which there is only so much, and whether it is enough."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.figure import Figure
from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.offer_limit import OfferForecast
from ringtrue.desk.media_plans import media_plan_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.offer_limits import forecasts_of
from ringtrue.desk.permissions import Action, require
from ringtrue.gap.offer import cure_words, enough


@dataclass(frozen=True, slots=True)
class OfferView:
    """One offer limit.

    `told` says how likely it is that somebody gets nothing, `cure` what would do, empty where there
    is enough.
    """

    forecast: OfferForecast
    told: str
    cure: str


@dataclass(frozen=True, slots=True)
class OffersView:
    """All of a campaign, its media plan, and the figures that they rest on, each once."""

    media: MediaPlan
    offers: tuple[OfferView, ...]
    figures: tuple[Figure, ...]


def see_offers(person: Person, campaign: Campaign) -> OffersView:
    """Hold what there is against what the media plan brings; nothing is written or measured."""
    require(person.name, person.roles, Action.SEE)
    found = forecasts_of(campaign)
    figures = (figure for each in found for figure in each.figures)
    return OffersView(
        media_plan_of(campaign), tuple(map(_view, found)), tuple(dict.fromkeys(figures))
    )


def _view(told: OfferForecast) -> OfferView:
    return OfferView(told, enough(told), cure_words(told) if told.is_short else "")
