"""Attempts to sign in that failed, so that passwords cannot be tried by the thousand."""

from __future__ import annotations

from django.db import models


class SignInAttempt(models.Model):
    """One attempt; `key` is a hash of name and address, so that the table tells nobody's typos."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Looked up by key and time."""

        indexes = [models.Index(fields=["key", "at"], name="attempts_by_key")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
