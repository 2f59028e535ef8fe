"""Jobs: work that a worker does beside the pages, the ticks of the schedule, and the workers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ringtrue.core.errors import RingtrueError
from ringtrue.desk.jobs.state import UNFINISHED, JobState


class JobRecord(models.Model):
    """One job from when it is asked for to when it is done or given up.

    `task` is the attempt that is waiting or under way, by its id in the queue; whoever holds that
    id holds the job until `lease_until`, which is moved on for as long as the work goes on.
    `settled_at` is when the last transaction of the work went through. `step` and `share` (0 to 1)
    say how far it is, `result` or `what`, `where` and `cure` how it ended.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="jobs"
    )
    state = models.CharField(max_length=10, default=JobState.WAITING.value)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    task = models.UUIDField(unique=True)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=200, blank=True)
    share = models.FloatField(default=0.0)
    result = models.CharField(max_length=300, blank=True)
    what = models.TextField(blank=True)
    where = models.TextField(blank=True)
    cure = models.TextField(blank=True)

    class Meta:
        """The newest first; one unfinished job of a kind has a key."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "lease_until"], name="jobs_by_lease")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=sorted(each.value for each in UNFINISHED)),
                name="one_unfinished_job_of_a_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.state}"

    @property
    def unfinished(self) -> bool:
        """Whether it waits or is under way."""
        return self.state in UNFINISHED

    @property
    def error(self) -> str:
        """Why it failed or waits for another try, in words; empty when all is well."""
        return str(RingtrueError(self.what, where=self.where, cure=self.cure)) if self.what else ""


class TickRecord(models.Model):
    """When something of the schedule is due next; `rule` is what that was reckoned from."""

    routine = models.CharField(max_length=40, unique=True)
    rule = models.CharField(max_length=120)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.routine}: {self.due_at}"


class WorkerRecord(models.Model):
    """A worker, and when it was last seen; the row goes when it ends in good order."""

    name = models.CharField(max_length=80, unique=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
