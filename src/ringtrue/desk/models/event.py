"""The audit chain as rows, and its head."""

from __future__ import annotations

from django.db import models


class EventRecord(models.Model):
    """One event; see `ringtrue.core.event`. Rows are only ever added."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=300, db_index=True)
    payload = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """In the order of the chain."""

        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"


class ChainHead(models.Model):
    """The end of the chain: one row, locked by whoever adds to it."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}: {self.hash}"
