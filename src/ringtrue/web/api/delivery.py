"""Delivery: mail server, webhooks, and what did not arrive; for administrators."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.desk.notifications.formats import formats
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.answer_once import Doing
from ringtrue.desk.services.manage_webhooks import (
    add_webhook,
    find_webhook,
    pause_webhook,
    remove_webhook,
    resume_webhook,
    try_webhook,
)
from ringtrue.desk.services.see_delivery import see_delivery
from ringtrue.desk.services.send_test_letter import send_test_letter
from ringtrue.desk.services.try_again import try_again
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.delivery import (
    Again,
    Delivery,
    LetterTo,
    Tried,
    Webhook,
    WebhookAdded,
    WebhookChange,
    WebhookIn,
)
from ringtrue.web.api.schemas.notifications import HowMany
from ringtrue.web.api.schemas.people import Changed

delivery = Router()
_TO = Action.MANAGE_NOTIFICATIONS
_ONE = "/delivery/webhooks/{int:number}"


@operation(delivery.get, "/delivery", to=_TO)
def show_delivery(request: HttpRequest) -> Delivery:
    """How mail is set up, and the last deliveries that were given up or are tried again."""
    return Delivery.of(see_delivery(asker(request)))


@operation(delivery.post, "/delivery/again", to=_TO)
def deliver_again(request: HttpRequest, wanted: Again) -> HowMany:
    """Try what was given up again: one delivery, or all of them."""
    return HowMany(number=try_again(asker(request), wanted.number))


@operation(delivery.post, "/delivery/letter", to=_TO, status=204, doing=Doing.LONG)
def send_letter(request: HttpRequest, wanted: LetterTo) -> None:
    """Send a letter that says that it is a test; refused with what the mail server answers."""
    send_test_letter(asker(request), workspace_here(), wanted.to)


@operation(delivery.get, "/delivery/webhooks", to=_TO)
def list_webhooks(request: HttpRequest, asked: Query[PageIn]) -> Page[Webhook]:
    """Every webhook by its name."""
    rows = see_delivery(asker(request)).webhooks
    return page_of(rows, asked, keys=[row.number for row in rows], tell=Webhook.of)


@operation(delivery.post, "/delivery/webhooks", to=_TO, status=201)
def add_hook(request: HttpRequest, wanted: WebhookIn) -> WebhookAdded:
    """Post notifications of some groups to an address, from now on."""
    made = add_webhook(
        asker(request),
        workspace_here(),
        name=wanted.name,
        address=wanted.address,
        format=wanted.format,
        groups=wanted.groups,
    )
    told = WebhookAdded.of(made)
    return told if formats()[made.format].signed else told.model_copy(update={"secret": ""})


@operation(delivery.patch, _ONE, to=_TO)
def change_hook(request: HttpRequest, number: Number, wanted: WebhookChange) -> Changed:
    """Pause a webhook, or resume it with what has waited first."""
    do = pause_webhook if wanted.paused else resume_webhook
    return Changed(changed=do(asker(request), find_webhook(number)))


@operation(delivery.delete, _ONE, to=_TO, status=204)
def remove_hook(request: HttpRequest, number: Number) -> None:
    """Forget a webhook: its address, its secret, and what waits for it."""
    remove_webhook(asker(request), find_webhook(number))


@operation(delivery.post, f"{_ONE}/try", to=_TO, doing=Doing.LONG)
def try_hook(request: HttpRequest, number: Number) -> Tried:
    """Post a notification that says that it is a test, once and at once."""
    return Tried.of(try_webhook(asker(request), find_webhook(number), workspace_here()))
