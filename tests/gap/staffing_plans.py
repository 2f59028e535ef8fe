"""Staffing plans made by hand, for what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.load import CallTraits
from ringtrue.core.service_level import Target
from ringtrue.core.staffing import (
    Briefed,
    Course,
    LaunchLater,
    Move,
    PromiseLess,
    Staffed,
    StaffingPlan,
)
from ringtrue.do.staffing.usual import HANDLE, PATIENCE, REDIAL, TERMS

NINE = datetime(2026, 4, 1, 9, tzinfo=UTC)
HALF = timedelta(minutes=30)


def plan_with(
    needed: Sequence[int],
    there: int = 3,
    courses: tuple[Course, ...] = (),
    moves: tuple[Move, ...] = (),
    briefed: tuple[Briefed, ...] = (),
) -> StaffingPlan:
    """A plan of half hours from nine on in which so many are needed and `there` are there."""
    rows = tuple(
        Staffed(NINE + HALF * at, 10.0, 2.0, each, there, there, each, 0.7, 0.1)
        for at, each in enumerate(needed)
    )
    return StaffingPlan(
        target=Target(20, 0.8),
        traits=CallTraits(HANDLE, PATIENCE, REDIAL),
        terms=TERMS,
        today=date(2026, 3, 1),
        intervals=rows,
        seconds=1800,
        courses=courses,
        moves=moves,
        briefed=briefed,
        people=Figure("people", 0, 0, 0, "people", Basis.ASSUMED, "nobody"),
        cost=None,
        later=LaunchLater(date(2026, 4, 1), 0, 0),
        spread=None,
        less=PromiseLess(None, 0.7),
        band=None,
        figures=(),
        assumptions=(),
        draws=1,
        seed=0,
    )
