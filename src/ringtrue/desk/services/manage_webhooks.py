"""Webhooks: adding, trying, pausing and removing them; their addresses are never shown again."""

from __future__ import annotations

from collections.abc import Collection
from uuid import uuid4

from django.db import IntegrityError, transaction

from ringtrue.core.errors import NotFoundError, UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.inputs import line_of
from ringtrue.desk.models.notification import Webhook
from ringtrue.desk.models.person import Person
from ringtrue.desk.notifications.formats import Post, formats
from ringtrue.desk.notifications.kinds import Group
from ringtrue.desk.notifications.outcome import Outcome
from ringtrue.desk.notifications.posting import check_webhook_address, new_secret, post
from ringtrue.desk.notifications.said import Link, Said
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.send_notifications import shop_of

NAME = 80
MOST = 20
"""So many webhooks a desk may have: each one is waited for when it is dead."""

TEST = "test"


def add_webhook(
    person: Person,
    workspace: Workspace,
    *,
    name: str,
    address: str,
    format: str,  # noqa: A002
    groups: Collection[Group],
) -> Webhook:
    """Post notifications of some groups to an address, from now on.

    The row has the `secret` with which posts are signed, where the format is. Raises `UsageError`
    for an address that may not be posted to, a name that is taken, and without any group.
    """
    require(person.name, person.roles, Action.MANAGE_NOTIFICATIONS)
    name = line_of(name, "name of the webhook", most=NAME)
    address = check_webhook_address(address, allow_private=workspace.allow_private_addresses)
    if format not in formats():
        cure = f"Choose one of {', '.join(sorted(formats()))}."
        raise UsageError(f"there is no format {format[:40]!r}", cure=cure)
    if not groups:
        raise UsageError("no group is chosen", cure="Choose what is to be posted there.")
    try:
        with transaction.atomic():
            if Webhook.objects.count() >= MOST:
                raise UsageError(f"there are {MOST} webhooks already", cure="Remove one first.")
            made = Webhook(
                name=name,
                format=format,
                groups=[each.value for each in Group if each in groups],
                by=person,
                at=clock.now(),
            )
            made.address, made.secret = address, new_secret()
            made.save()
            told = {"name": name, "format": format, "groups": made.groups}
            record(person, "add webhook", subject_of(made), told)
    except IntegrityError as error:
        cure = "Choose another name."
        raise UsageError(f"there is a webhook {name!r} already", cure=cure) from error
    return made


def pause_webhook(person: Person, webhook: Webhook) -> bool:
    """Post nothing there until it is resumed; whether that changed anything."""
    return _set_paused(person, webhook, paused=True)


def resume_webhook(person: Person, webhook: Webhook) -> bool:
    """Post there again, and what has waited first; whether that changed anything."""
    return _set_paused(person, webhook, paused=False)


def remove_webhook(person: Person, webhook: Webhook) -> None:
    """Forget a webhook: its address, its secret, and what waits for it."""
    require(person.name, person.roles, Action.MANAGE_NOTIFICATIONS)
    with transaction.atomic():
        subject, name = subject_of(webhook), webhook.name
        webhook.delete()
        record(person, "remove webhook", subject, {"name": name})


def try_webhook(person: Person, webhook: Webhook, workspace: Workspace) -> Outcome:
    """Post a notification that says that it is a test, once and at once; what came of it."""
    require(person.name, person.roles, Action.MANAGE_NOTIFICATIONS)
    said = Said(
        title=f"This is a test of the webhook {webhook.name}",
        link=Link("notifications"),
        facts=(f"{person.name} asked for it. Notifications will come like this one.",),
    )
    name, now = f"test-{uuid4()}", clock.now()
    made = Post(name, TEST, TEST, now, shop_of(workspace), said)
    outcome = post(webhook, made, allow_private=workspace.allow_private_addresses)
    with transaction.atomic():
        told = {"name": webhook.name, "result": outcome.result.value}
        record(person, "try webhook", subject_of(webhook), told)
    return outcome


def find_webhook(number: int) -> Webhook:
    """A webhook by its number; raises `NotFoundError`."""
    found = Webhook.objects.filter(pk=number).first()
    if found is None:
        raise NotFoundError(f"there is no webhook {number}", cure="It was removed, perhaps.")
    return found


def subject_of(webhook: Webhook) -> str:
    """A webhook as the subject of an event."""
    return f"webhook:{webhook.pk}"


def _set_paused(person: Person, webhook: Webhook, *, paused: bool) -> bool:
    require(person.name, person.roles, Action.MANAGE_NOTIFICATIONS)
    with transaction.atomic():
        rows = Webhook.objects.filter(pk=webhook.pk, paused_at__isnull=paused)
        changed = rows.update(paused_at=clock.now() if paused else None)
        if changed:
            verb = "pause" if paused else "resume"
            record(person, f"{verb} webhook", subject_of(webhook), {"name": webhook.name})
    webhook.refresh_from_db(fields=["paused_at"])
    return bool(changed)
