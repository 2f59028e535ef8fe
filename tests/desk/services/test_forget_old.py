"""What is too old goes, what still counts stays, and nothing is told a second time for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.clock import told_at
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.jobs.running import run_next
from ringtrue.desk.models.cache_entry import CacheEntry
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.notification import Delivery, NotificationReader, NotificationRecord
from ringtrue.desk.models.token import ApiToken, KeptAnswer
from ringtrue.desk.notifications.kinds import DeliveryState, Kind
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.forget_old import Forgotten, forget_old
from ringtrue.desk.services.verify_audit import verify_audit
from ringtrue.desk.terminal import SCHEDULE

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 4, 3, tzinfo=UTC)
SHOP = Workspace("shop", keep_months=6)
OLD, YOUNG = NOW - timedelta(days=200), NOW - timedelta(days=170)


def forgotten(shop: Workspace = SHOP) -> Forgotten:
    with told_at(NOW):
        return forget_old(SCHEDULE, shop)


def notification(person, kind: Kind, at: datetime, state: DeliveryState) -> NotificationRecord:
    number = NotificationRecord.objects.count()
    row = NotificationRecord.objects.create(
        key=f"{kind.value}:{number}", kind=kind.value, at=at, said={"title": "Something"}
    )
    NotificationReader.objects.create(notification=row, person=person)
    Delivery.objects.create(notification=row, person=person, state=state.value, since=at, due_at=at)
    return row


def test_old_notifications_go_with_their_deliveries_and_what_waits_stays(person) -> None:
    ann = person("ann", Role.ADMIN)
    notification(ann, Kind.LAUNCHED, OLD, DeliveryState.SENT)
    notification(ann, Kind.LAUNCHED, OLD, DeliveryState.GIVEN_UP)
    waits = notification(ann, Kind.LAUNCHED, OLD, DeliveryState.WAITING)
    young = notification(ann, Kind.LAUNCHED, YOUNG, DeliveryState.SENT)
    assert forgotten() == Forgotten(notifications=2)
    assert set(NotificationRecord.objects.all()) == {waits, young}
    assert Delivery.objects.count() == NotificationReader.objects.count() == 2
    assert forgotten() == Forgotten()
    assert forgotten(Workspace("shop", keep_months=5)) == Forgotten(notifications=1)


def test_what_time_tells_is_not_told_again_for_having_been_forgotten(person) -> None:
    from ringtrue.desk.notifications.outbox import told_already

    row = notification(person("ann"), Kind.SIGN_OFF_VOID, OLD, DeliveryState.SENT)
    assert forgotten() == Forgotten(notifications=1)
    assert forgotten() == Forgotten(), "once"
    assert told_already(Kind.SIGN_OFF_VOID, row.key.partition(":")[2])
    assert not NotificationReader.objects.exists() and not Delivery.objects.exists()
    assert NotificationRecord.objects.get().said == {}


def test_more_than_fit_one_transaction_go_all_the_same(person, monkeypatch) -> None:
    from ringtrue.desk.services import forget_old as module

    monkeypatch.setattr(module, "AT_A_TIME", 2)
    ann = person("ann")
    for kind in (Kind.LAUNCHED, Kind.ON_HOLD, Kind.ENDED, Kind.SIGN_OFF_ENDS, Kind.LAUNCHED):
        notification(ann, kind, OLD, DeliveryState.SENT)
    assert forgotten() == Forgotten(notifications=5)
    assert NotificationRecord.objects.count() == 2


def test_jobs_tokens_sessions_answers_and_attempts_go_when_they_are_over(person) -> None:
    ann = person("ann", Role.ADMIN)
    for key, ended in (("1", OLD), ("2", YOUNG), ("3", None)):
        job = enqueue(JobKind.WATCH, key=key)
        JobRecord.objects.filter(pk=job.pk).update(ended_at=ended, state="done")
    made = {"person": ann, "made_at": OLD, "scopes": []}
    for name, ends, revoked in (
        ("expired", OLD, None),
        ("revoked", NOW, OLD),
        ("lately", YOUNG, None),
        ("good", NOW + timedelta(1), None),
    ):
        ApiToken.objects.create(
            public_id=name, digest="0" * 64, name=name, expires_at=ends, revoked_at=revoked, **made
        )
    good = ApiToken.objects.get(name="good")
    for key, at in (("a", NOW - timedelta(hours=25)), ("b", NOW - timedelta(hours=23))):
        KeptAnswer.objects.create(token=good, key=key, request="0" * 64, at=at, status=201)
    for key, ends in (("a", NOW - timedelta(1)), ("b", NOW + timedelta(1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
        CacheEntry.objects.create(cache_key=key, value="", expires=ends)
    found = forgotten()
    assert found == Forgotten(0, jobs=1, tokens=2, answers=1, sessions=1, attempts=1)
    assert set(ApiToken.objects.values_list("name", flat=True)) == {"lately", "good"}
    assert set(JobRecord.objects.values_list("key", flat=True)) == {"2", "3"}
    assert [row.key for row in KeptAnswer.objects.all()] == ["b"]
    assert [row.session_key for row in Session.objects.all()] == ["b"]


def test_the_chain_is_never_touched_and_says_what_went(person, transactional_db) -> None:
    from django.db import transaction

    ann = person("ann")
    with told_at(OLD), transaction.atomic():
        record("tests", "do", "something")
    notification(ann, Kind.LAUNCHED, OLD, DeliveryState.SENT)
    forgotten()
    forgotten()
    assert list(EventRecord.objects.values_list("action", flat=True)) == [
        "do",
        "forget what is old",
    ]
    assert verify_audit(SCHEDULE).broken is None


def test_only_who_looks_after_the_desk_may_ask_for_it(person) -> None:
    with pytest.raises(NotAllowedError):
        forget_old(person("mia", Role.MARKETING), SHOP)


def test_a_worker_does_it_by_the_months_of_the_workspace(person, settings, tmp_path: Path) -> None:
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\nkeep_months: 1\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path
    long_ago = datetime.now(UTC) - timedelta(days=40)
    notification(person("ann"), Kind.LAUNCHED, long_ago, DeliveryState.SENT)
    enqueue(JobKind.FORGET, key="book")
    ended = run_next("worker")
    assert ended is not None and ended.said == "1 notification"
    enqueue(JobKind.FORGET, key="book")
    ended = run_next("worker")
    assert ended is not None and ended.said == "nothing was old enough"
