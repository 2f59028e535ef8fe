"""Which campaigns are being reviewed right now, so that everybody sees how far it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ringtrue.desk.models.campaign import Campaign


class ReviewRun(models.Model):
    """A review under way: what it does now, and the share of that step that is done (0 to 1).

    The row goes when the review ends. `seen_at` is its last sign of life: a run that was killed
    leaves its row behind, and does not keep others from reviewing for long.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="review_run")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    step = models.CharField(max_length=200, blank=True)
    share = models.FloatField(default=0.0)

    def __str__(self) -> str:
        return f"{self.campaign}: {self.step}"
