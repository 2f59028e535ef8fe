"""Published pages: what each shows now against what was signed, for every campaign that is out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.services.ask_live_reading import ask_live_reading
from ringtrue.desk.services.read_live_copy import PagesRead
from ringtrue.desk.services.see_live_copy import see_live_copy
from ringtrue.web.asking import asker, workspace_here


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Every page that is read again, those with findings first."""
    return render(request, "live.html", {"pages": see_live_copy(asker(request))})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Read all of them now."""
    messages.success(request, read_in_words(ask_live_reading(asker(request), workspace_here())))
    return redirect("live")


def read_in_words(read: PagesRead | JobRecord) -> str:
    """What a reading came to; a job when the worker does it."""
    if isinstance(read, JobRecord):
        return "The worker reads the pages now. What it finds stands here in a moment."
    number = len(read.pages)
    if not number:
        return "No page is published yet, or the campaign is not out: nothing was read."
    told = f"{number} page{'' if number == 1 else 's'} read"
    opened, closed = len(read.opened), len(read.closed)
    if not opened and not closed:
        return f"{told}: nothing is new."
    return f"{told}: {opened} new, {closed} over."
