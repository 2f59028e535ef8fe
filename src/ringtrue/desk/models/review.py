"""Reviews of a campaign, and the sign-offs that bind what they saw."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ringtrue.core.role import Role
from ringtrue.desk.models.campaign import Campaign


class Review(models.Model):
    """What was judged at one moment.

    `bound` is everything that a sign-off binds (wording, limits, standards, evidence, audience) as
    JSON, `seal` its SHA-256 (hex). `decision` and `promises` are the outcome as pages show it.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="reviews")
    at = models.DateTimeField()
    as_of = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews"
    )
    outlook = models.CharField(max_length=20)
    seal = models.CharField(max_length=64)
    bound = models.JSONField()
    decision = models.JSONField()
    promises = models.JSONField()

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.campaign} {self.at:%Y-%m-%d %H:%M}: {self.outlook}"


class SignOffRecord(models.Model):
    """An approval in a role; it counts while its seal is the campaign's and it is not too old."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="sign_offs")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sign_offs")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sign_offs"
    )
    role = models.CharField(max_length=20, choices=[(role.value, role.spoken) for role in Role])
    seal = models.CharField(max_length=64)
    share_held = models.FloatField(null=True, blank=True)
    note = models.TextField(blank=True)
    valid_until = models.DateField()
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.role}: {self.person}"
