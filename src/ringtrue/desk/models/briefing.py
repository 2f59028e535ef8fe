"""Who has passed the briefing on which promise of a campaign."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ringtrue.desk.models.campaign import Campaign


class Briefing(models.Model):
    """Somebody who answers customers passed the briefing on one promise.

    `promise` is the id of the standard, `who` a name as Customer Service knows it: those who answer
    need no account.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="briefings")
    promise = models.CharField(max_length=120)
    who = models.CharField(max_length=120)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="briefings"
    )

    class Meta:
        """By promise and name; nobody passes one twice."""

        ordering = ["promise", "who", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "promise", "who"], name="one_briefing_of_a_promise"
            )
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.promise}"
