"""What became of objections: did the promise break afterwards?"""

from __future__ import annotations

from django.db import models

from ringtrue.desk.models.objection import ObjectionRecord


class OutcomeRecord(models.Model):
    """Whether what an objection foretold came true of one standard, as it was last worked out.

    `since` is the first day that counts, `last_day` the last one of which enough is decided. The
    counts are of these days; `low` and `high` are the ends of an interval that holds however often
    one looks. `outcome` is that of `ringtrue.gap.foretold`, `because` why.
    """

    objection = models.ForeignKey(
        ObjectionRecord, on_delete=models.CASCADE, related_name="outcomes"
    )
    standard = models.CharField(max_length=120)
    target = models.FloatField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    kept = models.PositiveBigIntegerField(default=0)
    broken = models.PositiveBigIntegerField(default=0)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    broke_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=40)
    because = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """By the objection; one of a standard."""

        ordering = ["objection_id", "standard"]
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "standard"], name="one_outcome_of_a_standard"
            )
        ]

    def __str__(self) -> str:
        return f"{self.standard}: {self.outcome}"
