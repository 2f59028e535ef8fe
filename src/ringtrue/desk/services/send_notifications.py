"""Delivering what is due: mail first, then webhooks, each attempt apart from all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q, QuerySet

from ringtrue.core.trees import grow
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.demonstration import is_demonstration
from ringtrue.desk.models.notification import Delivery, NotificationRecord, Webhook
from ringtrue.desk.models.person import Person
from ringtrue.desk.notifications.formats import Post
from ringtrue.desk.notifications.kinds import TERMS, DeliveryState, Kind
from ringtrue.desk.notifications.letters import letter
from ringtrue.desk.notifications.mail_server import MailServer
from ringtrue.desk.notifications.mailing import PostOffice
from ringtrue.desk.notifications.outcome import PATIENCE, Outcome, Result, wait_after
from ringtrue.desk.notifications.posting import post
from ringtrue.desk.notifications.said import Said

NO_SERVER = "no mail server is set up"
PAUSED = "the webhook is paused"
_MOST = 500
"""So many deliveries of either way in one round; the rest is due in the next."""

_CLAIM = timedelta(minutes=10)
"""A sender that was killed keeps what it had for so long."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a round came to, in deliveries."""

    arrived: int = 0
    later: int = 0
    given_up: int = 0


def send_notifications(workspace: Workspace, now: datetime | None = None) -> Sent:
    """Try everything that is due, once; what fails waits longer each time, and not for ever.

    Nothing is held up by anything else: when the mail server or a webhook is down, the rest of
    what goes there stays due and is tried with the next round. Two rounds at once never send the
    same. A round that is killed after sending and before writing that down sends again later,
    under the same Message-ID or Idempotency-Key.
    """
    if is_demonstration():
        return Sent()
    round_ = _Round(workspace, now or clock.now())
    round_.give_up_old()
    while round_.turn():
        pass  # What was told meanwhile goes out as well.
    return Sent(round_.arrived, round_.later, round_.given_up)


class _Round:
    """One round, and what came of it so far."""

    def __init__(self, workspace: Workspace, now: datetime) -> None:
        self._workspace, self._now = workspace, now
        self._down: set[Webhook | MailServer] = set()
        self.arrived = self.later = self.given_up = 0

    def turn(self) -> bool:
        """Try everything that is due; whether anything came to its end."""
        before = self.arrived + self.given_up
        if settings.MAIL is not None and settings.MAIL not in self._down:
            self._mail(settings.MAIL)
        self._webhooks()
        return self.arrived + self.given_up > before

    def give_up_old(self) -> None:
        """Give up what nobody could deliver within our patience, and say so."""
        rows = Delivery.objects.filter(
            _free(self._now), state=DeliveryState.WAITING.value, since__lt=self._now - PATIENCE
        )
        if settings.MAIL is None:
            rows.filter(why="", person__isnull=False).update(why=NO_SERVER)
        rows.filter(webhook__paused_at__isnull=False).update(why=PAUSED)
        self.given_up += rows.update(state=DeliveryState.GIVEN_UP.value, done_at=self._now)

    def _mail(self, server: MailServer) -> None:
        """Letters, over one connection, until the server fails."""
        with PostOffice(server) as office:
            for rows in self._letters():
                person = rows[0].person
                if person is None or not self._claim(rows):
                    continue
                outcome = self._send(office, server, person, rows)
                self._note(rows, outcome)
                if outcome.all_fail:
                    self._down.add(server)
                    return

    def _letters(self) -> Iterator[list[Delivery]]:
        """What goes into one letter: a notification, or all of somebody's day."""
        due = self._due().filter(person__isnull=False).select_related("person", "notification")
        digests: dict[tuple[int | None, datetime], list[Delivery]] = defaultdict(list)
        for row in due[:_MOST]:
            if row.digest_at is None:
                yield [row]
            else:
                digests[row.person_id, row.digest_at].append(row)
        yield from digests.values()

    def _send(
        self, office: PostOffice, server: MailServer, person: Person, rows: Sequence[Delivery]
    ) -> Outcome:
        if not person.is_active or not person.email:
            return Outcome(Result.NEVER, "nobody reads mail there any more")
        notifications = [row.notification for row in rows]
        return office.send(
            letter(server, person.email, shop_of(self._workspace), notifications, _name_of(rows))
        )

    def _webhooks(self) -> None:
        """Posts to each webhook, until that one fails."""
        due = self._due().filter(webhook__paused_at=None, webhook__isnull=False)
        posts: dict[Webhook, list[Delivery]] = defaultdict(list)
        for row in islice(due.select_related("webhook", "notification"), _MOST):
            if row.webhook is not None and row.webhook not in self._down:
                posts[row.webhook].append(row)
        for webhook, rows in posts.items():
            self._post_all(webhook, rows)

    def _post_all(self, webhook: Webhook, rows: Sequence[Delivery]) -> None:
        allow = self._workspace.allow_private_addresses
        for row in rows:
            if self._claim([row]):
                made = post_of(row.notification, webhook, self._workspace)
                outcome = post(webhook, made, allow_private=allow)
                self._note([row], outcome)
                if outcome.all_fail:
                    self._down.add(webhook)
                    return

    def _due(self) -> QuerySet[Delivery]:
        waiting = Delivery.objects.filter(state=DeliveryState.WAITING.value, due_at__lte=self._now)
        return waiting.filter(_free(self._now)).order_by("id")

    def _claim(self, rows: Sequence[Delivery]) -> bool:
        """Take deliveries for this sender alone; False when another one has some of them."""
        mine = Delivery.objects.filter(
            _free(self._now),
            pk__in=[row.pk for row in rows],
            state=DeliveryState.WAITING.value,
        )
        until = max(self._now, clock.now()) + _CLAIM
        return mine.update(claimed_until=until, attempts=F("attempts") + 1) == len(rows)

    def _note(self, rows: Sequence[Delivery], outcome: Outcome) -> None:
        """Write down what an attempt came to."""
        told: dict[str, object] = {"claimed_until": None, "why": outcome.why}
        if outcome.result is Result.LATER:
            tried = max(row.attempts for row in rows) + 1
            told["due_at"] = self._now + wait_after(tried, outcome.wait)
            self.later += len(rows)
        elif outcome.result is Result.ARRIVED:
            told |= {"state": DeliveryState.SENT.value, "done_at": self._now}
            self.arrived += len(rows)
        else:
            told |= {"state": DeliveryState.GIVEN_UP.value, "done_at": self._now}
            self.given_up += len(rows)
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(**told)


def post_of(notification: NotificationRecord, webhook: Webhook, workspace: Workspace) -> Post:
    """A notification as a webhook gets it."""
    return Post(
        id=f"{notification.token}.{webhook.pk}",
        kind=notification.kind,
        group=TERMS[Kind(notification.kind)].group.value,
        at=notification.at,
        shop=shop_of(workspace),
        said=grow(Said, notification.said),
    )


def shop_of(workspace: Workspace) -> str:
    """What the workspace is called."""
    return workspace.name or Path(workspace.folder).resolve().name


def _free(now: datetime) -> Q:
    return Q(claimed_until=None) | Q(claimed_until__lt=now)


def _name_of(rows: Sequence[Delivery]) -> str:
    """A letter's own name, the same however often it is sent."""
    first = rows[0]
    if first.digest_at is None:
        return f"{first.notification.token}.{first.person_id}"
    return f"{first.notification.token}.{first.person_id}.{first.digest_at:%Y%m%d}"
