"""Objections: somebody at the front line says "we can't do this"."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ringtrue.desk.models.campaign import Campaign


class ObjectionRecord(models.Model):
    """An objection to a promise; the name behind it is masked unless the person shows it.

    `upheld` says how it was answered: True when the promise was changed for it.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="objections", null=True, blank=True
    )
    wording = models.TextField()
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="objections"
    )
    masked = models.BooleanField(default=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="owned_objections",
        null=True,
        blank=True,
    )
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="answered_objections",
        null=True,
        blank=True,
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    upheld = models.BooleanField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return self.reason
