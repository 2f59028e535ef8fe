"""The book of standards: what every promise is held to, and changing what the desk has of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.desk.permissions import Action, NotAllowedError, require
from ringtrue.desk.services.manage_book import (
    add_standard,
    change_standard,
    mean_standard,
    remove_standard,
)
from ringtrue.desk.services.see_book import begin_standard, see_book, see_standard
from ringtrue.web.asking import asker, workspace_here

_LINE = re.compile(r":(\d+):\d+$")


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
        return render(
            request,
            "new_standard.html",
            {"body": begin_standard(workspace, request.GET.get("promise", ""))},
        )
    body = request.POST.get("body", "")
    try:
        entry = add_standard(person, workspace, body=body)
    except UsageError as error:
        told = {"body": body, "errors": _mistakes(error)}
        return render(request, "new_standard.html", told, status=422)
    messages.success(request, "Added. The next review measures it.")
    return redirect("standard", entry.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def standard(request: HttpRequest, name: str) -> HttpResponse:
    """One of them, and a form to change it where the desk has it."""
    person, workspace = asker(request), workspace_here()
    if request.method != "POST":
        view = see_standard(person, workspace, name)
        return render(request, "standard.html", {"view": view, "body": view.yaml})
    body, reason = request.POST.get("body", ""), request.POST.get("reason", "")
    try:
        changed = change_standard(person, workspace, name, body=body, reason=reason)
    except NotAllowedError:
        raise
    except UsageError as error:
        view = see_standard(person, workspace, name)
        told = {"view": view, "body": body, "reason": reason, "errors": _mistakes(error)}
        return render(request, "standard.html", told, status=422)
    messages.success(
        request, "Changed. Sign-offs that bound it are void." if changed else "Nothing differs."
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
    told: dict[str, object] = {}
    try:
        body = request.POST.get("body", "")
        told["definition"] = mean_standard(asker(request), workspace_here(), body=body)
    except NotAllowedError:
        raise
    except UsageError as error:
        told["errors"] = _mistakes(error)
    return render(request, "parts/meaning.html", told)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in a standard; `line` is counted from 1 and empty where it is everywhere."""

    line: str
    what: str
    cure: str


def _mistakes(error: UsageError) -> tuple[Mistake, ...]:
    """All of them, in the order of the lines."""
    found = (error, *error.others) if isinstance(error, ConfigError) else (error,)
    lines = (_LINE.search(each.where) for each in found)
    return tuple(
        Mistake(line[1] if line else "", each.what, each.cure)
        for line, each in zip(lines, found, strict=True)
    )
