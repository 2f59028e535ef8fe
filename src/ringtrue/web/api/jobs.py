"""Jobs: what workers do, did and will do, and asking for it by hand."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Router

from ringtrue.core.schedule import Routine
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.ask_for_job import do_now, try_again
from ringtrue.desk.services.see_job import see_job
from ringtrue.desk.services.see_jobs import JobLine, see_jobs
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.jobs import Job, Jobs, ListedJob, Tick, Worker

jobs = Router()


@operation(jobs.get, "/jobs", to=Action.SEE_JOBS)
def list_jobs(request: HttpRequest) -> Jobs:
    """What is under way, waits, failed and was done lately, at most fifty of each; what is next."""
    view = see_jobs(asker(request), workspace_here())
    return Jobs(
        workers=[Worker.of(each) for each in view.workers],
        running=[_line(each) for each in view.running],
        waiting=[_line(each) for each in view.waiting],
        failed=[_line(each) for each in view.failed],
        done=[_line(each) for each in view.done],
        schedule=[Tick.of(each) for each in view.ticks],
        zone=view.zone,
    )


@operation(jobs.get, "/jobs/{int:number}", to=(Action.SEE, Action.REVIEW))
def show_job(request: HttpRequest, number: Number) -> Job:
    """How far a job is, and how it ended."""
    return job_of(see_job(asker(request), number))


@operation(jobs.post, "/jobs/{int:number}/again", to=Action.SEE_JOBS, status=202)
def try_job_again(request: HttpRequest, number: Number) -> Job:
    """Ask for a job that failed once more, as whom it was asked for."""
    return job_of(try_again(asker(request), number))


@operation(jobs.post, "/jobs/now/{routine}", to=Action.SEE_JOBS, status=202)
def do_routine(request: HttpRequest, routine: Path[Routine]) -> Job:
    """Let a worker do now what the schedule asks for; the schedule stays as it is."""
    return job_of(do_now(asker(request), routine))


def job_of(row: JobRecord) -> Job:
    """A job with the address at which it is looked for."""
    return Job.of_row(row, _address(row))


def _line(line: JobLine) -> ListedJob:
    return ListedJob.of_line(line, _address(line.job))


def _address(row: JobRecord) -> str:
    return reverse("api:show_job", args=[row.pk])
