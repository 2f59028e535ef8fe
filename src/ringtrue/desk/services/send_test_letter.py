"""A letter to see whether mail works, for whoever sets it up."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import transaction

from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.trees import plant
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.models.notification import NotificationRecord
from ringtrue.desk.notifications.letters import letter
from ringtrue.desk.notifications.mail_server import URL
from ringtrue.desk.notifications.mailing import PostOffice
from ringtrue.desk.notifications.outcome import Result
from ringtrue.desk.notifications.said import Link, Said
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.send_notifications import shop_of
from ringtrue.desk.terminal import Actor

_CURES = {
    Result.LATER: "Check RINGTRUE_SMTP_URL and RINGTRUE_MAIL_FROM, and that the server answers.",
    Result.NEVER: "Check the address, and that the mail server may send there.",
}


def send_test_letter(by: Actor, workspace: Workspace, to: str) -> None:
    """Send a letter that says that it is a test, once and at once.

    Raises `ConfigError` without a mail server, and `UsageError` with what it answered otherwise.
    """
    require(by.name, by.roles, Action.MANAGE_NOTIFICATIONS)
    if settings.MAIL is None:
        cure = "Set it to smtps://user:password@host:465, and RINGTRUE_MAIL_FROM to the sender."
        raise ConfigError("no mail server is set up", where=URL, cure=cure)
    to = " ".join(to.split())
    said = Said(
        title="This is a test: mail works",
        link=Link("notifications"),
        facts=(f"{by.name} asked for it. Notifications will come like this one.",),
    )
    notification = NotificationRecord(at=clock.now(), said=plant(said))
    with PostOffice(settings.MAIL) as office:
        mail = letter(settings.MAIL, to, shop_of(workspace), [notification], f"test-{uuid4()}")
        outcome = office.send(mail)
    with transaction.atomic():
        record(by.username, "try mail", "notifications", {"result": outcome.result.value})
    if outcome.result is not Result.ARRIVED:
        raise UsageError(outcome.why, where=settings.MAIL.shown, cure=_CURES[outcome.result])
