"""What a query leaves open, so that its text is the same each time that a plan is counted.

The moment `as_of` (as an instant, and on the clock and calendar of each zone) and the edges of the
lanes are variables of the embedded engine; to its planner they are constants. Any other engine
gets them written out. A query is published with its variables in front of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from ringtrue.do.plan import ClockLane, Panel, ValueLane, folded_edges
from ringtrue.do.zones import DAY, to_micro, wall_micro, zone_named

Variables = tuple[tuple[str, str], ...]
"""Names, each with its value as the engine reads it."""

INSTANT = "as_of"


@dataclass(frozen=True, slots=True)
class Query:
    """A text for the embedded engine and the values that it leaves open; others have none."""

    variables: Variables
    body: str

    @property
    def settings(self) -> tuple[str, ...]:
        """A statement for each variable."""
        return tuple(f'SET VARIABLE "{name}" = {value}' for name, value in self.variables)

    @property
    def text(self) -> str:
        """All that has to be run, in order."""
        return ";\n".join([*self.settings, self.body])


def query_with(variables: Variables, body: str) -> Query:
    """A text and those of the variables that it names."""
    return Query(tuple(each for each in variables if f"'{each[0]}'" in body), body)


def instant_of(as_of: datetime, zone: str) -> int:
    """Microseconds since 1970 UTC; a moment without a zone is on the wall clock of this one."""
    aware = as_of if as_of.tzinfo is not None else as_of.replace(tzinfo=zone_named(zone))
    return to_micro(aware.astimezone(UTC))


def wall_in(zone: str) -> str:
    """The variable of what the clock of a zone shows at `as_of`."""
    return f"as_of in {zone}"


def day_in(zone: str) -> str:
    """The variable of the day of `as_of` on the calendar of a zone."""
    return f"day in {zone}"


def edges_in(lane: int) -> str:
    """The variable of the edges of a lane."""
    return f"edges {lane}"


def moments(micro: int, zones: frozenset[str]) -> Variables:
    """`as_of` for every zone that a plan counts in."""
    found = [(INSTANT, f"{micro}::BIGINT")]
    for zone in sorted(zones):
        wall = wall_micro(zone, micro)
        found.append((wall_in(zone), f"{wall}::BIGINT"))
        found.append((day_in(zone), f"{wall // DAY}::BIGINT"))
    return tuple(found)


def edges(panel: Panel) -> Variables:
    """The upper ends of the bins of every lane that has bins."""
    found = []
    for index, lane in enumerate(panel.lanes):
        if isinstance(lane, ClockLane):
            found.append((edges_in(index), f"'{folded_edges(lane)}'::BIGINT[]"))
        elif isinstance(lane, ValueLane):
            found.append((edges_in(index), f"'{[*lane.edges, math.inf]}'::DOUBLE[]"))
    return tuple(found)


def variable(name: str, kind: Any) -> Any:
    """A variable as an ibis value."""
    return _getvariable(kind)(name)


@cache
def _getvariable(kind: Any) -> Any:
    import ibis
    import ibis.expr.datatypes as dt

    def getvariable(x: Any) -> Any: ...

    return ibis.udf.scalar.builtin(getvariable, name="getvariable", signature=((dt.string,), kind))
