"""The cycle: a simulator with sliders, and the loop in the firm's own figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ringtrue.core.errors import UsageError
from ringtrue.cost.loop.detecting import DEFINITION
from ringtrue.desk.cycle_words import best_told, figure_told
from ringtrue.desk.loop_words import arrows_of, loop_told, period_told, series_of, value_told
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.run_cycle import CycleAsked
from ringtrue.desk.services.see_loop import see_loop
from ringtrue.desk.services.simulate_cycle import simulate_cycle, where_it_stands
from ringtrue.web.asking import asker, by_htmx, workspace_here
from ringtrue.web.cycle_form import asked_by, sliders


@require_safe
def cycle(request: HttpRequest) -> HttpResponse:
    """The page; for htmx only what the sliders change."""
    person, workspace = asker(request), workspace_here()
    scenario = request.GET.get("scenario", "")[:200]
    usual = where_it_stands(person, workspace, scenario=scenario)
    refused = None
    try:
        asked = asked_by(request.GET.dict(), usual)
        view = simulate_cycle(person, workspace, asked, scenario=scenario)
    except NotAllowedError:
        raise
    except UsageError as error:
        view, refused = simulate_cycle(person, workspace, CycleAsked(), scenario=scenario), error
    told = {
        "view": view,
        "answer": view.answer,
        "sliders": sliders(view.answer),
        "best": [(each, best_told(each)) for each in view.answer.best],
        "figures": [
            (key, figure, figure_told(figure), figure.basis.words)
            for key, figure in view.answer.figures
        ],
        "scenario": scenario or (view.names[0] if view.names else ""),
        "refused": refused,
    }
    template = "cycle/answer.html" if by_htmx(request) else "cycle.html"
    return render(request, template, told, status=422 if refused and not by_htmx(request) else 200)


@require_safe
def loop(request: HttpRequest) -> HttpResponse:
    """Whether the cycle shows in the firm's own figures."""
    view = see_loop(asker(request), workspace_here())
    told: dict[str, object] = {"view": view, "definition": DEFINITION}
    if view.loop and view.reading:
        series = series_of(view.reading)
        told |= {
            "told": loop_told(view.loop),
            "arrows": arrows_of(view.loop),
            "series": series,
            "rows": [
                (
                    period_told(view.reading, at),
                    [value_told(values[at], is_share=share) for _, values, share in series],
                )
                for at in range(len(view.reading.starts))
            ],
        }
    return render(request, "loop.html", told)
