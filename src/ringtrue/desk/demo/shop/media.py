"""What a campaign of the shop sends out, a letter and a week on the radio, and what limits it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.media_plan import Placement
from ringtrue.core.offer_limit import OfferLimit, Supply
from ringtrue.desk.offer_terms import FIGURES, offer_limit

_WHO = "Nell, from last autumn's letter"
_VAN = "Priya, from the carrier's contract"


def evening_media(present: datetime) -> tuple[Placement, ...]:
    """The placements of a campaign that begins in about two weeks, on a Tuesday."""
    morning = datetime.combine(_tuesday(present), time(9))
    letter = Placement(
        name="Letter to all customers",
        channel="e-mail",
        first=morning,
        last=morning,
        reach=_figure("people reached", 26_000, 25_000, 27_000, "people"),
        response=_figure("orders", 0.022, 0.014, 0.035, "orders per person reached"),
        contacts=_figure("contacts", 0.55, 0.4, 0.8, "contacts per order"),
        delay=_figure("delay", 9, 6, 14, "hours"),
    )
    radio = Placement(
        name="Radio, mornings",
        channel="radio",
        first=morning,
        last=morning + timedelta(days=4),
        reach=_figure("people reached", 60_000, 40_000, 80_000, "people"),
        response=_figure("orders", 0.002, 0.001, 0.004, "orders per person reached"),
        contacts=_figure("contacts", 0.6, 0.4, 0.9, "contacts per order"),
        delay=_figure("delay", 6, 3, 12, "hours"),
    )
    return letter, radio


def express_van(present: datetime) -> OfferLimit:
    """The parcels that the van of the next day takes, while that campaign is out."""
    day = _tuesday(present)
    return offer_limit(
        "Parcels on the express van",
        Supply.CAPACITY,
        day,
        day + timedelta(days=6),
        {
            "amount": _said("amount", 180, 180, 180, _VAN),
            "usual": _said("usual", 24, 18, 32, _VAN),
            "wanted": _said("wanted", 0.7, 0.5, 0.85, "Nell's guess"),
        },
    )


def _tuesday(present: datetime) -> date:
    day = present.date() + timedelta(days=14)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def _said(part: str, best: float, low: float, high: float, who: str) -> Figure:
    name, unit = FIGURES[part]
    return Figure(name, best, low, high, unit, Basis.STATED, who)


def _figure(name: str, best: float, low: float, high: float, unit: str) -> Figure:
    return Figure(name, best, low, high, unit, Basis.STATED, _WHO)
