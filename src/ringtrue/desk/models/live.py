"""Published pages as they were read after the launch, and where they are not as signed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ringtrue.desk.models.material import Material, MaterialVersion
from ringtrue.desk.page_address import LONGEST


class LiveCopyRecord(models.Model):
    """What an address showed from `first_at` to `last_at`, read so many times without a change.

    `version` is the signed one that it was compared with. `data` are the bytes of the first of
    these readings and `digest` their SHA-256 (hex); both are empty when nothing came. `words` is
    the SHA-256 of the text that a reader sees, by which the next reading is known to be the same.
    `shown_at` is the address that answered after redirects, `tag` and `modified` what the server
    said to be asked by next time. `unread` says why the page said nothing of what was signed (see
    `ringtrue.gap.same_page`), `why` in particular.
    """

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="live_copies")
    version = models.ForeignKey(
        MaterialVersion, on_delete=models.PROTECT, related_name="live_copies"
    )
    address = models.CharField(max_length=LONGEST)
    shown_at = models.CharField(max_length=LONGEST, blank=True)
    format = models.CharField(max_length=20, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    data = models.BinaryField(default=bytes)
    digest = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=64, blank=True)
    tag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=300, blank=True)
    unread = models.CharField(max_length=30, blank=True)
    why = models.TextField(blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    readings = models.PositiveIntegerField(default=1)

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.address} {self.first_at:%Y-%m-%d %H:%M}"


class LiveFinding(models.Model):
    """One promise of a published page that is not as it was signed, or a page that cannot be read.

    `what` is an alteration (see `ringtrue.gap.live_copy`) or "unread", `key` tells it apart from
    the others of the material. `signed` are the words then, `live` the words now, `because` what is
    different, in sentences. It stays open until a reading no longer shows it.
    """

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="live_findings")
    copy = models.ForeignKey(LiveCopyRecord, on_delete=models.CASCADE, related_name="findings")
    what = models.CharField(max_length=20)
    level = models.CharField(max_length=10)
    key = models.CharField(max_length=64)
    signed = models.TextField(blank=True)
    live = models.TextField(blank=True)
    because = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.TextField(blank=True)

    class Meta:
        """The newest first; a material has the same one open once."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "key"],
                condition=Q(closed_at__isnull=True),
                name="one_open_finding_of_a_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.live or self.signed}"
