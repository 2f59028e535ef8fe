"""What launched campaigns promise: the standards they are held to, since when, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.material import Material
from ringtrue.desk.review_records import judgement_of
from ringtrue.gap.alert_words import LivePlace


@dataclass(frozen=True, slots=True)
class LivePromise:
    """A standard that launched campaigns are held to: since when, and every place that says it."""

    since: datetime
    places: tuple[LivePlace, ...]


def live_promises() -> dict[str, LivePromise]:
    """By the id of the standard, for campaigns that were launched and have not ended."""
    since: dict[str, datetime] = {}
    places: dict[str, list[LivePlace]] = defaultdict(list)
    live = Campaign.objects.filter(launched_at__isnull=False, ended_at=None)
    for campaign in live.exclude(standards=[]).order_by("launched_at", "id"):
        if launched := campaign.launched_at:
            since = dict.fromkeys(campaign.standards, launched) | since
        for standard, place in _places(campaign):
            places[standard].append(place)
    return {
        name: LivePromise(moment, tuple(dict.fromkeys(places[name])))
        for name, moment in since.items()
    }


def _places(campaign: Campaign) -> Iterator[tuple[str, LivePlace]]:
    """Every standard of a campaign with every place that promises it, as last reviewed."""
    review = campaign.reviews.defer("promises").first()
    if review is None:
        return
    rows = Material.objects.filter(campaign=campaign, removed_at=None)
    channels = dict(rows.values_list("name", "channel"))
    for claim in judgement_of(review).claims:
        name = claim.place.file
        if name in channels:
            place = LivePlace(campaign.name, name, channels[name], claim.text)
            yield from ((standard, place) for standard in claim.standards)
