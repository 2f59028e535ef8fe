"""The book of standards: what every promise is held to, and changing what the desk has of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ringtrue.desk.permissions import Action, may, require
from ringtrue.desk.services.manage_book import (
    add_standard,
    change_standard,
    remove_standard,
)
from ringtrue.desk.services.see_book import see_book, see_standard
from ringtrue.web.asking import asker, workspace_here
from ringtrue.web.sending_standard import look, looked, send
from ringtrue.web.standard_form import begun, typed_of
from ringtrue.web.standard_page import StandardPage


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """Every standard."""
    return render(request, "book.html", {"rows": see_book(asker(request), workspace_here())})


@require_http_methods(["GET", "HEAD", "POST"])
def new_standard(request: HttpRequest) -> HttpResponse:
    """Write one down."""
    person, workspace = asker(request), workspace_here()
    require(person.name, person.roles, Action.CONFIRM_STANDARD)
    if request.method != "POST":
        typed = begun(request.GET.get("promise", ""), person, workspace)
        return render(request, "new_standard.html", {"page": StandardPage(typed, workspace)})
    sent = send(
        request.POST, person, workspace, lambda body: add_standard(person, workspace, body=body)
    )
    if sent.done is None:
        return render(request, "new_standard.html", {"page": sent.page}, status=sent.status)
    messages.success(request, "Added. The next review measures it.")
    return redirect("standard", sent.done.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def standard(request: HttpRequest, name: str) -> HttpResponse:
    """One of them, and a form to change it where the desk has it."""
    person, workspace = asker(request), workspace_here()
    view = see_standard(person, workspace, name)
    if request.method != "POST":
        told: dict[str, object] = {"view": view}
        if not view.row.owner and may(person.roles, Action.CONFIRM_STANDARD):
            told["page"] = looked(typed_of(view.yaml, person, workspace), person, workspace)
        return render(request, "standard.html", told)
    reason = request.POST.get("reason", "")
    sent = send(
        request.POST,
        person,
        workspace,
        lambda body: change_standard(person, workspace, name, body=body, reason=reason),
    )
    if sent.done is None:
        told = {"view": view, "page": sent.page, "reason": reason}
        return render(request, "standard.html", told, status=sent.status)
    messages.success(
        request, "Changed. Sign-offs that bound it are void." if sent.done else "Nothing differs."
    )
    return redirect("standard", name)


@require_POST
def remove(request: HttpRequest, name: str) -> HttpResponse:
    """Take one out of the book."""
    remove_standard(asker(request), workspace_here(), name, reason=request.POST.get("reason", ""))
    messages.success(request, f"Removed {name}. Its evidence and its events stay.")
    return redirect("book")


@require_POST
def meaning(request: HttpRequest) -> HttpResponse:
    """What a standard means in words while somebody writes it, or what is wrong with it."""
    page = look(request.POST, asker(request), workspace_here())
    return render(request, "parts/meaning.html", {"page": page, "again": True})
