"""What a campaign offers of which there is only so much, and whether it is enough."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from ringtrue.core.figure import Figure
from ringtrue.core.offer_limit import OfferLimit
from ringtrue.desk.offer_terms import FIGURES, offer_limit
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.limit_offers import limit_offers
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.see_offers import see_offers
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.load import RangeIn
from ringtrue.web.api.schemas.offers import OfferLimitIn, OfferLimitsIn, Offers
from ringtrue.web.api.schemas.people import Changed

offers = Router()
_ONE = "/campaigns/{slug}/offer-limits"


@operation(offers.get, _ONE, to=Action.SEE)
def show_offers(request: HttpRequest, slug: str) -> Offers:
    """Whether what is offered is enough under the media plan; nothing is measured."""
    return Offers.of(see_offers(asker(request), find_campaign(slug)))


@operation(offers.put, _ONE, to=Action.WRITE_COPY)
def set_offer_limits(request: HttpRequest, slug: str, wanted: OfferLimitsIn) -> Changed:
    """Let these be all offer limits of the campaign; they are part of what people sign."""
    person = asker(request)
    limits = [_limit(each, person.name) for each in wanted.limits]
    changed = limit_offers(person, find_campaign(slug), workspace_here(), limits)
    return Changed(changed=changed)


def _limit(sent: OfferLimitIn, by: str) -> OfferLimit:
    said: dict[str, Figure] = {}
    for part, (name, unit) in FIGURES.items():
        told: RangeIn | None = getattr(sent, part)
        if told is not None:
            said[part] = told.figure(name, unit, by)
    return offer_limit(sent.name, sent.supply, sent.first, sent.last, said, sent.sure)
