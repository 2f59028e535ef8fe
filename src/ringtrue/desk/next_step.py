"""What happens next with a campaign, in one sentence for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringtrue.core.campaign import CampaignState
from ringtrue.core.dates import day
from ringtrue.core.finding import Level
from ringtrue.core.role import Role
from ringtrue.gap.gate import Code

if TYPE_CHECKING:
    from ringtrue.desk.services.see_campaign import CampaignView


def next_step(view: CampaignView) -> str:
    """The first thing that the campaign waits for."""
    campaign = view.campaign
    if view.state is CampaignState.ENDED:
        return "It has ended."
    if view.state is CampaignState.LAUNCHED:
        return "It is live."
    if not view.materials:
        return "Waits for its copy: add the first material."
    if view.review is None:
        return "Waits for its first review, which measures every promise in it."
    if view.changed:
        return "Waits for another review: something has changed since the last one."
    if any(each.level is Level.ERROR for each in view.gate.reasons):
        return "Waits until what blocks it is cleared."
    if view.gate.waiting:
        return f"Waits for {spoken(view.gate.waiting)} to sign."
    if not view.gate.may_launch:
        return _left_to_do(view)
    when = f" on {day(campaign.launch_on)}" if campaign.launch_on else ""
    return f"Everything is met: it may be launched{when}."


def spoken(roles: tuple[Role, ...]) -> str:
    """Departments as a sentence names them.

    >>> spoken((Role.MARKETING, Role.OPERATIONS, Role.SERVICE))
    'Marketing, Operations and Customer Service'
    """
    *others, last = (role.spoken for role in roles)
    return f"{', '.join(others)} and {last}" if others else last


def _left_to_do(view: CampaignView) -> str:
    unanswered = sum(each.answered is None for each in view.objections)
    undone = sum(each.blocking and each.done_at is None for each in view.checklist)
    if unanswered:
        return f"Waits for an answer to {_count(unanswered, 'objection')}."
    if any(each.code == Code.STAFFING_UNPLANNED for each in view.gate.reasons):
        return "Waits for a staffing plan: its calls will not all be answered as promised."
    return f"Waits for {_count(undone, 'item')} of the checklist."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
