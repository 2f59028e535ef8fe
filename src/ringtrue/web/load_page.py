"""How the load of a campaign is laid out: what is tried, the answer, the picture and its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from ringtrue.core.dates import MONTHS, day
from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure
from ringtrue.core.media_plan import Placement
from ringtrue.core.staffing import Briefed, Staffed, StaffingPlan
from ringtrue.desk.models.briefing import Briefing
from ringtrue.desk.services.see_readiness import ReadinessView
from ringtrue.desk.staffing_words import alternatives, in_vain
from ringtrue.do.channels import channels
from ringtrue.do.demand import Brought
from ringtrue.do.readiness import Readiness, WhatIf
from ringtrue.gap.answering import Shortage, moment, people
from ringtrue.gap.wording import percent
from ringtrue.web.load_chart import agents_chart, answered_chart

SHOWN = 60
"""So many intervals are in the table, the ones with most agents missing; all are in the picture."""

_NUMBER_CURE = "Write a number."


@dataclass(frozen=True, slots=True)
class Slider:
    """Something that can be tried: its field, its label, its ends, and where it stands."""

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Ranged:
    """A figure in words: the likeliest, and its ends where they differ."""

    best: str
    ends: str


@dataclass(frozen=True, slots=True)
class PlacementLine:
    """A placement as a row: when it goes out, and what is expected of it, in words."""

    placement: Placement
    first: str
    last: str
    reach: Ranged
    response: Ranged
    contacts: Ranged
    delay: Ranged


@dataclass(frozen=True, slots=True)
class GapLine:
    """A time in which somebody is missing, and how many at most."""

    when: str
    who: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure as a row, by the name that tells it from those of other placements."""

    name: str
    value: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """Who passed the briefing on a promise, and how many still must."""

    told: Briefed
    passed: tuple[Briefing, ...]


@dataclass(frozen=True, slots=True)
class LoadPage:
    """The tab; what follows from the answer is empty where there is none."""

    view: ReadinessView
    sliders: tuple[Slider, ...]
    placements: tuple[PlacementLine, ...]
    channels: tuple[str, ...]
    agents: SafeString
    answered: SafeString
    rows: tuple[Staffed, ...]
    left_out: int
    instead: tuple[str, ...]
    in_vain: tuple[str, ...]
    figures: tuple[FigureLine, ...]
    briefings: tuple[BriefingLine, ...]
    worst: str
    gaps: tuple[GapLine, ...]
    brought: str
    brought_range: str


def load_page(view: ReadinessView) -> LoadPage:
    """Lay a campaign's load out."""
    ready = view.ready
    starts = [each.start for each in ready.plan.intervals] if ready else []
    rows = _worst(ready.plan.intervals) if ready else ()
    brought = ready.demand.placements if ready else ()
    return LoadPage(
        view=view,
        sliders=_sliders(view.tried, ready) if ready else (),
        placements=tuple(map(_placement, view.media.placements)),
        channels=channels(),
        agents=_agents(ready) if ready else SafeString(""),
        answered=_answered(ready) if ready else SafeString(""),
        rows=rows,
        left_out=len(starts) - len(rows),
        instead=tuple(alternatives(ready.plan)) if ready else (),
        in_vain=tuple(in_vain(ready.plan)) if ready else (),
        figures=_figures(view) if ready else (),
        briefings=_briefings(view),
        worst=_worst_words(ready.plan) if ready else "",
        gaps=tuple(map(_gap, view.shortages)),
        brought=_plain(sum(each.contacts.mean for each in brought)),
        brought_range=_brought(brought, ready.demand.level) if ready else "",
    )


def tried_of(fields: Mapping[str, str]) -> WhatIf:
    """What the sliders of an address or a form say; raises `UsageError` for what is no number."""
    agents = _number(fields, "agents", 0)
    if agents != int(agents):
        raise UsageError(f"{agents:g} agents more cannot be tried", cure="Give whole people.")
    seconds = fields.get("within", "").strip()
    return WhatIf(
        times=_number(fields, "times", 1),
        agents=int(agents),
        seconds=_number(fields, "within", 0) if seconds else None,
    )


def _number(fields: Mapping[str, str], name: str, usual: float) -> float:
    text = fields.get(name, "").strip()
    try:
        found = float(text) if text else usual
    except ValueError as error:
        raise UsageError(f"{name}: {text[:40]!r} is no number", cure=_NUMBER_CURE) from error
    if not abs(found) <= 1e9:
        raise UsageError(f"{name}: {text[:40]!r} cannot be", cure=_NUMBER_CURE)
    return found


