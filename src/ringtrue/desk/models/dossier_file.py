"""Dossiers that a worker made: files in the workspace, each with a row that says what it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class DossierFile(models.Model):
    """One file to be fetched, until it is pruned; another one is made whenever somebody asks.

    `subject` is that of its event in the audit chain (`campaign:spring`, `standard:fast`), `stem`
    what the file is called when it is fetched, without its ending, and `stored_as` its name in the
    folder. `seal` is that of the dossier, `digest` the SHA-256 (hex) of the bytes, of which there
    are `size`.
    """

    subject = models.CharField(max_length=200, db_index=True)
    stem = models.CharField(max_length=160)
    form = models.CharField(max_length=10)
    stored_as = models.CharField(max_length=80, unique=True)
    seal = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dossiers"
    )
    made_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.subject} {self.made_at:%Y-%m-%d %H:%M}, {self.form}"
