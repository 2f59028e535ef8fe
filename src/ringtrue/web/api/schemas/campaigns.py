"""Campaigns: in short, whole, and what changes them."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import AliasPath, Field

from ringtrue.core.campaign import CampaignState
from ringtrue.core.finding import Level
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook
from ringtrue.desk.services.see_campaign import CampaignView
from ringtrue.web.api.schemas.base import Place, Sent, Shown
from ringtrue.web.api.schemas.checklist import ChecklistItem
from ringtrue.web.api.schemas.materials import MaterialRow
from ringtrue.web.api.schemas.objections import Objection
from ringtrue.web.api.schemas.proofs import Proof
from ringtrue.web.api.schemas.reviews import Review
from ringtrue.web.api.schemas.sign_offs import NeededRole, SignOff
from ringtrue.web.api.schemas.standards import StandardFigures

_LIFT = "Volume expected, as a multiple of the usual: 1 is as now, 1.5 half more."


class CampaignIn(Sent):
    """A new campaign."""

    name: str = Field(description="On one line.")
    audience: str = Field("", description="Whom it is for; part of what people sign.")
    launch_on: date | None = Field(None, description="The checklist counts its days from it.")
    lift: float = Field(1.0, description=_LIFT)


class CampaignChange(Sent):
    """What is to be changed; what is left out stays. All but the name voids sign-offs."""

    name: str | None = Field(None, description="On one line.")
    audience: str | None = Field(None, description="Whom it is for.")
    launch_on: date | None = Field(None, description="null takes the launch date away.")
    lift: float | None = Field(None, description=_LIFT)


class LimitText(Sent):
    """A known negative or condition that the copy must say beside a promise."""

    wording: str = Field(description="The promise, in its own words.")
    text: str = Field(description="What must be said beside it.")


class Limits(Sent):
    """All the limits of a campaign: what is not among them is removed."""

    limits: list[LimitText]


class Limit(Shown):
    """A known negative or condition that the copy must say beside a promise."""

    wording: str
    text: str


class Why(Sent):
    """A reason, for everybody to read."""

    reason: str = Field("", description="Stays in the audit chain.")


class CampaignRow(Shown):
    """A campaign in short, as last seen; the numbers are of open things."""

    slug: str
    name: str
    state: CampaignState
    launch_on: date | None = Field(description="The day that was planned.")
    launched_at: datetime | None
    waiting: list[Role] = Field(description="The departments whose sign-off is missing.")
    materials: int
    objections: int = Field(description="Without an answer.")
    to_do: int = Field(description="Items of the checklist that are not done.")
    must_do: int = Field(description="Those of them that the launch waits for.")
    overridden: bool = Field(description="It was launched against the gate.")
    by: str = Field(description="Who made it.")


class CampaignNow(Shown):
    """Where a campaign stands after something was done to it."""

    slug: str
    name: str
    state: CampaignState
    waiting: list[Role] = Field(description="The departments whose sign-off is missing.")


class Reason(Shown):
    """One reason of the gate: what is wrong, what would clear it, and every place of it."""

    code: str
    level: Level
    message: str
    cure: str
    standard: str = Field(description="The id of the standard that it is about; else empty.")
    places: list[Place]


class Gate(Shown):
    """May the campaign be launched? Every reason, the gravest first."""

    state: CampaignState
    may_launch: bool
    waiting: list[Role] = Field(description="The departments that have yet to sign.")
    reasons: list[Reason]
    changed: list[str] = Field(description="What is no longer as it was reviewed.")
    seal: str = Field(description="What there is to sign; empty until it is reviewed (again).")
    outlook: Outlook | None = Field(description="The decision of the last review, if any.")


class Override(Shown):
    """A launch against the gate."""

    by: str = Field(validation_alias=AliasPath("person", "name"))
    reason: str
    at: datetime


class Campaign(Shown):
    """A campaign as its page shows it."""

    slug: str
    name: str
    audience: str
    launch_on: date | None
    lift: float = Field(description=_LIFT)
    by: str
    created_at: datetime
    launched_at: datetime | None
    ended_at: datetime | None
    gate: Gate
    review: Review | None = Field(description="The last one.")
    materials: list[MaterialRow]
    standards: list[StandardFigures] = Field(description="What the last review measured.")
    roles: list[NeededRole]
    sign_offs: list[SignOff] = Field(description="All that were ever given, the newest first.")
    limits: list[Limit]
    proofs: list[Proof]
    checklist: list[ChecklistItem]
    objections: list[Objection]
    overrides: list[Override]
    live: int = Field(description="Findings on its published pages that need somebody to act.")


def gate_of(view: CampaignView) -> Gate:
    """The gate of a campaign as its page shows it."""
    return Gate(
        state=view.state,
        may_launch=view.gate.may_launch,
        waiting=list(view.gate.waiting),
        reasons=[Reason.of(each) for each in view.reasons],
        changed=list(view.changed),
        seal=view.seal,
        outlook=view.decision.outlook if view.decision else None,
    )


def campaign_of(view: CampaignView) -> Campaign:
    """A campaign as its page shows it."""
    row = view.campaign
    return Campaign(
        slug=row.slug,
        name=row.name,
        audience=row.audience,
        launch_on=row.launch_on,
        lift=row.lift,
        by=row.created_by.name,
        created_at=row.created_at,
        launched_at=row.launched_at,
        ended_at=row.ended_at,
        gate=gate_of(view),
        review=Review.of(view.review) if view.review else None,
        materials=[MaterialRow.of(each) for each in view.materials],
        standards=[StandardFigures.of(each) for each in view.standards],
        roles=[NeededRole.of(each) for each in view.roles],
        sign_offs=[SignOff.of(each) for each in view.sign_offs],
        limits=[Limit.of(each) for each in view.limits],
        proofs=[Proof.of(each) for each in view.proofs],
        checklist=[ChecklistItem.of(each) for each in view.checklist],
        objections=[Objection.of(each) for each in view.objections],
        overrides=[Override.of(each) for each in view.overrides],
        live=view.live,
    )