def _sliders(tried: WhatIf, ready: Readiness) -> tuple[Slider, ...]:
    most = max(each.needed for each in ready.plan.intervals)
    room = max(10, most)
    seconds = ready.target.seconds
    return (
        Slider("times", "Response", 0, 3, 0.1, tried.times, "times the plan"),
        Slider("agents", "Agents on duty", -room, room, 1, tried.agents, "more than now"),
        Slider("within", "Answered within", 0, max(300, seconds), 5, seconds, "seconds"),
    )


def _agents(ready: Readiness) -> SafeString:
    rows = ready.plan.intervals
    starts = [each.start for each in rows]
    return agents_chart(starts, [each.needed for each in rows], [each.there for each in rows])


def _answered(ready: Readiness) -> SafeString:
    rows = ready.plan.intervals
    shares = [each.share if each.calls else None for each in rows]
    return answered_chart([each.start for each in rows], shares, ready.target.share)


def _brought(brought: Sequence[Brought], level: float) -> str:
    """The range that the figures of all placements allow, and the orders that come with it."""
    low = sum(each.contacts.low for each in brought)
    high = sum(each.contacts.high for each in brought)
    orders = sum(each.orders.mean for each in brought)
    return f"{_plain(low)} to {_plain(high)} ({percent(level)}), for {_plain(orders)} orders"


def _worst_words(plan: StaffingPlan) -> str:
    return f"{moment(plan.worst.start)}: {people(plan.worst.missing, 'agent')} missing"


def _gap(gap: Shortage) -> GapLine:
    """`8 December 2026, 09:00 to 18:00`, with the second day only where it is another one."""
    end = f"{gap.end:%H:%M}" if gap.end.date() == gap.start.date() else moment(gap.end)
    when = f"{day(gap.start.date())}, {gap.start:%H:%M} to {end}"
    return GapLine(when, people(gap.most, "agent"))


def _worst(rows: Sequence[Staffed]) -> tuple[Staffed, ...]:
    """Those with most agents missing, then the busiest, told in the order of time."""
    order = sorted(rows, key=lambda each: (-each.missing, -each.needed, each.start))
    return tuple(sorted(order[:SHOWN], key=lambda each: each.start))


def _placement(each: Placement) -> PlacementLine:
    return PlacementLine(
        placement=each,
        first=_short(each.first),
        last=_short(each.last) if each.last > each.first else "",
        reach=_ranged(each.reach),
        response=_ranged(each.response, "\u00a0%", per=100),
        contacts=_ranged(each.contacts, f" per {each.per.value}"),
        delay=_ranged(each.delay, "\u00a0h"),
    )


def _ranged(figure: Figure, unit: str = "", per: float = 1) -> Ranged:
    best, low, high = (_plain(each * per) for each in (figure.best, figure.low, figure.high))
    return Ranged(best + unit, "" if low == high else f"{low} to {high}")


def _short(at: datetime) -> str:
    """`8 Dec, 09:00`."""
    return f"{at.day} {MONTHS[at.month - 1][:3]}, {at:%H:%M}"


def _figures(view: ReadinessView) -> tuple[FigureLine, ...]:
    """Those of the media plan by its placements, then all others."""
    times = view.tried.times
    plan = [(f"{name}: {each.name}", each) for name, each in view.media.times(times).figures]
    told = {each for _, each in plan}
    others = [(each.name, each) for each in view.figures if each not in told]
    return tuple(figure_line(name, each) for name, each in (*plan, *others))


def figure_line(name: str, each: Figure) -> FigureLine:
    """A figure as a row, by a name that tells it from others of its kind."""
    told = _ranged(each)
    value = " ".join(filter(None, (told.best, told.ends and f"({told.ends})", each.unit)))
    return FigureLine(name, value, each)


def _plain(value: float) -> str:
    """Three digits that count, thousands parted: `20,000`, `12.3`, `0.0023`."""
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3g}"


def _briefings(view: ReadinessView) -> tuple[BriefingLine, ...]:
    told = view.ready.plan.briefed if view.ready else ()
    return tuple(
        BriefingLine(each, tuple(row for row in view.briefings if row.promise == each.promise))
        for each in told
    )
