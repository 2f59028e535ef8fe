"""What is told to people: notifications, who reads them, how they come, and how far that is.

A notification and its deliveries are written in the transaction of what they tell, so that
nothing is told of what was taken back, and its key once, so that nothing is told twice. Kinds,
groups and ways are those of `ringtrue.desk.notifications.kinds`.
"""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from ringtrue.desk.hiding import hide, reveal
from ringtrue.desk.notifications.kinds import DeliveryState


class NotificationRecord(models.Model):
    """Something that is told; `said` is `ringtrue.desk.notifications.said.Said` as JSON.

    `key` says what it tells, and is there once. `token` names it outside: in the Message-ID of its
    mails and the Idempotency-Key of its posts.
    """

    key = models.CharField(max_length=200, unique=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    said = models.JSONField()

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return self.key


class NotificationReader(models.Model):
    """Somebody whom a notification concerns, and when they read it in the application."""

    notification = models.ForeignKey(
        NotificationRecord, on_delete=models.CASCADE, related_name="readers"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; once for each person."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "person"], name="one_reader_of_a_notification"
            )
        ]
        indexes = [models.Index(fields=["person", "read_at"], name="unread_by_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.notification}"


class NotificationChoice(models.Model):
    """How somebody wants notifications of a group by mail; without a row, at once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_choices"
    )
    group = models.CharField(max_length=20)
    way = models.CharField(max_length=20)

    class Meta:
        """One choice for each group."""

        constraints = [
            models.UniqueConstraint(fields=["person", "group"], name="one_choice_of_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.group} {self.way}"


class Webhook(models.Model):
    """An address of another system to which notifications of some groups are posted.

    `address` may hold a secret and `secret` is one (it signs what is posted): neither is shown
    again, nor written into the audit chain, and the store has both encrypted. To read them raises
    `SecretKeyError` when the desk has another secret key than when they were written.
    """

    name = models.CharField(max_length=80, unique=True)
    hidden_address = models.TextField()
    format = models.CharField(max_length=20)
    hidden_secret = models.TextField()
    groups = models.JSONField(default=list)
    paused_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="webhooks"
    )
    at = models.DateTimeField()

    class Meta:
        """By name."""

        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where it is posted to."""
        return reveal(self.hidden_address, "webhook.address")

    @address.setter
    def address(self, address: str) -> None:
        self.hidden_address = hide(address, "webhook.address")

    @property
    def secret(self) -> str:
        """What posts are signed with, where its format is signed."""
        return reveal(self.hidden_secret, "webhook.secret")

    @secret.setter
    def secret(self, secret: str) -> None:
        self.hidden_secret = hide(secret, "webhook.secret")


class Delivery(models.Model):
    """One notification on its way to one person by mail, or to one webhook.

    `digest_at` is when the letter of the day goes that it is part of, None for one of its own.
    `since` is when it was first due and `due_at` when it is tried next, `claimed_until` how long
    the sender that has it now keeps it, `why` what the last attempt came to.
    """

    notification = models.ForeignKey(
        NotificationRecord, on_delete=models.CASCADE, related_name="deliveries"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
    )
    webhook = models.ForeignKey(
        Webhook, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    digest_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, default=DeliveryState.WAITING.value)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        """In the order of telling; one for each reader, and to one place."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "person"], name="one_mail_of_a_notification"
            ),
            models.UniqueConstraint(
                fields=["notification", "webhook"], name="one_post_of_a_notification"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(webhook__isnull=True),
                name="delivery_to_one_place",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="deliveries_due")]

    def __str__(self) -> str:
        return f"{self.notification}: {self.state}"
