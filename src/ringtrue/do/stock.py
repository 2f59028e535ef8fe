"""While stocks last, or as many as there are places: when is it gone, and how likely?

Orders of a day are Poisson around a rate: the usual orders, drawn from a gamma distribution with
the spread of days (Jongbloed and Koole 2001), and what the media plan brings, of which a share may
want it. Every figure with a range is drawn anew each time (Beta-PERT), so that both chance and what
nobody knows are in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure, share
from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.offer_limit import MOST_DAYS, MOST_ORDERS, MOST_PER_ORDER, MOST_UNITS, SURE
from ringtrue.do.demand import Spread, draw_orders, plan_figures
from ringtrue.stats.arrays import BoolArray, FloatArray
from ringtrue.stats.pert import pert

DRAWS = 4_000
LEVEL = 0.9
SPREAD_OF_DAYS = Figure(
    "spread of days", 0.2, 0.1, 0.4, "share of the mean", Basis.ASSUMED, "nobody measured it"
)
"""How much days differ, where nobody says it."""


@dataclass(frozen=True, slots=True)
class UsualOrders:
    """Orders of a usual day, and how much whole days differ (standard deviation over mean)."""

    a_day: Figure
    cv: Figure

    def __post_init__(self) -> None:
        """Refuse fewer than none."""
        self.a_day.within(0, MOST_ORDERS)
        self.cv.within(0, 10)


@dataclass(frozen=True, slots=True)
class StockAnswer:
    """What becomes of a stock until the offer ends.

    Attributes:
        chance: That somebody orders and gets nothing.
        days: The days of the offer.
        gone_by: For each day, the chance that it has happened by its end; never falling.
        runs_out: The day on which it runs out: the middle of the draws in which it does, with the
            earliest and latest of nine in ten of them; None where it hardly ever does.
        unserved: Units that are ordered and not there.
        needed: Units with which all are served with a chance of `sure`.
        sure: That chance.
        level: Of the intervals.
        figures: All that it rests on.
        draws: How often they were drawn.
        seed: Of the draws.
    """

    chance: float
    days: tuple[date, ...]
    gone_by: tuple[float, ...]
    runs_out: tuple[date, date, date] | None
    unserved: Spread
    needed: int
    sure: float
    level: float
    figures: tuple[Figure, ...]
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class CapacityAnswer:
    """What becomes of a capacity that every day has anew, such as places or deliveries.

    Attributes:
        chance: That on some day more is ordered than can be done.
        days: The days.
        over: The chance of that for each day.
        over_by: For each day, the chance that it has happened by its end; never falling.
        runs_out: The first day on which it happens, as of a stock.
        orders: Orders of each day.
        turned_away: Units ordered beyond capacity, all days together; none waits for the next day.
        needed: The daily capacity with which every day suffices with a chance of `sure`.
        sure: That chance.
        level: Of the intervals.
        figures: All that it rests on.
        draws: How often they were drawn.
        seed: Of the draws.
    """

    chance: float
    days: tuple[date, ...]
    over: tuple[float, ...]
    over_by: tuple[float, ...]
    runs_out: tuple[date, date, date] | None
    orders: tuple[Spread, ...]
    turned_away: Spread
    needed: int
    sure: float
    level: float
    figures: tuple[Figure, ...]
    draws: int
    seed: int


def will_it_last(
    units: Figure,
    plan: MediaPlan,
    usual: UsualOrders,
    *,
    first: date,
    last: date,
    zone: ZoneInfo,
    per_order: Figure | None = None,
    wanted: Figure | None = None,
    seed: int = 0,
    draws: int = DRAWS,
    sure: float = SURE,
) -> StockAnswer:
    """Whether `units` last from the `first` day to the `last`, both included.

    `per_order` are units of one order, one when None; `wanted` is the share of the plan's orders
    that want it, all when None. Raises `UsageError` for fewer units than none, days out of order or
    too many, and a wish to be surer than can be.
    """
    units.within(0, MOST_UNITS)
    figures = _figures(units, usual, per_order, wanted)
    random = np.random.default_rng(seed)
    days = _days(first, last)
    orders = _orders(plan, usual, wanted, days, zone, random, draws)
    ordered = np.cumsum(orders, axis=1) * _each(per_order, random, draws)
    there = _drawn(units, random, draws)
    short = ordered > there[:, None]
    return StockAnswer(
        chance=float(short[:, -1].mean()),
        days=days,
        gone_by=tuple(short.mean(axis=0).tolist()),
        runs_out=_when(short, days),
        unserved=_spread(np.maximum(ordered[:, -1] - there, 0)),
        needed=_at_least(ordered[:, -1], sure),
        sure=sure,
        level=LEVEL,
        figures=(*figures, *plan_figures(plan)),
        draws=draws,
        seed=seed,
    )


def will_days_suffice(
    capacity: Figure,
    plan: MediaPlan,
    usual: UsualOrders,
    *,
    first: date,
    last: date,
    zone: ZoneInfo,
    per_order: Figure | None = None,
    wanted: Figure | None = None,
    seed: int = 0,
    draws: int = DRAWS,
    sure: float = SURE,
) -> CapacityAnswer:
    """Whether every day from `first` to `last` can do what is ordered on it.

    `per_order` and `wanted` are as of `will_it_last`, which raises `UsageError` likewise.
    """
    capacity.within(0, MOST_UNITS)
    figures = _figures(capacity, usual, per_order, wanted)
    random = np.random.default_rng(seed)
    days = _days(first, last)
    orders = _orders(plan, usual, wanted, days, zone, random, draws)
    orders *= _each(per_order, random, draws)
    there = _drawn(capacity, random, draws)[:, None]
    over = orders > there
    over_by = np.logical_or.accumulate(over, axis=1)
    return CapacityAnswer(
        chance=float(over.any(axis=1).mean()),
        days=days,
        over=tuple(over.mean(axis=0).tolist()),
        over_by=tuple(over_by.mean(axis=0).tolist()),
        runs_out=_when(over_by, days),
        orders=tuple(_spread(orders[:, at]) for at in range(len(days))),
        turned_away=_spread(np.maximum(orders - there, 0).sum(axis=1)),
        needed=_at_least(orders.max(axis=1), sure),
        sure=sure,
        level=LEVEL,
        figures=(*figures, *plan_figures(plan)),
        draws=draws,
        seed=seed,
    )


def _days(first: date, last: date) -> tuple[date, ...]:
    many = (last - first).days + 1
    if not 0 < many <= MOST_DAYS:
        told = f"an offer from {first} to {last}"
        raise UsageError(told, cure=f"Let it end when it begins, or up to {MOST_DAYS} days later.")
    return tuple(first + timedelta(days=each) for each in range(many))


def _figures(amount: Figure, usual: UsualOrders, *others: Figure | None) -> tuple[Figure, ...]:
    return (amount, usual.a_day, usual.cv, *(each for each in others if each))


def _each(per_order: Figure | None, random: np.random.Generator, draws: int) -> FloatArray:
    """Units of one order, shape (draws, 1)."""
    if per_order is None:
        return np.ones((draws, 1))
    return _drawn(per_order.within(0, MOST_PER_ORDER), random, draws)[:, None]


def _orders(
    plan: MediaPlan,
    usual: UsualOrders,
    wanted: Figure | None,
    days: Sequence[date],
    zone: ZoneInfo,
    random: np.random.Generator,
    draws: int,
) -> FloatArray:
    """Orders of each day as whole numbers, shape (draws, days)."""
    starts = [datetime.combine(each, time(), zone) for each in days]
    ends = [datetime.combine(each + timedelta(days=1), time(), zone) for each in days]
    rate = _drawn(usual.a_day, random, draws)[:, None] * _busy(usual.cv, random, draws, len(days))
    brought = draw_orders(plan, starts, ends, random, draws)
    if wanted is not None:
        brought *= _drawn(share(wanted), random, draws)[:, None]
    rate = rate + brought
    return random.poisson(rate).astype(np.float64)


def _busy(cv: Figure, random: np.random.Generator, draws: int, days: int) -> FloatArray:
    """How busy each day is, mean 1: Gamma(1 / cv^2, cv^2)."""
    shape = np.maximum(_drawn(cv, random, draws), 1e-6)[:, None] ** -2
    return random.gamma(shape, 1 / shape, (draws, days))


def _drawn(figure: Figure, random: np.random.Generator, draws: int) -> FloatArray:
    return pert(figure.low, figure.best, figure.high, random, draws)


def _when(short: BoolArray, days: Sequence[date]) -> tuple[date, date, date] | None:
    happens = short[:, -1]
    if happens.mean() < 0.01:
        return None
    first = np.sort(short[happens].argmax(axis=1))
    at = (first[int(part * (len(first) - 1))] for part in (0.5, (1 - LEVEL) / 2, (1 + LEVEL) / 2))
    middle, early, late = (days[int(each)] for each in at)
    return middle, early, late


def _at_least(wanted: FloatArray, sure: float) -> int:
    if not 0 < sure < 1:
        told = f"a chance of {sure:g} that all are served cannot be had"
        raise UsageError(told, cure="Write 95 % as 0.95.")
    return int(np.ceil(np.quantile(wanted, sure, method="higher")))


def _spread(values: FloatArray) -> Spread:
    low, high = np.quantile(values, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return Spread(float(values.mean()), float(low), float(high))
