"""What else a measurement says of a promise: what could be promised, and how judgements fared."""

from __future__ import annotations

from django.db import models


class StudyRecord(models.Model):
    """The frontier, the ready wordings and the back-test of one standard on one piece of evidence.

    They take long to work out, so they are kept when the standard is measured, and worked out anew
    when it is measured again. `evidence` is the SHA-256 of the evidence file, `as_of` the moment of
    judgement, `content` a `ringtrue.desk.promise_study.Study` as JSON.
    """

    standard = models.CharField(max_length=120)
    evidence = models.CharField(max_length=64)
    as_of = models.DateTimeField()
    made_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        """The newest first; one for each piece of evidence."""

        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "evidence"], name="one_study_of_evidence")
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.as_of:%Y-%m-%d}"
