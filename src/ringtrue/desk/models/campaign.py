"""Campaigns: materials that go out together."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ringtrue.core.campaign import CampaignState


class Campaign(models.Model):
    """What is launched or not; its state follows from its last review until it is launched.

    `lift` is the volume expected as a multiple of the usual; 1 means as now. `media` is the media
    plan and `offers` the offer limits, as `desk.media_plans` and `desk.offer_limits` keep them,
    empty where there are none. `waiting` are the roles whose sign-off the gate missed when it was
    last asked, `standards` the ids that the last review held the copy to; lists of campaigns read
    both without asking again.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    audience = models.TextField(blank=True)
    launch_on = models.DateField(null=True, blank=True)
    lift = models.FloatField(default=1.0)
    media = models.JSONField(default=list)
    offers = models.JSONField(default=list)
    state = models.CharField(
        max_length=20,
        choices=[(state.value, state.value) for state in CampaignState],
        default=CampaignState.DRAFT.value,
    )
    waiting = models.JSONField(default=list)
    standards = models.JSONField(default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="campaigns"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    launched_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it is still before its launch."""
        return self.launched_at is None and self.ended_at is None


class Limit(models.Model):
    """A known negative or condition that the copy must say beside a promise.

    `wording` are the promise's own words, `text` what must be said.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="limits")
    wording = models.TextField()
    text = models.TextField()

    class Meta:
        """As they were written."""

        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Override(models.Model):
    """A launch against the gate: who, why, and what stood against it. It is never removed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="overrides")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="overrides"
    )
    reason = models.TextField()
    against = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.campaign}: {self.reason}"
