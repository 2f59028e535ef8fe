"""One promise: how it was kept over time, for whom, and everything that this rests on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ringtrue.desk.services.ask_for_dossier import see_dossiers
from ringtrue.desk.services.see_promise import read_evidence, see_promise
from ringtrue.web.asking import asker
from ringtrue.web.charts import whisker_floor


@require_safe
def promise(request: HttpRequest, standard: str) -> HttpResponse:
    """The page of a promise."""
    person = asker(request)
    view = see_promise(person, standard)
    shares = [part.share for part in view.parts]
    floor = whisker_floor(shares, view.standing.target)
    told = {"view": view, "it": view.standing, "floor": floor}
    told["dossiers"] = see_dossiers(person, view.standing)
    return render(request, "promise.html", told)


@require_safe
def evidence(request: HttpRequest, standard: str, digest: str) -> HttpResponse:
    """One evidence file, as it was made, to keep and to verify offline."""
    text = read_evidence(asker(request), standard, digest)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = f"{standard}-{digest[:12]}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
