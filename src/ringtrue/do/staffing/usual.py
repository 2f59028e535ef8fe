"""What is taken for granted where nobody said otherwise; each figure says so itself."""

from __future__ import annotations

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.staffing import HiringTerms

_SOURCE = "nobody said it for this firm"


def _assumed(name: str, low: float, best: float, high: float, unit: str) -> Figure:
    return Figure(name, best, low, high, unit, Basis.ASSUMED, _SOURCE)


HANDLE = _assumed("handle time", 180, 300, 480, "seconds")
PATIENCE = _assumed("patience", 60, 120, 240, "seconds")
REDIAL = _assumed("share of callers who gave up who call again", 0.3, 0.5, 0.7, "share")

TERMS = HiringTerms(
    shrinkage=_assumed("shrinkage", 0.25, 0.3, 0.35, "share of paid time"),
    course_weeks=_assumed("course", 2, 4, 6, "weeks"),
    slowness=_assumed("extra handle time after the course", 0.5, 1.0, 1.5, "of the usual time"),
    ramp_weeks=_assumed("time to learn", 2, 4, 8, "weeks"),
    attrition=_assumed("people who leave", 0.003, 0.006, 0.02, "share per week"),
    weekly_hours=_assumed("paid hours of a person", 35, 38, 40, "hours per week"),
)
