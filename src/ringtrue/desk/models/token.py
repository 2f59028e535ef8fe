"""Tokens for the API, and what was answered to requests that may be sent twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """One token; the secret itself is nowhere.

    `public_id` is the part of the token that may be seen, `digest` the SHA-256 (hex) of the other.
    `scopes` are values of `ringtrue.desk.scopes.Scope`. `used_on` is the last day on which it was
    used: a day, so that a request that only reads seldom writes.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens"
    )
    public_id = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.public_id})"


class KeptAnswer(models.Model):
    """The answer to a request with an idempotency key, for whoever sends it again within a day.

    `request` is the SHA-256 (hex) of what was asked. `status` is 0 while it is being done.
    `content` is encrypted, for an answer may hold a link that is good for something.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=200)
    request = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=100, blank=True)
    content = models.BinaryField(default=bytes)

    class Meta:
        """A token uses a key once."""

        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_to_a_key")]

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"
