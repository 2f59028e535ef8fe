"""Dossiers to keep: the pages of campaigns and of promises ask for one, and offer those there are.

A page (HTML) is written while one waits, which takes no longer than another page; a worker lays out
a PDF, and writes the page of a promise that very many campaigns make. All are asked for with a
form, for the audit chain records each that is made.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.dossier.subject import Subject
from ringtrue.desk.services.ask_for_dossier import (
    ask_for_dossier,
    fetch_dossier,
    is_quick,
    see_dossiers,
)
from ringtrue.desk.services.make_dossier import make_dossier
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.see_promise import find_promise
from ringtrue.web.asking import asker, by_htmx, workspace_here
from ringtrue.web.campaign_page import address_of


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything behind a campaign as one file, or how far one is that a worker makes."""
    return _answer(request, find_campaign(slug), f"{address_of(slug, 'history')}#dossier")


@require_http_methods(["GET", "HEAD", "POST"])
def promise_dossier(request: HttpRequest, standard: str) -> HttpResponse:
    """The same for a promise."""
    page = reverse("promise", args=[standard])
    return _answer(request, find_promise(standard), f"{page}#dossier")


@require_safe
def fetch(request: HttpRequest, number: int) -> HttpResponse:
    """One that a worker made."""
    found = fetch_dossier(asker(request), number)
    return _download(found.name, found.form, found.data)


def _answer(request: HttpRequest, of: Subject, page: str) -> HttpResponse:
    person = asker(request)
    if request.method != "POST":
        told = {"dossiers": see_dossiers(person, of), "dossier_address": request.path}
        return render(request, "parts/dossiers.html", told) if by_htmx(request) else redirect(page)
    form = Form.PDF if request.POST.get("as") == Form.PDF else Form.HTML
    if form is Form.PDF or not is_quick(of):
        ask_for_dossier(person, of, form)
        return redirect(page)
    made = make_dossier(person, of, workspace_here())
    return _download(made.name, made.form, made.data)


def _download(name: str, form: Form, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type=form.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
