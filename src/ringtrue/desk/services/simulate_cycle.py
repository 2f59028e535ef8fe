"""The simulator: one scenario of the cycle, with what this workspace knows by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from ringtrue.core.campaign import CampaignState
from ringtrue.core.cycle import CycleSettings
from ringtrue.core.errors import NotFoundError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.workspace import Workspace
from ringtrue.cost.cycle.answer import CycleAnswer
from ringtrue.cost.cycle.rules import DEFAULTS, Rules
from ringtrue.cost.cycle.scenarios import Scenario
from ringtrue.desk.cycle_base import base_of
from ringtrue.desk.cycle_words import CycleRow, overtaking_told, rows_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.run_cycle import CycleAsked, run_cycle, scenarios_of
from ringtrue.desk.terminal import Actor


@dataclass(frozen=True, slots=True)
class Kept:
    """What the promises that count here say and keep: the capability, and the share promised.

    `promises` is how many there are, `live` whether they are those of launched campaigns (all of
    the book otherwise).
    """

    capability: Figure
    promised: float
    promises: int
    live: bool


@dataclass(frozen=True, slots=True, eq=False)
class CycleView:
    """One scenario and what it comes to.

    `names` are the scenarios that ringtrue.yaml has; `kept` is None where nothing was measured.
    """

    answer: CycleAnswer
    told: str
    rows: tuple[CycleRow, ...]
    names: tuple[str, ...]
    kept: Kept | None


def simulate_cycle(
    person: Actor, workspace: Workspace, asked: CycleAsked, *, scenario: str = ""
) -> CycleView:
    """Run one scenario: the named one of ringtrue.yaml, else its first, else what is asked.

    What is asked wins over the scenario, that over the section's figures, those over what is
    measured, that over the cost section's, and that over the defaults. Without a promise it is the
    share that is promised here.

    Raises:
        NotFoundError: There is no scenario of the name.
        UsageError: A figure, a promise or a number of weeks that cannot be.
    """
    require(person.name, person.roles, Action.SEE)
    chosen, asked, kept = _resolved(workspace, asked, scenario)
    (answer,) = run_cycle(chosen, asked, _base(workspace, kept))
    names = tuple(each.name for each in workspace.cycle.scenarios) if workspace.cycle else ()
    return CycleView(answer, overtaking_told(answer), rows_of(answer), names, kept)


def where_it_stands(person: Actor, workspace: Workspace, *, scenario: str = "") -> Scenario:
    """The scenario that `simulate_cycle` runs when nothing is asked; runs nothing."""
    require(person.name, person.roles, Action.SEE)
    chosen, asked, kept = _resolved(workspace, CycleAsked(), scenario)
    (found,) = scenarios_of(chosen, asked, _base(workspace, kept))
    return found


def _resolved(
    workspace: Workspace, asked: CycleAsked, name: str
) -> tuple[CycleSettings, CycleAsked, Kept | None]:
    """Settings with one scenario at most, what is asked with its promise, and what is kept here."""
    settings, kept = workspace.cycle or CycleSettings(), kept_here()
    chosen = _chosen(settings, name)
    if not chosen.scenarios:
        if asked.promise is None and kept is not None:
            asked = replace(asked, promise=kept.promised)
        return chosen, asked, kept
    (named,) = chosen.scenarios
    said = named.promise if asked.promise is None else asked.promise
    return (
        replace(chosen, scenarios=(replace(named, promise=said),)),
        replace(asked, promise=None),
        kept,
    )


def _chosen(settings: CycleSettings, name: str) -> CycleSettings:
    """The settings with one scenario at most."""
    if not name:
        return replace(settings, scenarios=settings.scenarios[:1])
    found = tuple(each for each in settings.scenarios if each.name == name)
    if not found:
        known = ", ".join(each.name for each in settings.scenarios) or "none yet"
        cure = f"ringtrue.yaml has: {known}."
        raise NotFoundError(f"there is no scenario {name[:80]!r}", cure=cure)
    return replace(settings, scenarios=found)


def _base(workspace: Workspace, kept: Kept | None) -> Rules:
    base = base_of(workspace.cost)
    return base.changed(capability=kept.capability) if kept else base


def kept_here() -> Kept | None:
    """The share kept of all decided records under promises of launched campaigns, else of all.

    Its ends are those of the promises' own 95 % intervals, each weighed by its decided records: as
    if all erred the same way, so that they are rather too far apart than too close.
    """
    decided = [each for each in _standings() if each.kept + each.broken]
    live = _live_standards()
    chosen = [each for each in decided if each.standard in live] or decided
    total = sum(each.kept + each.broken for each in chosen)
    if not total:
        return None
    is_live = any(each.standard in live for each in chosen)
    share = sum(each.kept for each in chosen) / total
    figure = Figure(
        name=DEFAULTS.capability.name,
        best=share,
        low=min(share, _weighed((each.low, each) for each in chosen)),
        high=max(share, _weighed((each.high, each) for each in chosen)),
        unit=DEFAULTS.capability.unit,
        basis=Basis.MEASURED,
        source=_source(len(chosen), _latest(chosen), live=is_live),
    )
    promised = _weighed((each.target, each) for each in chosen)
    return Kept(figure, min(1.0, promised), len(chosen), is_live)


class _Counted(NamedTuple):
    standard: str
    kept: int
    broken: int
    low: float | None
    high: float | None
    target: float


def _standings() -> Iterable[_Counted]:
    return map(_Counted._make, Standing.objects.values_list(*_Counted._fields))


def _latest(chosen: Iterable[_Counted]) -> datetime:
    rows = Standing.objects.filter(standard__in=[each.standard for each in chosen])
    found: datetime = rows.aggregate(at=Max("as_of"))["at"]
    return found


def _live_standards() -> set[str]:
    rows = Campaign.objects.filter(state=CampaignState.LAUNCHED, ended_at=None)
    return {name for names in rows.values_list("standards", flat=True) for name in names}


def _weighed(values: Iterable[tuple[float | None, _Counted]]) -> float:
    """The mean of what is known, by decided records; the share itself where it is not."""
    total = weight = 0.0
    for value, each in values:
        decided = each.kept + each.broken
        total += decided * (each.kept / decided if value is None else value)
        weight += decided
    return min(1.0, max(0.0, total / weight))


def _source(promises: int, as_of: datetime, *, live: bool) -> str:
    what = "of launched campaigns" if live else "of the book"
    many = "1 promise" if promises == 1 else f"{promises:,} promises"
    return f"{many} {what}, measured as of {as_of:%Y-%m-%d}"
