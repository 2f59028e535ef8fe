"""The tables that promises are measured on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ringtrue.desk.services.see_sources import open_table, see_source, see_sources
from ringtrue.web.asking import asker, by_htmx, workspace_here


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """All of them, with what was last seen."""
    rows = see_sources(asker(request), workspace_here())
    return render(request, "sources.html", {"rows": rows})


@require_safe
def source(request: HttpRequest, name: str) -> HttpResponse:
    """One of them: how it is read and what is measured on it."""
    return render(
        request, "source.html", {"row": see_source(asker(request), workspace_here(), name)}
    )


@require_safe
def columns(request: HttpRequest, name: str) -> HttpResponse:
    """Its columns and rows as they are now; the table is opened for that."""
    profile = open_table(asker(request), workspace_here(), name)
    part = "parts/columns.html" if by_htmx(request) else "columns.html"
    return render(request, part, {"profile": profile})
