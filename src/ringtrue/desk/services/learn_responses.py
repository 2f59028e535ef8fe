"""What earlier campaigns of this workspace really brought, for the plans of the next ones."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

from ringtrue.core.figure import Figure
from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.workspace import Workspace
from ringtrue.desk.media_plans import media_plan_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.services.measure_standards import moment
from ringtrue.do.brought import Excess, excess_of, measured_response
from ringtrue.do.daily import DailyCounts, read_daily

FADES = 3.0
"""So many mean delays after the last sending one in twenty is still to come."""


def learn_responses(workspace: Workspace, as_of: datetime | None = None) -> dict[str, Figure]:
    """Orders for each person reached, by channel, from launched campaigns that used one alone.

    Nothing where ringtrue.yaml names no purchases, where no such campaign has faded yet, or where
    too few weeks lie before it. Raises `SourceError` for a table that cannot be read.
    """
    asked = workspace.cost.purchases if workspace.cost else None
    plans = [
        (each.name, media_plan_of(each))
        for each in Campaign.objects.exclude(launched_at=None).order_by("launched_at")
    ]
    plans = [(name, plan) for name, plan in plans if len(_channels(plan)) == 1]
    if asked is None or not plans:
        return {}
    source = next(each for each in workspace.sources if each.name == asked.source)
    daily = read_daily(
        source,
        asked.when,
        folder=Path(workspace.folder),
        as_of=moment(workspace, as_of),
        where=asked.where,
        place=asked.place,
    )
    found: dict[str, list[tuple[str, float, Excess]]] = defaultdict(list)
    for name, plan in plans:
        excess = _excess(plan, daily) if daily else None
        if excess is not None:
            people = sum(each.reach.best for each in plan.placements)
            found[_channels(plan).pop()].append((name, people, excess))
    figures = ((channel, measured_response(channel, each)) for channel, each in found.items())
    return {channel: figure for channel, figure in figures if figure is not None}


def _channels(plan: MediaPlan) -> set[str]:
    return {each.channel for each in plan.placements}


def _excess(plan: MediaPlan, daily: DailyCounts) -> Excess | None:
    """From the day of the first sending until the last has faded."""
    if plan.first is None or plan.last is None:
        return None
    slowest = max(each.delay.best for each in plan.placements)
    over = (plan.last + timedelta(hours=FADES * slowest)).date()
    first = (plan.first.date() - daily.first).days
    if first < 0:
        return None
    return excess_of(daily.counts, first, (over - plan.first.date()).days + 1)
