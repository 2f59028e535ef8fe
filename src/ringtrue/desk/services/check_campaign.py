"""May a campaign kept at the desk go out? What its gate says, for a pipeline that publishes it.

The page of a campaign knows a state between open and closed: something is still to be done. A
pipeline publishes or it does not, so whatever the launch waits for blocks here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ringtrue.core.campaign import CampaignState
from ringtrue.core.dates import day
from ringtrue.core.finding import Level
from ringtrue.core.verdict import Decision, Outlook, Reason
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.campaign_state import CampaignStanding, stand
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.permissions import Action, require_one_of
from ringtrue.desk.terminal import Actor
from ringtrue.gap.gate import TO_DO, Gate

ENDED = "campaign-ended"
"""The reason of a campaign that is over; all others are those of the gate."""


@dataclass(frozen=True, slots=True)
class CheckedCampaign:
    """Whether a campaign may go out (its decision is not blocked), and why not.

    `state` is where it is on its way, `summary` the decision in a sentence or two, `seal` what
    people signed or are to sign, empty when it must be reviewed (again).
    """

    workspace: str
    slug: str
    name: str
    state: CampaignState
    as_of: datetime
    decision: Decision
    summary: str
    seal: str


def check_campaign(by: Actor, campaign: Campaign, workspace: Workspace) -> CheckedCampaign:
    """What the gate says of a campaign as it stands, without measuring; nothing is written.

    A launched campaign is out, whatever has run out since; one that has ended is blocked.
    """
    require_one_of(by.name, by.roles, Action.SEE, Action.REVIEW)
    now = clock.now()
    standing = stand(campaign, workspace, now)
    decision = _decision(standing)
    return CheckedCampaign(
        workspace=workspace.name,
        slug=campaign.slug,
        name=campaign.name,
        state=standing.state,
        as_of=now,
        decision=decision,
        summary=_summary(standing, decision),
        seal=standing.seal,
    )


def _decision(standing: CampaignStanding) -> Decision:
    campaign, gate = standing.campaign, standing.gate
    if campaign.ended_at:
        what = f"{campaign.name!r} ended on {day(campaign.ended_at.date())}."
        cure = "Make a new campaign of what is to go out again."
        return Decision(Outlook.BLOCKED, (Reason(ENDED, Level.ERROR, what, cure),))
    if campaign.launched_at:
        return Decision(Outlook.CLEAR, ())
    reasons = tuple(sorted(_strict(gate), key=lambda each: list(Level).index(each.level)))
    outlook = Outlook(gate.state.value) if gate.may_launch else Outlook.BLOCKED
    return Decision(outlook, reasons)


def _strict(gate: Gate) -> Iterator[Reason]:
    """The reasons, those that the launch waits for as errors."""
    for reason in gate.reasons:
        waits = reason.code in TO_DO and reason.level is Level.WARNING
        yield replace(reason, level=Level.ERROR) if waits else reason


def _summary(standing: CampaignStanding, decision: Decision) -> str:
    campaign = standing.campaign
    if campaign.ended_at:
        return "It has ended."
    if campaign.launched_at:
        return f"It was launched on {day(campaign.launched_at.date())}."
    errors = sum(each.level is Level.ERROR for each in decision.reasons)
    if errors:
        stand_ = "stands" if errors == 1 else "stand"
        things = "thing" if errors == 1 else "things"
        return f"It may not be launched: {errors:,} {things} {stand_} against it."
    if decision.outlook is Outlook.CONDITIONAL:
        return "It may be launched: whoever signed has accepted its warnings."
    return "It may be launched."
