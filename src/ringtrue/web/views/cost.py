"""What our word costs: promises ranked by money at risk, and all that this rests on."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ringtrue.core.figure import Figure
from ringtrue.cost.answers import Effect
from ringtrue.cost.uncertainty import Estimate
from ringtrue.desk.cost_answer import Cost
from ringtrue.desk.services.count_cost import count_cost
from ringtrue.web.asking import asker, workspace_here
from ringtrue.web.cost_charts import Span

_SHOWN = 30
_MOVING = 7
"""So many figures that move the damage are shown at once."""


@require_safe
def cost(request: HttpRequest) -> HttpResponse:
    """The page; nothing is measured for it."""
    found = count_cost(asker(request), workspace_here())
    told = {
        "cost": found,
        "page": Paginator(found.risks, _SHOWN).get_page(request.GET.get("page")),
        "risks": Span.of([end for each in found.risks for end in _ends(each.money)]),
        "swings": _swings(found),
        "moving": found.damage.swings[:_MOVING] if found.damage else (),
        "hardly": found.damage.swings[_MOVING:] if found.damage else (),
        "curve": _curve(found),
        "lost": Span.of([end for each in found.followed if each.lost for end in _ends(each.lost)]),
    }
    return render(request, "cost.html", told)


def _ends(told: Estimate | Figure | Effect) -> tuple[float, float]:
    return told.low, told.high


def _swings(found: Cost) -> Span:
    if found.damage is None:
        return Span.of([])
    best = found.damage.money.best
    return Span.around(
        [best, *(end for each in found.damage.swings for end in (each.low, each.high))]
    )


def _curve(found: Cost) -> Span:
    points = found.contacts.points if found.contacts else ()
    return Span.of([end for each in points if each.effect for end in _ends(each.effect)])
