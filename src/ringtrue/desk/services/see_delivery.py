"""Where notifications go and whether they arrive, without an address in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, Q

from ringtrue.core.errors import SecretKeyError
from ringtrue.core.trees import grow
from ringtrue.desk.models.notification import Delivery, Webhook
from ringtrue.desk.notifications.formats import formats
from ringtrue.desk.notifications.kinds import DeliveryState, Group
from ringtrue.desk.notifications.posting import OTHER_KEY
from ringtrue.desk.notifications.public_address import public_address
from ringtrue.desk.notifications.said import Said
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.terminal import Actor

SHOWN = 50
"""So many deliveries that wait or were given up are shown."""

_LABELS = 2


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One delivery that has not arrived: what, to whom, how often it was tried, and why not."""

    number: int
    title: str
    to: str
    at: datetime
    state: DeliveryState
    attempts: int
    due: datetime
    why: str


@dataclass(frozen=True, slots=True)
class WebhookView:
    """One webhook; `address` is masked, and empty when it cannot be read with the present key.

    `trouble` is why the last attempt failed, or why no other can succeed; empty when all is well.
    """

    number: int
    name: str
    address: str
    format: str
    groups: tuple[Group, ...]
    paused: datetime | None
    arrived: datetime | None
    waiting: int
    given_up: int
    trouble: str


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """Everything about delivery; `server` and `home` are empty when they are not set up."""

    server: str
    sender: str
    home: str
    webhooks: tuple[WebhookView, ...]
    waiting: int
    without_address: int
    lines: tuple[DeliveryLine, ...]

    @property
    def given_up(self) -> bool:
        """Whether anything that is shown was given up."""
        return any(each.state is DeliveryState.GIVEN_UP for each in self.lines)


def see_delivery(by: Actor) -> DeliveryView:
    """Mail server, webhooks, and what did not arrive: given up first, then what is tried again."""
    require(by.name, by.roles, Action.MANAGE_NOTIFICATIONS)
    return DeliveryView(
        server=settings.MAIL.shown if settings.MAIL else "",
        sender=settings.MAIL.sender if settings.MAIL else "",
        home=public_address(),
        webhooks=_webhooks(),
        waiting=Delivery.objects.filter(state=DeliveryState.WAITING.value).count(),
        without_address=_without_address(),
        lines=tuple(map(_line, _not_arrived())),
    )


def masked(address: str) -> str:
    """Enough of an address to know it by; names of hosts may be secrets as well as paths.

    >>> masked("https://hooks.slack.com/services/T0/B0/x"), masked("https://x7.m.example.net/")
    ('https://….slack.com/…', 'https://….example.net/…')
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    labels = host.split(".")
    if len(labels) > _LABELS and not labels[-1].isdigit():
        host = "….{}".format(".".join(labels[-_LABELS:]))
    return f"{parts.scheme}://{host}/…"


def _without_address() -> int:
    from ringtrue.desk.models.person import Person

    people = Person.objects.filter(is_active=True, email="", grants__isnull=False)
    return people.distinct().count()


def _webhooks() -> tuple[WebhookView, ...]:
    state = "deliveries__state"
    waiting = Count("deliveries", filter=Q(**{state: DeliveryState.WAITING.value}))
    given_up = Count("deliveries", filter=Q(**{state: DeliveryState.GIVEN_UP.value}))
    arrived = Max("deliveries__done_at", filter=Q(**{state: DeliveryState.SENT.value}))
    rows = Webhook.objects.annotate(_waiting=waiting, _given_up=given_up, _arrived=arrived)
    return tuple(
        WebhookView(
            number=row.pk,
            name=row.name,
            address=_shown(row),
            format=formats()[row.format].title if row.format in formats() else row.format,
            groups=tuple(each for each in Group if each.value in row.groups),
            paused=row.paused_at,
            arrived=row._arrived,
            waiting=row._waiting,
            given_up=row._given_up,
            trouble=_trouble(row) if _shown(row) else OTHER_KEY,
        )
        for row in rows.order_by("name")
    )


def _shown(webhook: Webhook) -> str:
    try:
        return masked(webhook.address)
    except SecretKeyError:
        return ""


def _trouble(webhook: Webhook) -> str:
    """Why the last attempt failed; empty when it did not."""
    last = webhook.deliveries.filter(attempts__gt=0).order_by("-id").first()
    return last.why if last else ""


def _not_arrived() -> list[Delivery]:
    rows = Delivery.objects.select_related("notification", "person", "webhook").order_by("-id")
    given_up = rows.filter(state=DeliveryState.GIVEN_UP.value)[:SHOWN]
    tried = rows.filter(state=DeliveryState.WAITING.value, attempts__gt=0)[:SHOWN]
    return [*given_up, *tried]


def _line(row: Delivery) -> DeliveryLine:
    to = row.person.name if row.person else row.webhook.name if row.webhook else ""
    return DeliveryLine(
        number=row.pk,
        title=grow(Said, row.notification.said).title,
        to=to,
        at=row.notification.at,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        due=row.due_at,
        why=row.why,
    )
