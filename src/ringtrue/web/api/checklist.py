"""The checklist of a campaign: who does what until when, and what shows that it is done."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from ringtrue.core.errors import NotFoundError
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.tick_item import assign_item, tick_item, untick_item
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.finding import somebody
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.checklist import Assigned, ChecklistItem, Done, NotDone
from ringtrue.web.api.schemas.people import Changed

checklist = Router()
_ONE = "/campaigns/{slug}/checklist/{key}"


@operation(checklist.post, f"{_ONE}/tick", to=Action.TICK)
def tick(request: HttpRequest, slug: str, key: str, told: Done) -> ChecklistItem:
    """Say that an item is done, and what shows it."""
    entry = tick_item(asker(request), _item(slug, key), workspace_here(), evidence=told.evidence)
    return ChecklistItem.of(entry)


@operation(checklist.post, f"{_ONE}/untick", to=Action.TICK)
def untick(request: HttpRequest, slug: str, key: str, told: NotDone) -> ChecklistItem:
    """Take back that an item is done, with a reason."""
    entry = untick_item(asker(request), _item(slug, key), workspace_here(), reason=told.reason)
    return ChecklistItem.of(entry)


@operation(checklist.put, f"{_ONE}/owner", to=Action.TICK)
def assign(request: HttpRequest, slug: str, key: str, told: Assigned) -> Changed:
    """Say who is to do an item, and until when."""
    owner = somebody(told.owner, "body.owner") if told.owner else None
    changed = assign_item(asker(request), _item(slug, key), owner=owner, due=told.due)
    return Changed(changed=changed)


def _item(slug: str, key: str) -> ChecklistEntry:
    rows = find_campaign(slug).checklist.select_related("campaign", "owner", "done_by")
    found = rows.filter(key=key).first()
    if found is None:
        cure = "Look at the campaign's checklist."
        raise NotFoundError(f"the checklist has no item {key[:60]!r}", cure=cure)
    return found
