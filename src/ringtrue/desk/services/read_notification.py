"""Reading notifications in the application; nobody but their reader knows."""

from __future__ import annotations

from ringtrue.core.errors import NotFoundError
from ringtrue.core.trees import grow
from ringtrue.desk import clock
from ringtrue.desk.models.notification import NotificationReader
from ringtrue.desk.models.person import Person
from ringtrue.desk.notifications.said import Link, Said
from ringtrue.desk.permissions import Action, require


def read_notification(person: Person, number: int) -> Link:
    """Open a notification: it is read now, and the answer is where something is done about it.

    Raises `NotFoundError` for one that was not told to this person.
    """
    require(person.name, person.roles, Action.BE_TOLD)
    row = (
        NotificationReader.objects.filter(person=person, notification=number)
        .select_related("notification")
        .first()
    )
    if row is None:
        cure = "Look at the page Notifications; it was told to somebody else, perhaps."
        raise NotFoundError(f"there is no notification {number} for you", cure=cure)
    if row.read_at is None:
        row.read_at = clock.now()
        row.save(update_fields=["read_at"])
    return grow(Said, row.notification.said).link


def read_all_notifications(person: Person) -> int:
    """Mark all of a person's notifications as read; how many were not."""
    require(person.name, person.roles, Action.BE_TOLD)
    return NotificationReader.objects.filter(person=person, read_at=None).update(
        read_at=clock.now()
    )
