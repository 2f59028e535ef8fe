"""The load of a campaign as its page shows it: what comes, who is there, and who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure
from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.outcome import Counts
from ringtrue.core.workspace import Workspace
from ringtrue.desk.media_plans import media_plan_of
from ringtrue.desk.models.briefing import Briefing
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.readiness import Answered, readiness_of
from ringtrue.desk.review_records import judgement_of
from ringtrue.do.readiness import Readiness, WhatIf, figures_of
from ringtrue.gap.answering import STAFFING_ITEM, Shortage, condition_words, shortages


@dataclass(frozen=True, slots=True)
class VolumeTold:
    """Orders of a day: as `usual`, and on the busiest `day` of the media plan.

    `lift` is that day as a multiple of the usual, `judged` the multiple at which promises are
    judged: the volume that the campaign expects.
    """

    day: date
    usual: float
    orders: float
    judged: float

    @property
    def lift(self) -> float:
        """All orders of that day as a multiple of the usual ones."""
        return (self.usual + self.orders) / self.usual

    @property
    def is_more(self) -> bool:
        """Whether promises are judged at a volume that is clearly too small."""
        return self.lift > 1.05 * self.judged


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """What the page of a campaign's load shows.

    `ready` is the answer, None where something is `lacking` (a sentence). `shortages` are the times
    in which somebody is missing, `words` what to do about it, `condition` the item of the checklist
    that a plan was made, None while there is none. `figures` are all numbers it rests on. `volume`
    is None where nobody knows the usual orders: ringtrue.yaml names no purchases, or no review has
    counted them.
    """

    media: MediaPlan
    tried: WhatIf
    ready: Readiness | None
    lacking: str
    shortages: tuple[Shortage, ...]
    words: str
    figures: tuple[Figure, ...]
    briefings: tuple[Briefing, ...]
    condition: ChecklistEntry | None
    volume: VolumeTold | None


def see_readiness(
    person: Person, campaign: Campaign, workspace: Workspace, tried: WhatIf | None = None
) -> ReadinessView:
    """Hold what the campaign sends out against who answers; nothing is written or measured.

    What cannot be held against them is said in `lacking`.
    """
    require(person.name, person.roles, Action.SEE)
    try:
        found = readiness_of(campaign, workspace, tried)
    except UsageError as error:
        found = Answered(None, str(error))
    plan = found.ready.plan if found.ready else None
    return ReadinessView(
        media=media_plan_of(campaign),
        tried=tried or WhatIf(),
        ready=found.ready,
        lacking=found.lacking,
        shortages=shortages(plan) if plan else (),
        words=condition_words(plan) if plan else "",
        figures=figures_of(found.ready) if found.ready else (),
        briefings=tuple(campaign.briefings.all()),
        condition=campaign.checklist.filter(key=STAFFING_ITEM).select_related("owner").first(),
        volume=_volume(campaign, workspace, found.ready) if found.ready else None,
    )


def _volume(campaign: Campaign, workspace: Workspace, ready: Readiness) -> VolumeTold | None:
    usual = _usual_orders(campaign, workspace)
    if not usual:
        return None
    busiest = max(ready.demand.days, key=lambda each: each.orders.mean)
    return VolumeTold(busiest.day, usual, busiest.orders.mean, campaign.lift)


def _usual_orders(campaign: Campaign, workspace: Workspace) -> float | None:
    """Orders of a day in the last review, by the standard of purchases that counts most of them."""
    review = campaign.reviews.first()
    purchases = workspace.cost.purchases if workspace.cost else None
    if review is None or purchases is None:
        return None
    daily = (
        _records(each.counts) / ((each.last_day - each.first_day).days + 1)
        for each in judgement_of(review).standards
        if each.source == purchases.source and each.first_day and each.last_day
    )
    return max(daily, default=None)


def _records(counts: Counts) -> int:
    return counts.decided + counts.pending + counts.void
