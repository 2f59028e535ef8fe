"""What somebody was told lately, and how they want to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from ringtrue.core.trees import grow
from ringtrue.desk.models.notification import NotificationChoice, NotificationReader
from ringtrue.desk.models.person import Person
from ringtrue.desk.notifications.kinds import TERMS, Group, Way
from ringtrue.desk.notifications.said import Said
from ringtrue.desk.permissions import Action, may, require

SHOWN = 100
"""So many notifications are shown, the newest first."""


@dataclass(frozen=True, slots=True)
class NotificationView:
    """One notification: its number, what it says, when it was told, and whether it was read."""

    number: int
    kind: str
    at: datetime
    said: Said
    read: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """How somebody wants the notifications of a group by mail."""

    group: Group
    way: Way


@dataclass(frozen=True, slots=True)
class NotificationsView:
    """What a person's page shows; `choices` are of the groups that may reach them at all.

    `email` is where their mail goes, empty when nobody said; `mails` whether the desk can send any.
    """

    notifications: tuple[NotificationView, ...]
    unread: int
    choices: tuple[Choice, ...]
    email: str
    mails: bool


def see_notifications(person: Person) -> NotificationsView:
    """The last notifications of a person, and their choices."""
    require(person.name, person.roles, Action.BE_TOLD)
    rows = NotificationReader.objects.filter(person=person).select_related("notification")[:SHOWN]
    return NotificationsView(
        notifications=tuple(map(_view, rows)),
        unread=unread(person),
        choices=choices_of(person),
        email=person.email,
        mails=settings.MAIL is not None,
    )


def unread(person: Person) -> int:
    """How many notifications somebody has not read, for a number beside a link."""
    require(person.name, person.roles, Action.BE_TOLD)
    return NotificationReader.objects.filter(person=person, read_at=None).count()


def choices_of(person: Person) -> tuple[Choice, ...]:
    """How somebody is told of each group that may reach them."""
    chosen = dict(NotificationChoice.objects.filter(person=person).values_list("group", "way"))
    return tuple(
        Choice(group, Way(chosen.get(group.value, Way.AT_ONCE)))
        for group in Group
        if any(may(person.roles, each.needs) for each in TERMS.values() if each.group is group)
    )


def _view(row: NotificationReader) -> NotificationView:
    notification = row.notification
    said = grow(Said, notification.said)
    return NotificationView(
        notification.pk, notification.kind, notification.at, said, row.read_at is not None
    )
