"""The audit chain: who did what, and whether the chain holds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ringtrue.core.errors import UsageError
from ringtrue.desk.services.see_audit import see_audit
from ringtrue.desk.services.verify_audit import verify_audit
from ringtrue.gap.chain import Head, parse_head
from ringtrue.web.asking import asker, by_htmx, number_of

_HEADS = 50


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The events, the newest first."""
    words = request.GET.get("words", "")[:200]
    before = number_of(request.GET.get("before", ""), "before")
    page = see_audit(asker(request), before=before, words=words)
    return render(request, "audit.html", {"page": page, "words": words, "before": before})


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Go through the whole chain; heads kept elsewhere may be given, `number:hash` in a line."""
    person = asker(request)
    verified = verify_audit(person, _heads(request.POST.get("heads", "")))
    if by_htmx(request):
        return render(request, "parts/verified.html", {"verified": verified})
    page = see_audit(person)
    return render(request, "audit.html", {"page": page, "words": "", "verified": verified})


def _heads(text: str) -> list[Head]:
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    if len(lines) > _HEADS:
        raise UsageError(f"{len(lines)} heads were given", cure=f"Give {_HEADS} at most.")
    return [parse_head(line) for line in lines]
