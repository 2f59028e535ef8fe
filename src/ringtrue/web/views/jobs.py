"""What workers do, did and will do, and asking for it by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ringtrue.core.schedule import Routine
from ringtrue.desk.services.ask_for_job import do_now, try_again
from ringtrue.desk.services.see_jobs import see_jobs
from ringtrue.web.asking import asker, workspace_here


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """What is under way, waits, failed and was done lately, and what is due next."""
    return render(request, "jobs.html", {"view": see_jobs(asker(request), workspace_here())})


@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Try a job that failed once more."""
    try_again(asker(request), number)
    messages.success(request, "Asked for again.")
    return redirect("jobs")


@require_POST
def now(request: HttpRequest, what: str) -> HttpResponse:
    """Do now what the schedule asks for."""
    routine = next((each for each in Routine if each.value == what), None)
    if routine is None:
        raise Http404
    do_now(asker(request), routine)
    messages.success(request, "Asked for. It is done as soon as a worker is free.")
    return redirect("jobs")
