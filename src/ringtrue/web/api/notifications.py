"""Notifications: what the caller was told, and how they want to be told."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.choose_notifications import choose_notifications
from ringtrue.desk.services.read_notification import read_all_notifications, read_notification
from ringtrue.desk.services.see_notifications import see_notifications
from ringtrue.web.api.asking import asker
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import PageIn, page_of
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.notifications import (
    HowMany,
    Notification,
    Notifications,
    Wishes,
    WishesIn,
)
from ringtrue.web.api.schemas.people import Changed

notifications = Router()


@operation(notifications.get, "/notifications", to=Action.BE_TOLD)
def list_notifications(request: HttpRequest, asked: Query[PageIn]) -> Notifications:
    """The last hundred that the caller was told, the newest first."""
    view = see_notifications(asker(request))
    rows = view.notifications
    page = page_of(rows, asked, keys=[row.number for row in rows], tell=Notification.of)
    return Notifications(items=page.items, next=page.next, unread=view.unread)


@operation(notifications.post, "/notifications/{int:number}/read", to=Action.BE_TOLD, status=204)
def read_one(request: HttpRequest, number: Number) -> None:
    """Mark one as read."""
    read_notification(asker(request), number)


@operation(notifications.post, "/notifications/read", to=Action.BE_TOLD)
def read_all(request: HttpRequest) -> HowMany:
    """Mark all of the caller's notifications as read."""
    return HowMany(number=read_all_notifications(asker(request)))


@operation(notifications.get, "/notifications/choices", to=Action.BE_TOLD)
def show_choices(request: HttpRequest) -> Wishes:
    """How the caller's notifications come by mail."""
    return Wishes.of(see_notifications(asker(request)))


@operation(notifications.put, "/notifications/choices", to=Action.BE_TOLD)
def choose(request: HttpRequest, wanted: WishesIn) -> Changed:
    """Choose how they come by mail; it holds for what is told from now on."""
    ways = {each.group: each.way for each in wanted.choices}
    return Changed(changed=choose_notifications(asker(request), ways))
