"""How what is limited is laid out on the tab of a campaign's load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from ringtrue.core.dates import MONTHS
from ringtrue.core.offer_limit import OfferForecast, Supply
from ringtrue.desk.services.see_offers import OffersView, OfferView
from ringtrue.gap.offer import amount, units
from ringtrue.gap.wording import percent
from ringtrue.web.load_page import FigureLine, figure_line
from ringtrue.web.offer_chart import chance_chart
from ringtrue.web.offer_form import OfferFields, fields_of

_HARDLY = 0.01
"""A chance that is no more than this on any day needs no picture."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of the offer, and the chance that somebody gets nothing."""

    day: date
    chance: float
    beyond: bool


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One offer limit in words and numbers, and the fields of the form that changes it.

    `runs_out` and its range are empty where it hardly ever does, `in_vain` where hardly anything is
    ordered in vain, and `chart` where no day is in doubt; `is_stock` says that it is there in all
    and not every day.
    """

    view: OfferView
    is_stock: bool
    amount: str
    needed: str
    accepted: str
    runs_out: str
    runs_out_range: str
    in_vain: str
    chart: SafeString
    days: tuple[DayLine, ...]
    fields: OfferFields


@dataclass(frozen=True, slots=True)
class OffersPage:
    """All of them, the figures they rest on, and the fields of the form that adds one."""

    lines: tuple[OfferLine, ...]
    figures: tuple[FigureLine, ...]
    draws: int
    seed: int
    empty: OfferFields


def offers_page(view: OffersView, launch: date | None) -> OffersPage:
    """Lay them out; a new one begins on the day of the launch where that is known."""
    found = [each.forecast for each in view.offers]
    return OffersPage(
        lines=tuple(map(_line, view.offers)),
        figures=_figures(view),
        draws=found[0].draws if found else 0,
        seed=found[0].seed if found else 0,
        empty=fields_of(None, launch),
    )


def _line(view: OfferView) -> OfferLine:
    told = view.forecast
    limit, accepted = told.limit, 1 - told.limit.sure
    first, *ends = map(_short, told.runs_out) if told.runs_out else ("", "", "")
    doubtful = max(told.chances) >= _HARDLY
    return OfferLine(
        view=view,
        is_stock=limit.supply is Supply.STOCK,
        amount=amount(limit),
        needed=units(told.needed, limit),
        accepted=percent(accepted),
        runs_out=first,
        runs_out_range=_range(*ends),
        in_vain=_in_vain(told),
        chart=chance_chart(limit.days, told.chances, accepted) if doubtful else SafeString(""),
        days=tuple(_days(told, accepted)),
        fields=fields_of(limit, None),
    )


def _short(at: date) -> str:
    """`2 April`: the year stands above."""
    return f"{at.day} {MONTHS[at.month - 1]}"


def _in_vain(told: OfferForecast) -> str:
    low, high = round(told.unserved_low), round(told.unserved_high)
    return f"{low:,} to {high:,}" if high else ""


def _range(early: str, late: str) -> str:
    return f"{early} to {late}" if early != late else ""


def _days(told: OfferForecast, accepted: float) -> list[DayLine]:
    rows = zip(told.limit.days, told.chances, strict=True)
    return [DayLine(each, chance, chance > accepted) for each, chance in rows]


def _figures(view: OffersView) -> tuple[FigureLine, ...]:
    """Those of each limit by its name, then those of the media plan by its placements."""
    limits = [each.forecast.limit for each in view.offers]
    own = [(f"{limit.name}: {each.name}", each) for limit in limits for each in limit.figures]
    plan = [(f"{name}: {each.name}", each) for name, each in view.media.figures] if limits else []
    return tuple(figure_line(name, each) for name, each in (*own, *plan))
