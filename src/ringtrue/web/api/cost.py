"""What our word costs: money at risk by promise, and everything that this rests on."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.count_cost import count_cost
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.cost import Cost

cost = Router()


@operation(cost.get, "/cost", to=Action.SEE)
def show_cost(request: HttpRequest) -> Cost:
    """What broken promises cost in a year, from what was measured last, the dearest first."""
    return Cost.of(count_cost(asker(request), workspace_here()))
