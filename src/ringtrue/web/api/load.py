"""The load of a campaign: its media plan, who is missing when, the plan, and the briefings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.core.errors import NotFoundError
from ringtrue.core.figure import Figure
from ringtrue.core.media_plan import Placement
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.adopt_staffing_plan import adopt_staffing_plan
from ringtrue.desk.services.brief_people import brief_people, take_back_briefing
from ringtrue.desk.services.channel_rates import channel_rates
from ringtrue.desk.services.plan_media import plan_media
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.see_readiness import see_readiness
from ringtrue.do.channels import Rates
from ringtrue.do.readiness import WhatIf
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.finding import somebody
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.checklist import ChecklistItem
from ringtrue.web.api.schemas.load import (
    AdoptIn,
    Briefed,
    BriefIn,
    Load,
    MediaIn,
    PlacementIn,
    RangeIn,
    TriedIn,
)
from ringtrue.web.api.schemas.people import Changed

load = Router()
_ONE = "/campaigns/{slug}"


@operation(load.get, f"{_ONE}/load", to=Action.SEE)
def show_load(request: HttpRequest, slug: str, asked: Query[TriedIn]) -> Load:
    """Whether those who answer can keep their promise under the campaign; nothing is measured."""
    row = find_campaign(slug)
    return Load.of_view(see_readiness(asker(request), row, workspace_here(), _tried(asked)))


@operation(load.put, f"{_ONE}/media", to=Action.WRITE_COPY)
def set_media(request: HttpRequest, slug: str, wanted: MediaIn) -> Changed:
    """Say what the campaign sends out; placements that are not among them are removed."""
    person = asker(request)
    rates = cache(partial(channel_rates, person, workspace_here()))
    placements = [_placement(each, person.name, rates) for each in wanted.placements]
    changed = plan_media(person, find_campaign(slug), workspace_here(), placements)
    return Changed(changed=changed)


@operation(load.put, f"{_ONE}/staffing-plan", to=Action.TICK)
def adopt(request: HttpRequest, slug: str, wanted: AdoptIn) -> ChecklistItem:
    """Make the staffing plan a condition of the launch."""
    entry = adopt_staffing_plan(
        asker(request),
        find_campaign(slug),
        workspace_here(),
        owner=somebody(wanted.owner, "body.owner"),
        due=wanted.due,
        tried=_tried(wanted),
    )
    return ChecklistItem.of(entry)


@operation(load.post, f"{_ONE}/briefings", to=Action.TICK)
def brief(request: HttpRequest, slug: str, told: BriefIn) -> Briefed:
    """Note who passed the briefing on a promise."""
    row = find_campaign(slug)
    noted = brief_people(asker(request), row, promise=told.promise, names=told.names)
    return Briefed(noted=noted)


@operation(load.delete, f"{_ONE}/briefings/{{int:number}}", to=Action.TICK, status=204)
def take_back(request: HttpRequest, slug: str, number: Number) -> None:
    """Take back that somebody passed a briefing."""
    found = find_campaign(slug).briefings.select_related("campaign").filter(pk=number).first()
    if found is None:
        cure = "Look at the campaign's load."
        raise NotFoundError(f"the campaign has no briefing {number}", cure=cure)
    take_back_briefing(asker(request), found)


def _tried(asked: TriedIn) -> WhatIf:
    return WhatIf(asked.times, asked.agents, asked.within)


def _placement(sent: PlacementIn, by: str, rates: Callable[[str], Rates]) -> Placement:
    last: datetime = sent.last or sent.first

    def figure(said: RangeIn | None, part: str, name: str, unit: str) -> Figure:
        if said is not None:
            return said.figure(name, unit, by)
        usual: Figure = getattr(rates(sent.channel), part)
        return usual

    return Placement(
        name=sent.name,
        channel=sent.channel,
        first=sent.first,
        last=last,
        reach=sent.reach.figure("people reached", "people", by),
        response=figure(sent.response, "response", "orders", "orders per person reached"),
        contacts=figure(sent.contacts, "contacts", "contacts", f"contacts per {sent.per.value}"),
        delay=figure(sent.delay, "delay", "delay", "hours"),
        per=sent.per,
    )
