"""Writing a notification down in the transaction of what it tells: its readers, its ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from ringtrue.core.errors import RingtrueError
from ringtrue.core.schedule import Schedule
from ringtrue.core.trees import plant
from ringtrue.desk import clock
from ringtrue.desk.demonstration import is_demonstration
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.jobs.ticking import BOOK
from ringtrue.desk.models.notification import (
    Delivery,
    NotificationChoice,
    NotificationReader,
    NotificationRecord,
    Webhook,
)
from ringtrue.desk.models.person import Person
from ringtrue.desk.notifications.kinds import TERMS, Kind, Way
from ringtrue.desk.notifications.said import Said
from ringtrue.desk.notifications.whom import those_who_may
from ringtrue.desk.workspace import load_workspace


@dataclass(frozen=True, slots=True)
class Draft:
    """A notification to be told: `key` says what it tells, `to` whom it concerns.

    `but` is the name of whoever did it, who is not told; empty for nobody.
    """

    kind: Kind
    key: str
    said: Said
    to: QuerySet[Person]
    but: str = ""


def tell_all(drafts: Iterable[Draft]) -> int:
    """Tell each of them; how many were new."""
    return sum([tell(draft) for draft in drafts])


def tell(draft: Draft) -> bool:
    """Write a notification, its readers and its deliveries; whether that was new.

    Must be called within the transaction that does what it tells.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a notification belongs to the transaction of what it tells")
    now = clock.now()
    notification, new = NotificationRecord.objects.get_or_create(
        key=f"{draft.kind.value}:{draft.key}",
        defaults={"kind": draft.kind.value, "at": now, "said": plant(draft.said)},
    )
    if not new:
        return False
    people = _readers(draft)
    NotificationReader.objects.bulk_create(
        NotificationReader(notification=notification, person=each) for each in people
    )
    if not is_demonstration():  # Made-up people have no mailbox.
        _send_out([*_letters(notification, people, now), *_posts(notification, draft.kind, now)])
    return True


def told_already(kind: Kind, key: str) -> bool:
    """Whether there is such a notification."""
    return NotificationRecord.objects.filter(key=f"{kind.value}:{key}").exists()


def _readers(draft: Draft) -> list[Person]:
    """Whom it concerns, less who did it and whose roles do not allow to see it."""
    allowed = those_who_may(TERMS[draft.kind].needs).exclude(username=draft.but)
    return list(allowed.filter(pk__in=draft.to.values("pk")).order_by("pk"))


def _send_out(deliveries: list[Delivery]) -> None:
    Delivery.objects.bulk_create(deliveries)
    if any(each.digest_at is None for each in deliveries):
        enqueue(JobKind.SEND_NOTIFICATIONS, key=BOOK)


def _letters(
    notification: NotificationRecord, people: list[Person], now: datetime
) -> Iterator[Delivery]:
    """One for everybody who has an address and did not choose otherwise."""
    group = TERMS[Kind(notification.kind)].group
    chosen = NotificationChoice.objects.filter(group=group.value, person__in=people)
    ways = {row.person_id: Way(row.way) for row in chosen}
    digest = _schedule().next_digest(now) if Way.DAILY in ways.values() else None
    for person in people:
        way = ways.get(person.pk, Way.AT_ONCE)
        if person.email and way is not Way.NOT:
            at = digest if way is Way.DAILY else None
            due = at or now
            yield Delivery(
                notification=notification, person=person, digest_at=at, since=due, due_at=due
            )


def _posts(notification: NotificationRecord, kind: Kind, now: datetime) -> Iterator[Delivery]:
    if TERMS[kind].by_webhook:
        for webhook in Webhook.objects.filter(paused_at=None):
            if TERMS[kind].group.value in webhook.groups:
                yield Delivery(notification=notification, webhook=webhook, since=now, due_at=now)


def _schedule() -> Schedule:
    """The schedule of the workspace as it is now; the usual one where it cannot be read.

    What somebody does at the desk does not fail because ringtrue.yaml has a mistake in it.
    """
    try:
        return load_workspace(Path(settings.WORKSPACE)).schedule
    except RingtrueError:
        return Schedule()
