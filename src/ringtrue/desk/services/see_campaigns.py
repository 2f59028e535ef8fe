"""The campaigns, in short: where each stands and what it waits for, as last seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q

from ringtrue.core.campaign import CampaignState
from ringtrue.core.errors import NotFoundError
from ringtrue.core.role import Role
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One campaign; `launch_on` is the day that was planned, counts are of open things.

    `waiting` are the roles whose sign-off is missing; `to_do` are all items of the checklist,
    `must_do` those that the launch waits for. `overridden` says that it was launched against the
    gate.
    """

    slug: str
    name: str
    state: CampaignState
    launch_on: date | None
    launched_at: datetime | None
    waiting: tuple[Role, ...]
    materials: int
    objections: int
    to_do: int
    must_do: int
    overridden: bool
    by: str


def see_campaigns(person: Person) -> tuple[CampaignRow, ...]:
    """All campaigns: those before their launch by its day, then the launched, then the ended."""
    require(person.name, person.roles, Action.SEE)
    found = Campaign.objects.select_related("created_by").annotate(
        _materials=Count("materials", filter=Q(materials__removed_at=None), distinct=True),
        _objections=Count("objections", filter=Q(objections__answered_at=None), distinct=True),
        _to_do=Count("checklist", filter=Q(checklist__done_at=None), distinct=True),
        _must_do=Count(
            "checklist",
            filter=Q(checklist__done_at=None, checklist__blocking=True),
            distinct=True,
        ),
        _overrides=Count("overrides", distinct=True),
    )
    order = (
        F("ended_at").desc(nulls_first=True),
        F("launched_at").desc(nulls_first=True),
        F("launch_on").asc(nulls_last=True),
        "-id",
    )
    return tuple(_row(each) for each in found.order_by(*order))


def find_campaign(slug: str) -> Campaign:
    """A campaign by its slug; raises `NotFoundError`."""
    found = Campaign.objects.select_related("created_by").filter(slug=slug).first()
    if found is None:
        cure = "Its short name is in the address of its page; the list of campaigns has them all."
        raise NotFoundError(f"there is no campaign {slug[:80]!r}", cure=cure)
    return found


def _row(campaign: Campaign) -> CampaignRow:
    return CampaignRow(
        slug=campaign.slug,
        name=campaign.name,
        state=CampaignState(campaign.state),
        launch_on=campaign.launch_on,
        launched_at=campaign.launched_at,
        waiting=tuple(Role(each) for each in campaign.waiting),
        materials=getattr(campaign, "_materials", 0),
        objections=getattr(campaign, "_objections", 0),
        to_do=getattr(campaign, "_to_do", 0),
        must_do=getattr(campaign, "_must_do", 0),
        overridden=bool(getattr(campaign, "_overrides", 0)),
        by=campaign.created_by.name,
    )
