"""What the figures of an offer limit are called, and what is taken where nobody says one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.offer_limit import SURE, OfferLimit, Supply
from ringtrue.do.stock import SPREAD_OF_DAYS

FIGURES: Mapping[str, tuple[str, str]] = {
    "amount": ("units", "units"),
    "usual": ("usual orders", "orders a day"),
    "spread": (SPREAD_OF_DAYS.name, SPREAD_OF_DAYS.unit),
    "wanted": ("orders that want it", "share of the campaign's orders"),
    "per_order": ("units of one order", "units"),
}
"""Name and unit of each figure, by its field."""


def _assumed(part: str, best: float, source: str) -> Figure:
    name, unit = FIGURES[part]
    return Figure(name, best, best, best, unit, Basis.ASSUMED, source)


UNSAID: Mapping[str, Figure] = {
    "spread": SPREAD_OF_DAYS,
    "wanted": _assumed("wanted", 1, "nobody said it: all of them"),
    "per_order": _assumed("per_order", 1, "nobody said it: one"),
}
"""What stands in for a figure that is left out."""


def offer_limit(
    name: str,
    supply: Supply,
    first: date,
    last: date,
    said: Mapping[str, Figure],
    sure: float | None = None,
) -> OfferLimit:
    """An offer limit with the figures that somebody said, by their fields.

    `amount` and `usual` are among them. Raises `UsageError` for what cannot be.
    """
    figures = {**UNSAID, **said}
    sure = SURE if sure is None else sure
    return OfferLimit(name, supply, first=first, last=last, sure=sure, **figures)
