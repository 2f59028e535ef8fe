"""The launch: refused with every reason unless the gate is open, or overridden for all to see."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ringtrue.core.campaign import CampaignState
from ringtrue.core.errors import UsageError
from ringtrue.core.finding import Level
from ringtrue.core.trees import plant
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import hold, record
from ringtrue.desk.campaign_state import CampaignStanding, lock, need_open, stand
from ringtrue.desk.inputs import words_of
from ringtrue.desk.models.campaign import Campaign, Override
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of
from ringtrue.gap.gate import Gate


class LaunchRefusedError(UsageError):
    """The gate is closed; `gate` has every reason and what would clear it."""

    def __init__(self, name: str, gate: Gate) -> None:
        self.gate = gate
        standing = [each for each in gate.reasons if each.level is not Level.NOTE]
        told = " ".join(each.message for each in standing)
        cures = " ".join(dict.fromkeys(each.cure for each in standing))
        super().__init__(f"{name!r} may not be launched: {told}", cure=cures)


def launch_campaign(person: Person, campaign: Campaign, workspace: Workspace) -> Campaign:
    """Launch a campaign whose gate is open; raises `LaunchRefusedError` otherwise."""
    require(person.name, person.roles, Action.LAUNCH)
    now = clock.now()
    with transaction.atomic():
        lock(campaign)
        hold()  # an objection to any campaign comes before the gate is asked, or after
        need_open(campaign)
        standing = stand(campaign, workspace, now)
        if not standing.gate.may_launch:
            raise LaunchRefusedError(campaign.name, standing.gate)
        _launch(campaign, now)
        record(person, "launch campaign", subject_of(campaign), _told(standing))
    return campaign


def override_launch(
    person: Person, campaign: Campaign, workspace: Workspace, *, reason: str
) -> Override:
    """Launch against the gate; reason, name and all that stood against it stay visible for ever.

    Raises `UsageError` when the gate is open, or when there is nothing to launch.
    """
    require(person.name, person.roles, Action.OVERRIDE)
    reason = words_of(reason, "reason")
    now = clock.now()
    with transaction.atomic():
        lock(campaign)
        hold()  # an objection to any campaign comes before the gate is asked, or after
        need_open(campaign)
        standing = stand(campaign, workspace, now)
        if standing.gate.may_launch:
            raise UsageError("the gate is open", cure="Launch the campaign as usual.")
        if not standing.pages:
            raise UsageError("the campaign has no material", cure="Add the copy first.")
        override = Override.objects.create(
            campaign=campaign,
            person=person,
            reason=reason,
            against=plant(standing.gate.reasons),
        )
        _launch(campaign, now)
        told = _told(standing) | {
            "reason": reason,
            "against": [each.message for each in standing.gate.reasons],
        }
        record(person, "override launch", subject_of(campaign), told)
    return override


def _launch(campaign: Campaign, now: datetime) -> None:
    campaign.state, campaign.launched_at = CampaignState.LAUNCHED.value, now
    campaign.waiting = []
    campaign.save(update_fields=["state", "launched_at", "waiting"])


def _told(standing: CampaignStanding) -> dict[str, object]:
    review = standing.review
    return {
        "seal": standing.seal,
        "review": review.pk if review else None,
        "materials": {page.name: page.version.digest for page in standing.pages},
    }
