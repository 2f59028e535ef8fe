"""The checklist of a campaign's roll-out."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ringtrue.desk.models.campaign import Campaign


class ChecklistEntry(models.Model):
    """One thing to do before the launch, with who, until when, and what shows that it is done."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="checklist")
    key = models.CharField(max_length=60)
    title = models.TextField()
    blocking = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="checklist",
        null=True,
        blank=True,
    )
    due = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="done_items",
        null=True,
        blank=True,
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of the list; a key once."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="one_item_of_a_key")
        ]

    def __str__(self) -> str:
        return self.title
