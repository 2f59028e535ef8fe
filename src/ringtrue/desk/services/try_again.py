"""Trying again what was given up, once its cause is mended."""

from __future__ import annotations

from django.db import transaction

from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.models.notification import Delivery
from ringtrue.desk.notifications.kinds import DeliveryState
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.terminal import Actor

_WAYS = "notifications"


def try_again(by: Actor, number: int | None = None) -> int:
    """Make deliveries that were given up due now, with our whole patience: one, or all of them."""
    require(by.name, by.roles, Action.MANAGE_NOTIFICATIONS)
    now = clock.now()
    with transaction.atomic():
        rows = Delivery.objects.filter(state=DeliveryState.GIVEN_UP.value)
        if number is not None:
            rows = rows.filter(pk=number)
        waiting = DeliveryState.WAITING.value
        changed = rows.update(state=waiting, since=now, due_at=now, attempts=0, done_at=None)
        if changed:
            record(by.username, "try notifications again", _WAYS, {"deliveries": changed})
    return changed
