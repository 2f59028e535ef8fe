"""What the `cost` section says that the cycle asks for too, so that nobody says it twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from ringtrue.core.cost_settings import CostSettings
from ringtrue.core.figure import Basis, Figure
from ringtrue.cost.cycle.hazards import WEEKS_A_YEAR
from ringtrue.cost.cycle.rules import DEFAULTS, LIMITS, Rules

_SAME: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("complains", ("complain",)),
    ("recovered", ("satisfied",)),
    ("told", ("bad_talk", "bad_people")),
    ("listens", ("bad_listen", "bad_lost")),
    ("margin", ("spend", "margin")),
    ("discount", ("discount",)),
)
"""A figure of the cycle, and the figures of the cost section whose product it is."""


def base_of(cost: CostSettings | None) -> Rules:
    """The usual rules with what the cost section says; a product needs all of its parts."""
    return DEFAULTS.changed(**dict(_said(cost))) if cost else DEFAULTS


def _said(cost: CostSettings) -> Iterator[tuple[str, Figure]]:
    given = cost.figures.given
    for name, parts in _SAME:
        found = [given[part] for part in parts if part in given]
        if len(found) == len(parts):
            product = _product(name, found)
            least, most = LIMITS[name]
            if least <= product.low and product.high <= most:
                yield name, product


def _product(name: str, parts: Sequence[Figure]) -> Figure:
    """The product, from all ends low to all ends high; what is spent is for a year."""
    usual = dict(DEFAULTS.figures())[name]
    for_a_week = WEEKS_A_YEAR if name == "margin" else 1
    best, low, high = (
        prod(getattr(each, end) for each in parts) / for_a_week for end in ("best", "low", "high")
    )
    source = "; ".join(dict.fromkeys(each.source for each in parts))
    return Figure(usual.name, best, low, high, usual.unit, Basis.STATED, source)
