"""Changing what a campaign is for: name, audience, launch date, lift, and the limits it must say.

Audience, lift, launch date and limits are part of what people sign, so a change voids sign-offs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.db import transaction

from ringtrue.core.campaign import lift_of
from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, need_open, settle
from ringtrue.desk.inputs import line_of, words_of
from ringtrue.desk.models.campaign import Campaign, Limit
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import AUDIENCE, NAME, due_of, subject_of

MOST_LIMITS = 200
_LIMIT = 1_000


class Same(Enum):
    """What is not to be changed."""

    SAME = "same"


SAME = Same.SAME


@dataclass(frozen=True, slots=True)
class LimitText:
    """What must be said (`text`) beside a promise (`wording`, its own words)."""

    wording: str
    text: str


def change_campaign(
    person: Person,
    campaign: Campaign,
    workspace: Workspace,
    *,
    name: str | Same = SAME,
    audience: str | Same = SAME,
    launch_on: date | Same | None = SAME,
    lift: float | Same = SAME,
    limits: Sequence[LimitText] | Same = SAME,
) -> bool:
    """Change what is given; whether that changed anything.

    `limits` are all that there shall be. Another launch date moves the days of open items of the
    checklist with it. Raises `UsageError` for values that cannot be, and after the launch.
    """
    require(person.name, person.roles, Action.WRITE_COPY)
    wanted: dict[str, Any] = {}
    if name is not SAME:
        wanted["name"] = line_of(name, "name of the campaign", most=NAME)
    if audience is not SAME:
        wanted["audience"] = words_of(audience, "audience", most=AUDIENCE, needed=False)
    if lift is not SAME:
        wanted["lift"] = lift_of(lift)
    if launch_on is not SAME:
        wanted["launch_on"] = launch_on
    said = None if limits is SAME else _limits(limits)
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        before = campaign.launch_on
        told = _set(campaign, wanted) | (_set_limits(campaign, said) if said is not None else {})
        if not told:
            return False
        if "launch_on" in told:
            _move_days(campaign, workspace, before)
        settle(campaign, workspace)
        record(person, "change campaign", subject_of(campaign), told)
    return True


def _set(campaign: Campaign, wanted: dict[str, Any]) -> dict[str, object]:
    """Set what is not so yet; answers with what was set, as the audit chain tells it."""
    changed = {key: value for key, value in wanted.items() if getattr(campaign, key) != value}
    for key, value in changed.items():
        setattr(campaign, key, value)
    campaign.save(update_fields=list(changed))
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in changed.items()
    }


def _set_limits(campaign: Campaign, wanted: Sequence[LimitText]) -> dict[str, object]:
    pairs = [(each.wording, each.text) for each in wanted]
    if pairs == list(campaign.limits.values_list("wording", "text")):
        return {}
    campaign.limits.all().delete()
    Limit.objects.bulk_create(Limit(campaign=campaign, wording=w, text=t) for w, t in pairs)
    return {"limits": [list(pair) for pair in pairs]}


def _limits(limits: Sequence[LimitText]) -> tuple[LimitText, ...]:
    if len(limits) > MOST_LIMITS:
        raise UsageError(f"{len(limits):,} limits", cure=f"Keep them under {MOST_LIMITS:,}.")
    return tuple(
        LimitText(
            line_of(each.wording, "promise of a limit", most=_LIMIT),
            line_of(each.text, "text of a limit", most=_LIMIT),
        )
        for each in limits
    )


def _move_days(campaign: Campaign, workspace: Workspace, before: date | None) -> None:
    """Open items keep their distance from the launch, or get it when there was no day yet."""
    usual = {item.key: item.days_before for item in workspace.checklist}
    entries = list(campaign.checklist.filter(done_at=None))
    for entry in entries:
        if entry.due is None:
            entry.due = due_of(usual.get(entry.key), campaign.launch_on)
        elif before is not None and campaign.launch_on is not None:
            entry.due += campaign.launch_on - before
    ChecklistEntry.objects.bulk_update(entries, ["due"])
