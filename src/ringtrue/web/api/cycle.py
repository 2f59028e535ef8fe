"""The cycle: what overstating comes to, for programs."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.run_cycle import CycleAsked
from ringtrue.desk.services.see_loop import see_loop
from ringtrue.desk.services.simulate_cycle import simulate_cycle
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.cycle import Cycle, CycleIn, CycleLoop

cycle = Router()


@operation(cycle.post, "/cycle", to=Action.SEE)
def run_scenario(request: HttpRequest, wanted: CycleIn) -> Cycle:
    """Run a scenario beside its honest twin; nothing is kept."""
    asked = CycleAsked(
        promise=wanted.promise,
        figures=tuple(wanted.figures.items()),
        weeks=wanted.weeks,
        start=wanted.start,
        draws=wanted.draws,
        seed=wanted.seed,
        source="asked by a program",
    )
    return Cycle.of(
        simulate_cycle(asker(request), workspace_here(), asked, scenario=wanted.scenario)
    )


@operation(cycle.get, "/cycle/loop", to=Action.SEE)
def show_loop(request: HttpRequest) -> CycleLoop:
    """Whether the cycle shows in spend, customers and broken promises, arrow by arrow."""
    return CycleLoop.of(see_loop(asker(request), workspace_here()))
