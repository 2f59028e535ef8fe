"""What the table of calls told when it was last measured."""

from __future__ import annotations

from django.db import models


class CallStudyRecord(models.Model):
    """One row: how calls are, and how many usually come, so that no page reads the table itself.

    `as_of` is the moment up to which they were measured, `content` a
    `ringtrue.desk.call_study.KeptCalls` as JSON.
    """

    source = models.CharField(max_length=120)
    as_of = models.DateTimeField()
    made_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        """The newest first."""

        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.source} {self.as_of:%Y-%m-%d}"
