"""What a plan touches: its columns, the moments that end its records, the zones it counts in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ringtrue.core.expression import Expression, columns_of
from ringtrue.core.standard import Between, CountPer, Holds, Standard, Uptime, Within
from ringtrue.do.plan import ClockLane, Due, FlagLane, Lane, Panel, Plan, ValueLane, WholeLane


def zones_of(plan: Plan) -> frozenset[str]:
    """The zone of the source and those of the calendars."""
    found = {plan.source.time_zone}
    for panel in plan.panels:
        for lane in panel.lanes:
            if isinstance(lane, ClockLane):
                due = lane.start.working if isinstance(lane.start, Due) else None
                found |= {each.zone for each in (lane.working, due) if each}
    return frozenset(found)


def plan_columns(plan: Plan) -> frozenset[str]:
    """Every column that a plan reads."""
    found = set(plan.source.key) | ({plan.source.updated_at} - {""})
    for panel in plan.panels:
        found |= panel_columns(panel)
    return frozenset(found)


def panel_columns(panel: Panel) -> frozenset[str]:
    """Every column that a panel reads."""
    trees = [panel.day, *(tree for lane in panel.lanes for tree in _trees(lane))]
    return frozenset(panel.segments).union(*map(columns_of, trees))


def end_trees(lane: ClockLane) -> Iterator[Expression]:
    """The moments that decide whether a record of this lane is over."""
    yield lane.end
    if isinstance(lane.start, Due):
        test = lane.start.standard.test
        yield test.end if isinstance(test, Within) else lane.start.day


def _trees(lane: Lane) -> Iterable[Expression]:
    yield from filter(None, (lane.population.selected, lane.population.void))
    match lane:
        case ClockLane(start=Due(standard=standard, day=day), end=end):
            yield from (end, day, *_standard_trees(standard))
        case ClockLane(start=start, end=end):
            yield from (each for each in (start, end) if not isinstance(each, Due))
        case ValueLane(value):
            yield value
        case FlagLane(condition):
            yield condition
        case WholeLane(standard):
            yield from _standard_trees(standard)


def _standard_trees(standard: Standard) -> Iterator[Expression]:
    yield from filter(None, (standard.population, standard.void, standard.day))
    match standard.test:
        case Within(start, end) | Uptime(start, end):
            yield from (start, end)
        case Holds(tree) | Between(tree) | CountPer(tree):
            yield tree
        case _:
            return
