"""The load of a campaign as its page shows it: what comes, who is there, and who is missing."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure
from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.workspace import Workspace
from ringtrue.desk.media_plans import media_plan_of
from ringtrue.desk.models.briefing import Briefing
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.readiness import Answered, readiness_of
from ringtrue.do.readiness import Readiness, WhatIf, figures_of
from ringtrue.gap.answering import STAFFING_ITEM, Shortage, plan_words, shortages


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """What the page of a campaign's load shows.

    `ready` is the answer, None where something is `lacking` (a sentence). `shortages` are the times
    in which somebody is missing, `words` what to do about it, `condition` the item of the checklist
    that a plan was made, None while there is none. `figures` are all numbers it rests on.
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
        words=plan_words(plan) if plan else "",
        figures=figures_of(found.ready) if found.ready else (),
        briefings=tuple(campaign.briefings.all()),
        condition=campaign.checklist.filter(key=STAFFING_ITEM).select_related("owner").first(),
    )
