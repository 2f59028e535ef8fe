"""Campaigns: the list, one with its gate, and everything from a draft to its end."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.change_campaign import SAME, LimitText, Same, change_campaign
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.launch_campaign import launch_campaign, override_launch
from ringtrue.desk.services.see_campaign import CampaignView, see_campaign
from ringtrue.desk.services.see_campaigns import find_campaign, see_campaigns
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.base import HistoryItem
from ringtrue.web.api.schemas.campaigns import (
    Campaign,
    CampaignChange,
    CampaignIn,
    CampaignNow,
    CampaignRow,
    Gate,
    Limits,
    Why,
    campaign_of,
    gate_of,
)

campaigns = Router()


@operation(campaigns.get, "/campaigns", to=Action.SEE)
def list_campaigns(request: HttpRequest, asked: Query[PageIn]) -> Page[CampaignRow]:
    """All campaigns: those before their launch by its day, then the launched, then the ended."""
    rows = see_campaigns(asker(request))
    return page_of(rows, asked, keys=[row.slug for row in rows], tell=CampaignRow.of)


@operation(campaigns.post, "/campaigns", to=Action.WRITE_COPY, status=201)
def begin_campaign(request: HttpRequest, wanted: CampaignIn) -> CampaignNow:
    """Begin a campaign, in draft and with the checklist of the workspace."""
    made = create_campaign(
        asker(request),
        workspace_here(),
        name=wanted.name,
        audience=wanted.audience,
        launch_on=wanted.launch_on,
        lift=wanted.lift,
    )
    return CampaignNow.of(made)


@operation(campaigns.get, "/campaigns/{slug}", to=Action.SEE)
def show_campaign(request: HttpRequest, slug: str) -> Campaign:
    """A campaign as its page shows it; nothing is measured."""
    return campaign_of(_view(request, slug))


@operation(campaigns.get, "/campaigns/{slug}/gate", to=Action.SEE)
def show_gate(request: HttpRequest, slug: str) -> Gate:
    """May the campaign be launched? With every reason."""
    return gate_of(_view(request, slug))


@operation(campaigns.get, "/campaigns/{slug}/history", to=Action.SEE)
def show_history(request: HttpRequest, slug: str, asked: Query[PageIn]) -> Page[HistoryItem]:
    """The last events of a campaign, the newest first."""
    rows = _view(request, slug).history
    return page_of(rows, asked, keys=[row.number for row in rows], tell=HistoryItem.of)


@operation(campaigns.patch, "/campaigns/{slug}", to=Action.WRITE_COPY)
def alter_campaign(request: HttpRequest, slug: str, wanted: CampaignChange) -> CampaignNow:
    """Change what is given; all but the name voids sign-offs."""
    given = {
        name: getattr(wanted, name)
        for name in wanted.model_fields_set
        if name == "launch_on" or getattr(wanted, name) is not None
    }
    row = find_campaign(slug)
    change_campaign(
        asker(request),
        row,
        workspace_here(),
        name=cast("str | Same", given.get("name", SAME)),
        audience=cast("str | Same", given.get("audience", SAME)),
        launch_on=cast("date | Same | None", given.get("launch_on", SAME)),
        lift=cast("float | Same", given.get("lift", SAME)),
    )
    return CampaignNow.of(row)


@operation(campaigns.put, "/campaigns/{slug}/limits", to=Action.WRITE_COPY)
def set_limits(request: HttpRequest, slug: str, wanted: Limits) -> CampaignNow:
    """Say which limits the copy must say; those that are not among them are removed."""
    limits = [LimitText(each.wording, each.text) for each in wanted.limits]
    row = find_campaign(slug)
    change_campaign(asker(request), row, workspace_here(), limits=limits)
    return CampaignNow.of(row)


@operation(campaigns.post, "/campaigns/{slug}/launch", to=Action.LAUNCH)
def launch(request: HttpRequest, slug: str) -> CampaignNow:
    """Launch a campaign whose gate is open; refused with every reason otherwise."""
    row = launch_campaign(asker(request), find_campaign(slug), workspace_here())
    return CampaignNow.of(row)


@operation(campaigns.post, "/campaigns/{slug}/override", to=Action.OVERRIDE)
def launch_against_gate(request: HttpRequest, slug: str, why: Why) -> CampaignNow:
    """Launch against the gate; name, reason and all that stood against it stay for ever."""
    row = find_campaign(slug)
    override_launch(asker(request), row, workspace_here(), reason=why.reason)
    return CampaignNow.of(row)


@operation(campaigns.post, "/campaigns/{slug}/end", to=Action.LAUNCH)
def end(request: HttpRequest, slug: str, why: Why) -> CampaignNow:
    """End a campaign for good."""
    row = end_campaign(asker(request), find_campaign(slug), reason=why.reason)
    return CampaignNow.of(row)


def _view(request: HttpRequest, slug: str) -> CampaignView:
    return see_campaign(asker(request), find_campaign(slug), workspace_here())
