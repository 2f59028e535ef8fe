"""Alerts: a launched promise that is being broken, from when it was seen to when it was over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class AlertRecord(models.Model):
    """One alert; a standard has one open at most.

    `began_on` is the day on which it began to go wrong and `found_on` the one that showed it, both
    from the data; `opened_at`, `risen_at` and `closed_at` are when the desk noticed. `severity` is
    the worst so far (see `ringtrue.gap.burning`), `words` what it last said, as JSON, and
    `closed_because` why it is over.
    """

    standard = models.CharField(max_length=120)
    severity = models.CharField(max_length=20)
    began_on = models.DateField()
    found_on = models.DateField()
    opened_at = models.DateTimeField()
    risen_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.TextField(blank=True)
    words = models.JSONField()

    class Meta:
        """The newest first; one open alert for a standard."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard"], condition=Q(closed_at__isnull=True), name="one_open_alert"
            )
        ]

    def __str__(self) -> str:
        return f"{self.standard}: {self.severity}"
