"""Forgetting what nobody needs any more, so that the store does not grow for ever.

What people decided stays: campaigns, versions, evidence, sign-offs, objections and, above all, the
audit chain. What is forgotten only told of them, or was the desk's own machinery.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.jobs.lease import confirm, forget
from ringtrue.desk.models.cache_entry import CacheEntry
from ringtrue.desk.models.notification import Delivery, NotificationReader, NotificationRecord
from ringtrue.desk.models.token import ApiToken, KeptAnswer
from ringtrue.desk.notifications.kinds import DeliveryState, Kind
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.answer_once import KEPT
from ringtrue.desk.terminal import Actor

Progress = Callable[[str, float], None]

AT_A_TIME = 1_000
"""Rows that go in one transaction, so that nobody waits long for the store."""

_MONTH = timedelta(days=30.4375)
_TOLD_BY_TIME = [
    kind.value
    for kind in (
        Kind.OBJECTION_DUE,
        Kind.OBJECTION_LATE,
        Kind.ON_HOLD,
        Kind.SIGN_OFF_AWAITED,
        Kind.SIGN_OFF_VOID,
        Kind.SIGN_OFF_ENDS,
    )
]
"""What is asked anew as long as it is so: by its row alone it is known that it was told."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of each went; `attempts` are counts of attempts to sign in."""

    notifications: int = 0
    jobs: int = 0
    tokens: int = 0
    answers: int = 0
    sessions: int = 0
    attempts: int = 0


def forget_old(
    by: Actor,
    workspace: Workspace,
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Forgotten:
    """Forget notifications with their deliveries, jobs and tokens that ended `keep_months` ago.

    What has an end of its own goes as soon as that has come: answers kept for a day, sessions,
    counts of attempts. What still waits to be delivered or done stays, however old. The chain says
    how many notifications and tokens went.
    """
    require(by.name, by.roles, Action.SEE_JOBS)
    now, tell = now or clock.now(), progress or _silent
    before = now - workspace.keep_months * _MONTH
    tell("Forgetting notifications", 0.0)
    notifications = _notifications(before)
    tell("Forgetting jobs and tokens", 0.6)
    with transaction.atomic():
        ended = Q(expires_at__lt=before) | Q(revoked_at__lt=before)
        tokens = _count(ApiToken.objects.filter(ended))
        found = Forgotten(
            notifications=notifications,
            jobs=forget(before),
            tokens=tokens,
            answers=_count(KeptAnswer.objects.filter(at__lt=now - KEPT)),
            sessions=_sessions(now),
            attempts=_count(CacheEntry.objects.filter(expires__lt=now)),
        )
        if notifications or tokens:
            told = {"notifications": notifications, "tokens": tokens, "before": before.isoformat()}
            record(by.username, "forget what is old", "desk", told)
    tell("Forgotten", 1.0)
    return found


def _notifications(before: datetime) -> int:
    """Drop old ones, a few at a time; of those that time tells, what says that they were told."""
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING.value).values("notification")
    old = NotificationRecord.objects.filter(at__lt=before).exclude(pk__in=waiting)
    bare = ~Q(readers__isnull=False) & ~Q(deliveries__isnull=False)
    number = 0
    while chosen := list(
        old.exclude(Q(kind__in=_TOLD_BY_TIME) & bare)
        .order_by("id")
        .values_list("id", flat=True)
        .distinct()[:AT_A_TIME]
    ):
        with transaction.atomic():
            confirm()
            rows = NotificationRecord.objects.filter(pk__in=chosen)
            NotificationReader.objects.filter(notification__in=chosen).delete()
            Delivery.objects.filter(notification__in=chosen).delete()
            rows.filter(kind__in=_TOLD_BY_TIME).update(said={})
            rows.exclude(kind__in=_TOLD_BY_TIME).delete()
        number += len(chosen)
    return number


def _sessions(now: datetime) -> int:
    """Drop sessions that are over, and what was known of their browsers."""
    number = _count(Session.objects.filter(expire_date__lt=now))
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    return number


def _count(rows: QuerySet[Model]) -> int:
    """Drop rows; how many, without what went with them."""
    number = rows.count()
    rows.delete()
    return number


def _silent(step: str, share: float) -> None:
    del step, share
