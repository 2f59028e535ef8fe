"""The load of a campaign as its page shows it: what comes, who is there, and who is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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
from ringtrue.desk.planned_volume import grows_with
from ringtrue.desk.readiness import Answered, readiness_of
from ringtrue.desk.review_records import judgement_of
from ringtrue.desk.staffing_words import condition_words
from ringtrue.do.readiness import Readiness, WhatIf, figures_of
from ringtrue.gap.answering import STAFFING_ITEM, Shortage, shortages


@dataclass(frozen=True, slots=True)
class VolumeTold:
    """How busy the media plan makes a source, as promises about it were last judged.

    `usual` are records of a day as it is, `peak` those of the busiest day, `peak_times` and `times`
    multiples of the usual: of that day, and of all days from `first_day` to `last_day`.
    """

    source: str
    usual: float
    peak: float
    peak_times: float
    peak_day: date
    times: float
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """What the page of a campaign's load shows.

    `ready` is the answer, None where something is `lacking` (a sentence). `shortages` are the times
    in which somebody is missing, `words` what to do about it, `condition` the item of the checklist
    that a plan was made, None while there is none. `figures` are all numbers it rests on. `volumes`
    are those that promises were last judged at, of each source that the plan makes busier; `grows`
    says whether ringtrue.yaml knows of a source that grows with it.
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
    volumes: tuple[VolumeTold, ...]
    grows: bool


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
        volumes=tuple(_volumes(campaign)),
        grows=any(grows_with(each, workspace) for each in workspace.sources),
    )


def _volumes(campaign: Campaign) -> Iterator[VolumeTold]:
    """Of each source once: all standards on it are judged at one volume."""
    review = campaign.reviews.first()
    judged = judgement_of(review).standards if review else ()
    for source in sorted({each.source for each in judged}):
        load = max(
            (each.load for each in judged if each.source == source and each.load is not None),
            key=lambda each: each.usual,
            default=None,
        )
        if load and load.first_day and load.last_day and load.peak_day:
            yield VolumeTold(
                source=source,
                usual=load.usual,
                peak=load.planned,
                peak_times=load.peak,
                peak_day=load.peak_day,
                times=load.lift,
                first_day=load.first_day,
                last_day=load.last_day,
            )
