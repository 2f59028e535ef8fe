"""Proofs: what is on file for statements that no source can measure."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ringtrue.core.proof import ProofKind
from ringtrue.desk.models.campaign import Campaign


class ProofRecord(models.Model):
    """A proof of a statement of a campaign, kept under the statement's own words.

    It is never changed: a mistake is withdrawn, with a reason, and stays. `digest` is the SHA-256
    (hex) of the file, `file_name` and `media_type` what it is called and is, all empty without one.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="proofs")
    wording = models.TextField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ProofKind])
    dated = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proofs"
    )
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="withdrawn_proofs",
        null=True,
        blank=True,
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        """As they were added."""

        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class ProofFile(models.Model):
    """The bytes of a proof's file, apart from its row so that lists never carry them."""

    proof = models.OneToOneField(ProofRecord, on_delete=models.CASCADE, related_name="file")
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.proof.file_name
