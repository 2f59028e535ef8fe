"""An offer limit as people type it, and as it is put back into the fields that change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.offer_limit import OfferLimit, Supply
from ringtrue.desk.offer_terms import FIGURES, offer_limit
from ringtrue.web.fields import day_of, share_of
from ringtrue.web.placement_form import figure_of, typed

_PER_CENT: Mapping[str, float] = {"spread": 100, "wanted": 100}
"""Figures that are typed in per cent."""


@dataclass(frozen=True, slots=True)
class OfferFields:
    """What stands in the fields of the form; `was` is the limit that it changes, '' for none."""

    was: str
    name: str = ""
    supply: str = Supply.STOCK.value
    amount: str = ""
    first: date | None = None
    last: date | None = None
    usual: str = ""
    spread: str = ""
    wanted: str = ""
    per_order: str = ""
    sure: str = ""


def fields_of(limit: OfferLimit | None, first: date | None) -> OfferFields:
    """The fields that say a limit; of none those of a new one, with its `first` day."""
    if limit is None:
        return OfferFields("", first=first)
    return OfferFields(
        was=limit.name,
        name=limit.name,
        supply=limit.supply.value,
        first=limit.first,
        last=limit.last,
        sure=f"{100 * limit.sure:.10g}",
        **{part: _typed(part, getattr(limit, part)) for part in FIGURES},
    )


def offer_of(text: Callable[[str], str], by: str, known: OfferLimit | None = None) -> OfferLimit:
    """The limit that the fields of a form say; `text` gives a field, `by` is who says so.

    A figure that stands as the `known` limit has it is left to whoever said it. Raises `UsageError`
    at the first field that cannot be.
    """
    said = {part: _figure(part, text(part), by, known) for part in FIGURES}
    return offer_limit(
        text("name").strip(),
        Supply.CAPACITY if text("supply") == Supply.CAPACITY else Supply.STOCK,
        _day(text("first"), "first day"),
        _day(text("last"), "last day"),
        {part: each for part, each in said.items() if each is not None},
        share_of(text("sure")),
    )


def _figure(part: str, text: str, by: str, known: OfferLimit | None) -> Figure | None:
    if known is not None and text.strip() == _typed(part, getattr(known, part)):
        before: Figure = getattr(known, part)
        return before
    name, unit = FIGURES[part]
    if not text.strip():
        if part in {"amount", "usual"}:
            raise UsageError(f"there are no {name}", cure="Say how many; 0 is a number too.")
        return None
    return figure_of(text, name, unit, by, per=_PER_CENT.get(part, 1))


def _typed(part: str, figure: Figure) -> str:
    """Nothing for what is assumed: it is not what anybody typed."""
    if figure.basis is Basis.ASSUMED:
        return ""
    return typed(figure, per=_PER_CENT.get(part, 1))


def _day(text: str, what: str) -> date:
    found = day_of(text, what)
    if found is None:
        raise UsageError(f"there is no {what}", cure="Say from when until when it is offered.")
    return found
