"""How each standard stands: what pages show without measuring, and the evidence behind it."""

from __future__ import annotations

from django.db import models


class Standing(models.Model):
    """The last measurement of one standard, as pages show it; written anew at each measuring.

    Shares lie between 0 and 1 and are None where nothing was decided. `months` lists
    `[month, kept, broken, share, low, high]`, the oldest first, `parts` the same by segment with
    the segment's values for the month. `states` and `reasons` are those of the verdict on the
    next period; `strongest` the boldest limit that holds, in words. `wordings` are further ways in
    which the book tells the promise. `at_risk` is the money a year that it puts at risk, with the
    interval, in the money of ringtrue.yaml; None where nobody said what a customer is worth.
    """

    standard = models.CharField(max_length=120, unique=True)
    promise = models.TextField(blank=True)
    wordings = models.JSONField(default=list)
    source = models.CharField(max_length=120)
    definition = models.TextField()
    target = models.FloatField()
    as_of = models.DateTimeField()
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    kept = models.PositiveBigIntegerField(default=0)
    broken = models.PositiveBigIntegerField(default=0)
    pending = models.PositiveBigIntegerField(default=0)
    void = models.PositiveBigIntegerField(default=0)
    share = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    method = models.TextField(blank=True)
    state = models.CharField(max_length=20)
    expected = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    level = models.FloatField(null=True)
    chance = models.FloatField(null=True)
    reasons = models.JSONField(default=list)
    months = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    strongest = models.TextField(blank=True)
    at_risk = models.FloatField(null=True)
    at_risk_low = models.FloatField(null=True)
    at_risk_high = models.FloatField(null=True)

    class Meta:
        """By name."""

        ordering = ["standard"]

    def __str__(self) -> str:
        return f"{self.standard}: {self.state}"


class EvidenceRecord(models.Model):
    """One sealed evidence file as it was made; rows are only ever added."""

    standard = models.CharField(max_length=120, db_index=True)
    as_of = models.DateTimeField()
    digest = models.CharField(max_length=64)
    content = models.TextField()

    class Meta:
        """The newest first; the same evidence once."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "digest"], name="one_evidence_of_a_digest")
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.as_of:%Y-%m-%d}"
