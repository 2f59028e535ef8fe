"""Loads and floors that the tests of staffing share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.load import CallTraits, Load
from ringtrue.core.staffing import HiringTerms

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def figure(name: str, best: float, low: float | None = None, high: float | None = None) -> Figure:
    ends = best if low is None else low, best if high is None else high
    return Figure(name, best, *ends, "EUR", Basis.STATED, "service lead")


def traits(handle: float = 300, patience: float = 120, redial: float = 0.0) -> CallTraits:
    return CallTraits(
        figure("handle time", handle), figure("patience", patience), figure("redials", redial)
    )


TERMS = HiringTerms(
    shrinkage=figure("shrinkage", 0.3),
    course_weeks=figure("course", 4),
    slowness=figure("slowness", 1),
    ramp_weeks=figure("ramp", 4),
    attrition=figure("attrition", 0.02),
    weekly_hours=figure("hours", 38),
    hour_cost=figure("hour", 25, 20, 30),
    hire_cost=figure("hire", 2000),
    course_cost=figure("course", 500),
)


def load(
    usual: Sequence[float], extra: Sequence[float], *, minutes: int = 30, cv: float = 0.0
) -> Load:
    """Days of as many intervals as `usual` has, one for each row of `extra` of that length."""
    starts, calls = [], []
    for number in range(len(extra)):
        day, place = divmod(number, len(usual))
        starts.append(MONDAY + timedelta(days=day, minutes=minutes * place))
        calls.append(usual[place] + extra[number])
    none = (0.0,) * len(starts)
    return Load(tuple(starts), minutes * 60, tuple(calls), tuple(extra), none, (cv,) * len(starts))
