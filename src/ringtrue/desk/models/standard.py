"""Standards that people confirmed at the desk, or that a book of promises as code brought."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class StandardEntry(models.Model):
    """One standard as an entry of the book.

    `body` is the YAML of one item of `standards:`, so that file and store say it in one language.
    `managed_by` names the file that owns it (read-only on screen), empty for the desk's own.
    """

    slug = models.CharField(max_length=120, unique=True)
    body = models.TextField()
    managed_by = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="standards",
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """By name."""

        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
