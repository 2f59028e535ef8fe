"""A campaign's calls against those who answer them, from what the store and ringtrue.yaml say."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.call_study import known_calls
from ringtrue.desk.media_plans import media_plan_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.do.readiness import Readiness, WhatIf, check_readiness

NO_ANSWERING = (
    "ringtrue.yaml does not say who answers calls and what callers are promised: add answering:"
)
NO_MEDIA = "Nobody has said what the campaign sends out, when and to how many."


_KEPT = 64
_LAST: dict[tuple[object, ...], Readiness] = {}
"""The last answers of this process, by everything that they follow from."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was found, or why nothing could be: one of both is there."""

    ready: Readiness | None
    lacking: str = ""


def readiness_of(campaign: Campaign, workspace: Workspace, tried: WhatIf | None = None) -> Answered:
    """Whether today's people can answer what the campaign brings; nothing is measured.

    Raises `UsageError` for what cannot be tried, and for a plan that cannot be held against them.
    """
    if workspace.answering is None:
        return Answered(None, NO_ANSWERING)
    media = media_plan_of(campaign)
    if not media.placements:
        return Answered(None, NO_MEDIA)
    calendars = {each.name: each for each in workspace.calendars}
    calls = known_calls(workspace, workspace.answering)
    today, briefings = clock.now().date(), briefings_of(campaign)
    asked = (media, workspace.answering, workspace.calendars, calls.traits, calls.as_of)
    key = (*asked, today, tried, tuple(briefings.items()))
    if key not in _LAST:
        found = check_readiness(
            media,
            workspace.answering,
            calendars,
            calls,
            today=today,
            tried=tried,
            briefings=briefings,
        )
        while len(_LAST) >= _KEPT:
            _LAST.pop(next(iter(_LAST)), None)
        _LAST[key] = found
    return Answered(_LAST[key])


def briefings_of(campaign: Campaign) -> dict[str, tuple[str, ...]]:
    """Who passed the briefing of each promise that the campaign, as last reviewed, is held to."""
    found: dict[str, list[str]] = {each: [] for each in campaign.standards}
    for promise, who in campaign.briefings.values_list("promise", "who"):
        if promise in found:
            found[promise].append(who)
    return {promise: tuple(names) for promise, names in found.items()}
