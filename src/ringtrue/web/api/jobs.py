"""Jobs: how far the work is that a worker was asked to do."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router

from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.see_job import see_job
from ringtrue.web.api.asking import asker
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.jobs import Job

jobs = Router()


@operation(jobs.get, "/jobs/{int:number}", to=(Action.SEE, Action.REVIEW))
def show_job(request: HttpRequest, number: Number) -> Job:
    """How far a job is, and how it ended."""
    return job_of(see_job(asker(request), number))


def job_of(row: JobRecord) -> Job:
    """A job with the address at which it is looked for."""
    return Job.of_row(row, reverse("api:show_job", args=[row.pk]))
