"""Materials, with every version that ever was, and comments on spans of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.page_address import LONGEST, check_page_address


class Material(models.Model):
    """One piece of marketing in a campaign; `address` is the page it was read from, if any."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="materials")
    name = models.CharField(max_length=200)
    channel = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=LONGEST, blank=True, validators=[check_page_address])
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A campaign has a name once."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="one_material_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class MaterialVersion(models.Model):
    """The bytes of a material as they once came; never changed.

    `format` names the format that reads them, `charset` the character set that their carrier
    declared (empty for files), `digest` is their SHA-256 (hex).
    """

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    format = models.CharField(max_length=20)
    charset = models.CharField(max_length=40, blank=True)
    data = models.BinaryField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="versions"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first; a number once."""

        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="one_version_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.material} v{self.number}"


class Comment(models.Model):
    """What somebody says about characters `start` to `end` (half-open) of a version's text."""

    version = models.ForeignKey(MaterialVersion, on_delete=models.CASCADE, related_name="comments")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments"
    )
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """As they were said."""

        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
