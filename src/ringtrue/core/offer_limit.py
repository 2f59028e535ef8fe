"""What there is of an offer ("while stocks last", "500 places"), and whether that is enough.

Whoever forecasts writes the second noun; pages, programs and the campaign's gate read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure, share

SURE = 0.95
"""So sure one wants to be that all who order are served, where nobody says it."""
LEAST_SURE, MOST_SURE = 0.5, 0.99
"""Below, one would rather run out; above, draws by the thousand tell nothing any more."""
MOST_DAYS = 366
MOST_UNITS = 1e12
MOST_ORDERS = 1e9
MOST_PER_ORDER = 1e6


class Supply(StrEnum):
    """How an offer is limited."""

    STOCK = "stock"
    """So many units in all: what is gone is gone."""
    CAPACITY = "capacity"
    """So many on every day anew, such as places or deliveries."""


@dataclass(frozen=True, slots=True)
class OfferLimit:
    """So many of something in all, or on every day, from the `first` day to the `last`.

    Attributes:
        name: What is offered, as people call it.
        supply: Whether `amount` is there in all or every day.
        amount: Units.
        first: The first day of the offer.
        last: The last one, on which it can still be had.
        usual: Orders of it on a usual day, without the campaign.
        spread: How much whole days of them differ: standard deviation over mean.
        wanted: Share of the campaign's orders that want it.
        per_order: Units that one order takes.
        sure: So sure one wants to be that all who order are served.

    Raises:
        UsageError: It ends before it begins, or a figure cannot be, such as 95 where 0.95 is meant.
    """

    name: str
    supply: Supply
    amount: Figure
    first: date
    last: date
    usual: Figure
    spread: Figure
    wanted: Figure
    per_order: Figure
    sure: float = SURE

    def __post_init__(self) -> None:
        """Ask back what cannot be."""
        _dates(self.name, self.first, self.last)
        try:
            _some(self.amount).within(0, MOST_UNITS)
            self.usual.within(0, MOST_ORDERS)
            self.spread.within(0, 10)
            share(self.wanted)
            _some(self.per_order).within(0, MOST_PER_ORDER)
        except UsageError as error:
            raise UsageError(f"{self.name}: {error.what}", cure=error.cure) from error
        if not LEAST_SURE <= self.sure <= MOST_SURE:
            told = f"{self.name}: one cannot be {self.sure:g} sure that all are served"
            raise UsageError(told, cure="Write a share from 0.5 to 0.99: 95 % is 0.95.")

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All that it rests on, in the order of their working."""
        return self.amount, self.usual, self.spread, self.wanted, self.per_order

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the offer."""
        many = (self.last - self.first).days + 1
        return tuple(self.first + timedelta(days=each) for each in range(many))


@dataclass(frozen=True, slots=True)
class OfferForecast:
    """Whether what is offered is enough for those who will want it.

    Attributes:
        limit: What there is.
        chance: That somebody orders until the last day and gets nothing.
        chances: For each day of the offer. Of a stock: that it is gone by its end. Of a capacity:
            that more is ordered on it than can be done.
        runs_out: The first day on which somebody gets nothing: the middle of the draws in which it
            happens, with the earliest and the latest at `level`; None where it hardly ever does.
        unserved: Units ordered in vain, on average, from `unserved_low` to `unserved_high`.
        needed: Units (on every day, of a capacity) with which all are served so surely as wished.
        lasts_until: The last day to which that is so with what there is; None where it is not on
            the first.
        begins: The day on which the campaign first goes out; None where nothing does.
        outside: Orders of the campaign, on average, that want it before the first day or after the
            last one.
        level: Of the intervals.
        figures: All that it rests on, each once.
        draws: How often they were drawn.
        seed: Of the draws.
    """

    limit: OfferLimit
    chance: float
    chances: tuple[float, ...]
    runs_out: tuple[date, date, date] | None
    unserved: float
    unserved_low: float
    unserved_high: float
    needed: int
    lasts_until: date | None
    begins: date | None
    outside: float
    level: float
    figures: tuple[Figure, ...]
    draws: int
    seed: int

    @property
    def is_short(self) -> bool:
        """Whether it is likelier than wished that somebody gets nothing."""
        return self.lasts_until != self.limit.last

    @property
    def worst(self) -> date:
        """The first of the days with the greatest chance."""
        return self.limit.days[self.chances.index(max(self.chances))]


def _dates(name: str, first: date, last: date) -> None:
    if not 0 <= (last - first).days < MOST_DAYS:
        told = f"{name}: an offer from {first} to {last}"
        cure = f"Let it end when it begins, or up to {MOST_DAYS - 1} days later."
        raise UsageError(told, cure=cure)


def _some(figure: Figure) -> Figure:
    if figure.best <= 0:
        told = f"{figure.name}: {figure.best:g} {figure.unit} cannot be".rstrip()
        raise UsageError(told, cure="Write more than none.")
    return figure
