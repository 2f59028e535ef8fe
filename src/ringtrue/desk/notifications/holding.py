"""A campaign on hold: so many open objections that it may not go out, whatever its review says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.notifications.kinds import TERMS, Kind
from ringtrue.desk.notifications.outbox import Draft
from ringtrue.desk.notifications.said import Link, Said, cut
from ringtrue.desk.notifications.whom import those_who_may


def held(
    campaign: Campaign, objections: Sequence[ObjectionRecord], hold_at: int
) -> Iterator[Draft]:
    """What is told when `hold_at` of the objections to a campaign are open.

    Told once for the objection that made it so many: when one is answered and another comes, the
    campaign is on hold again.
    """
    found = sorted(
        (each for each in objections if each.answered_at is None),
        key=lambda each: (each.opened_at, each.pk),
    )
    if len(found) < hold_at or hold_at < 1 or not campaign.is_open:
        return
    said = Said(
        title=f"{campaign.name} is on hold: {len(found)} objections are open",
        link=Link("campaign", (campaign.slug,), "objections"),
        facts=(f"From {hold_at} open objections on it may not be launched.",),
        heading="Somebody says that these cannot be kept",
        items=cut(tuple(dict.fromkeys(each.wording for each in found))),
        advice="Answer them, and change the promises that cannot be kept.",
    )
    key = f"campaign {campaign.pk} objection {found[hold_at - 1].pk}"
    yield Draft(Kind.ON_HOLD, key, said, those_who_may(TERMS[Kind.ON_HOLD].needs))
