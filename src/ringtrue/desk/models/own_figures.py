"""What the tables of spend and customers told by period when they were last read."""

from __future__ import annotations

from django.db import models


class OwnFiguresRecord(models.Model):
    """The last reading, in which the cycle is looked for; there is one at most.

    `content` is a `ringtrue.core.cycle.OwnReading` as JSON.
    """

    as_of = models.DateTimeField()
    made_at = models.DateTimeField()
    content = models.JSONField()

    def __str__(self) -> str:
        return f"own figures {self.as_of:%Y-%m-%d}"
