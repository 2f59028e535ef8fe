"""How satisfaction falls with every further contact that an issue takes, kind of issue held alike.

Hard issues take more contacts and please less, whoever handles them. So answers are compared
within a kind of issue, and what remains is what the contacts themselves go with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from ringtrue.core.customers import ContactSums
from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.cost.answers import Effect, columns_of, effect_of
from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.regression import Fit, least_squares

MOST = 5
"""So many contacts and more are one point of the curve."""

PUBLISHED_PAIRS = (
    ("retail", 78, 81),
    ("insurance", 76, 80),
    ("health", 72, 80),
    ("energy", 72, 76),
    ("finance", 71, 75),
    ("technology", 65, 75),
    ("telecommunication", 61, 68),
)
"""Solved at the first contact and satisfied, per cent, by industry: SQM Group."""

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Answers with so many contacts: satisfaction beside those with one; None where untold."""

    contacts: int
    effect: Effect | None
    records: int


@dataclass(frozen=True, slots=True)
class ContactCurve:
    """The firm's own curve, and `slope`, what one further contact goes with on average.

    `reason` says why there is none, where there is none.
    """

    points: tuple[CurvePoint, ...]
    slope: Effect | None
    issues: int
    records: int
    reason: str
    definition: str


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through points: y = intercept + slope x, and the correlation r."""

    slope: float
    intercept: float
    r: float
    low: float
    high: float


def contact_curve(cells: Sequence[ContactSums]) -> ContactCurve:
    """Satisfaction by contacts with the kind of issue held constant (fixed effects).

    `y = a_issue + b_k` for k = 2, 3, 4 and 5 or more contacts beside one, and `y = a_issue + b k`
    for the slope; least squares with HC3 errors. Kinds of issue that only ever took one number of
    contacts compare nothing and are left out.

    Source: Wooldridge, Econometric Analysis of Cross Section and Panel Data (2010), chapter 10,
    for fixed effects; `ringtrue.stats.regression` for the errors.

    Raises:
        UsageError: No answer, or fewer than one contact.
    """
    if not cells:
        what = "there is no answer to draw a curve of contacts from"
        raise UsageError(what, cure="Look whether the table is empty.")
    if any(each.contacts < 1 for each in cells):
        raise UsageError("an issue that took no contact", cure="Count the first one as 1.")
    kept = _comparable([replace(each, contacts=min(each.contacts, MOST)) for each in cells])
    curve, slope = _fits(kept)
    levels = sorted({each.contacts for each in kept})
    points = [CurvePoint(level, None, _records(kept, level)) for level in levels]
    if curve:
        points[1:] = [
            replace(point, effect=effect_of(curve, at, point.records))
            for at, point in enumerate(points[1:])
        ]
    records = sum(each.sums.records for each in kept)
    return ContactCurve(
        points=tuple(points),
        slope=effect_of(slope, 0, records) if slope else None,
        issues=len({each.issue for each in kept}),
        records=records,
        reason="" if slope else "no kind of issue took now fewer, now more contacts often enough",
        definition=(
            "Points of satisfaction beside the answers of those with the fewest contacts, within"
            f" the same kind of issue; {MOST} stands for {MOST} or more."
        ),
    )


def line(pairs: Sequence[tuple[float, float]]) -> Line:
    """The least-squares line through (x, y) pairs, with the 95 % t interval of its slope.

    `slope = Sxy / Sxx`, `r = Sxy / sqrt(Sxx Syy)`, variance of the slope `(Syy - slope Sxy) / ((n -
    2) Sxx)`. Source: Draper and Smith, Applied Regression Analysis (1998), chapter 1.

    Raises:
        UsageError: Fewer than three pairs, or all at one place.

    >>> told = line([(0, 1), (1, 3), (2, 5)])
    >>> told.slope, told.intercept, told.r
    (2.0, 1.0, 1.0)
    """
    from scipy.special import stdtrit

    x, y = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    across = float(((x - x.mean()) ** 2).sum()) if len(x) else 0.0
    if len(x) < 3 or not across:
        raise UsageError(f"no line goes through {len(x)} points", cure="Give three or more.")
    both = float(((x - x.mean()) * (y - y.mean())).sum())
    up = float(((y - y.mean()) ** 2).sum())
    slope = both / across
    left = max(up - slope * both, 0.0) / (len(x) - 2)
    half = float(stdtrit(len(x) - 2, 0.975)) * sqrt(left / across)
    return Line(
        slope=slope,
        intercept=float(y.mean()) - slope * float(x.mean()),
        r=both / sqrt(across * up) if up else 0.0,
        low=slope - half,
        high=slope + half,
    )


def published_slope() -> Figure:
    """Points of satisfied customers that go with a point more solved at the first contact.

    Other firms', and between industries rather than within one.

    >>> told = published_slope()
    >>> round(told.low, 2), round(told.best, 2), round(told.high, 2)
    (0.33, 0.69, 1.05)
    """
    told = line([(solved, satisfied) for _, solved, satisfied in PUBLISHED_PAIRS])
    return Figure(
        name="satisfied per point solved at the first contact",
        best=told.slope,
        low=told.low,
        high=told.high,
        unit="points",
        basis=Basis.PUBLISHED,
        source="SQM Group, seven industries; the line is ours",
    )


def _comparable(cells: Sequence[ContactSums]) -> list[ContactSums]:
    """Without numbers of contacts of one answer, and issues that took one number only."""
    some = [each for each in cells if each.sums.records > 0]
    often = [each for each in some if _records(some, each.contacts) >= _FEWEST]
    levels: dict[str, set[int]] = {}
    for each in often:
        levels.setdefault(each.issue, set()).add(each.contacts)
    return [each for each in often if len(levels[each.issue]) >= _FEWEST]


def _records(cells: Sequence[ContactSums], contacts: int) -> int:
    return sum(each.sums.records for each in cells if each.contacts == contacts)


def _fits(cells: Sequence[ContactSums]) -> tuple[Fit | None, Fit | None]:
    """By number of contacts, and the straight line."""
    if not cells:
        return None, None
    issues = list(dict.fromkeys(each.issue for each in cells))
    levels = sorted({each.contacts for each in cells})[1:]
    alike = _dummies([each.issue for each in cells], issues)
    count, total, squares = columns_of([each.sums for each in cells])
    steps = _dummies([each.contacts for each in cells], levels)
    straight = np.array([[each.contacts] for each in cells], dtype=np.float64)
    curve, slope = (
        least_squares(np.hstack([each, alike]), count, total, squares) for each in (steps, straight)
    )
    return curve, slope


def _dummies(values: Sequence[object], known: Sequence[object]) -> FloatArray:
    return np.array([[value == each for each in known] for value in values], dtype=np.float64)
