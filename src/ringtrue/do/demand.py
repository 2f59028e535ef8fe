"""From a media plan to the calls and orders of every interval, and how sure that is.

Of each placement, orders = reach x response and contacts = orders (or reach) x contacts for one;
`ringtrue.do.coming` says how they are spread over time. Every figure with a range is drawn from a
Beta-PERT distribution (`ringtrue.stats.pert`), once for all placements that rest on it; a day's
usual calls are drawn from a gamma distribution with the spread of days (Jongbloed and Koole 2001).
What is drawn are rates: the chance of single calls comes on top, and belongs to the queue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import groupby

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure
from ringtrue.core.load import Load
from ringtrue.core.media_plan import MediaPlan, Per, Placement
from ringtrue.do.arrivals import ArrivalProfile
from ringtrue.do.coming import come_by, come_within
from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.pert import pert

DRAWS = 1_000
LEVEL = 0.9
MOST_DAYS = 366
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Spread:
    """A number that is not certain: its mean, and the ends of its interval at a `Demand.level`."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DayDemand:
    """One day: the usual calls, those that the campaign brings, all of them, and its orders."""

    day: date
    usual: float
    extra: Spread
    calls: Spread
    orders: Spread


@dataclass(frozen=True, slots=True)
class DayBrought:
    """What a campaign is expected to bring on one day, beside the usual."""

    day: date
    orders: float
    contacts: float


@dataclass(frozen=True, slots=True)
class Brought:
    """What one placement brings in all, whenever it comes."""

    placement: Placement
    orders: Spread
    contacts: Spread


@dataclass(frozen=True, slots=True)
class Demand:
    """What a campaign brings, by interval, by day and by placement.

    Attributes:
        load: Expected calls and orders of each interval, with the figures they rest on.
        calls: All calls of each interval, as a rate, with its interval at `level`.
        extra: Those of the campaign.
        orders: Its orders.
        days: The same by day, in the zone of the load.
        placements: The same by placement.
        missed_contacts: Expected contacts that come when no interval is: before, after, or in hours
            that the load leaves out.
        missed_orders: The same of orders.
        level: Of all intervals.
        draws: How often the figures were drawn.
    """

    load: Load
    calls: tuple[Spread, ...]
    extra: tuple[Spread, ...]
    orders: tuple[Spread, ...]
    days: tuple[DayDemand, ...]
    placements: tuple[Brought, ...]
    missed_contacts: float
    missed_orders: float
    level: float
    draws: int


def forecast_demand(
    plan: MediaPlan,
    starts: Sequence[datetime],
    seconds: float,
    *,
    usual: ArrivalProfile | None = None,
    seed: int = 0,
    draws: int = DRAWS,
    level: float = LEVEL,
) -> Demand:
    """The demand of a plan in intervals of `seconds` that begin at `starts` (each with its zone).

    Without `usual` calls the load is the campaign's alone. A plan without zones goes by the clock
    of the first interval. Means are those of the draws; with all figures known they are exact.

    Raises:
        UsageError: No interval, one without a zone, or usual calls of other intervals.
    """
    if not starts or any(each.tzinfo is None for each in starts):
        raise UsageError("the intervals have no zone", cure="Give at least one, with its zone.")
    random = np.random.default_rng(seed)
    sendings = _draw(plan, starts[0].tzinfo, random, draws)
    base = usual.at(starts, seconds) if usual else np.zeros(len(starts))
    busy = _Busy(random, usual.cv.best if usual else 0.0, draws)
    days = []
    for day, group in groupby(range(len(starts)), lambda each: starts[each].date()):
        rows = list(group)
        hours = np.array([starts[row].timestamp() / _HOUR for row in rows])
        days.append(_day(day, sendings, hours, seconds / _HOUR, base[rows], busy, level))
    figures = plan_figures(plan) + ((usual.cv,) if usual else ())
    load = Load(
        tuple(starts),
        seconds,
        calls=tuple(each.mean for day in days for each in day.calls),
        extra=tuple(each.mean for day in days for each in day.extra),
        orders=tuple(each.mean for day in days for each in day.orders),
        cv=tuple(each for day in days for each in day.cv),
        figures=figures,
        seed=seed if figures else None,
    )
    brought = tuple(
        Brought(each.placement, _spread(each.orders, level), _spread(each.contacts, level))
        for each in sendings
    )
    return Demand(
        load,
        calls=tuple(each for day in days for each in day.calls),
        extra=tuple(each for day in days for each in day.extra),
        orders=tuple(each for day in days for each in day.orders),
        days=tuple(day.whole for day in days),
        placements=brought,
        missed_contacts=_missed((each.contacts for each in brought), load.extra),
        missed_orders=_missed((each.orders for each in brought), load.orders),
        level=level,
        draws=draws,
    )


def draw_orders(
    plan: MediaPlan,
    starts: Sequence[datetime],
    ends: Sequence[datetime],
    random: np.random.Generator,
    draws: int,
) -> FloatArray:
    """Orders that a plan brings in each span of time, one row for each draw; shape (draws, spans).

    Rates, as in `forecast_demand`: the chance of single orders comes on top. Starts have a zone.
    """
    found = np.zeros((draws, len(starts)))
    for each in _draw(plan, starts[0].tzinfo, random, draws):
        found += each.orders[:, None] * _coming(each, starts, ends)
    return found


def brought_by_day(
    plan: MediaPlan, zone: tzinfo, *, seed: int = 0, draws: int = DRAWS
) -> tuple[DayBrought, ...]:
    """What a plan brings on each day of `zone`, from its first until it has faded.

    Days after the first `MOST_DAYS` are left out; an empty plan has none.
    """
    if plan.first is None:
        return ()
    sendings = _draw(plan, zone, np.random.default_rng(seed), draws)
    over = datetime.fromtimestamp(max(each.over for each in sendings) * _HOUR, zone).date()
    first = datetime.fromtimestamp(_hours(plan.first, zone) * _HOUR, zone).date()
    many = min((over - first).days + 1, MOST_DAYS)
    edges = [datetime.combine(first + timedelta(days=n), time(), zone) for n in range(many + 1)]
    orders, contacts = np.zeros(many), np.zeros(many)
    for each in sendings:
        coming = _coming(each, edges[:-1], edges[1:])
        orders += (each.orders[:, None] * coming).mean(axis=0)
        contacts += (each.contacts[:, None] * coming).mean(axis=0)
    days = (each.date() for each in edges)
    return tuple(map(DayBrought, days, orders.tolist(), contacts.tolist()))


def _coming(sending: _Sending, starts: Sequence[datetime], ends: Sequence[datetime]) -> FloatArray:
    """The share of a sending's responses in each span of time, by draw; shape (D or 1, spans)."""
    edges = (np.array([_hours(when, None) for when in side]) for side in (starts, ends))
    before, after = (
        come_by(side, sending.first, sending.last, sending.delay[:, None]) for side in edges
    )
    return after - before


def plan_figures(plan: MediaPlan) -> tuple[Figure, ...]:
    """Every figure that a plan rests on, once."""
    return tuple(dict.fromkeys(figure for _, figure in plan.figures))


@dataclass(frozen=True, slots=True, eq=False)
class _Sending:
    """A placement as draws: its moments in hours, its totals and delay, arrays of shape (D,)."""

    placement: Placement
    first: float
    last: float
    orders: FloatArray
    contacts: FloatArray
    delay: FloatArray

    @property
    def over(self) -> float:
        """When all but one of a billion who respond have come, in hours."""
        return self.last + 21 * float(self.delay.max())


@dataclass(frozen=True, slots=True, eq=False)
class _Day:
    """One day's intervals and the day as a whole."""

    whole: DayDemand
    calls: list[Spread]
    extra: list[Spread]
    orders: list[Spread]
    cv: list[float]


class _Busy:
    """How busy each day is: factors of mean 1, gamma with the given spread; 1 without any."""

    def __init__(self, random: np.random.Generator, cv: float, draws: int) -> None:
        self.cv, self._random, self._draws = cv, random, draws

    def factors(self) -> FloatArray:
        """A factor for each draw, shape (D, 1): Gamma(1 / cv^2, cv^2)."""
        if self.cv == 0:
            return np.ones((1, 1))
        shape = self.cv**-2
        return self._random.gamma(shape, 1 / shape, self._draws)[:, None]


def _draw(
    plan: MediaPlan, zone: tzinfo | None, random: np.random.Generator, draws: int
) -> list[_Sending]:
    drawn = {each: _values(each, random, draws) for each in plan_figures(plan)}
    found = []
    for each in plan.placements:
        reach, response, contacts, delay = (drawn[figure] for figure in each.figures)
        orders = reach * response
        counted = orders if each.per is Per.ORDER else reach
        first, last = _hours(each.first, zone), _hours(each.last, zone)
        found.append(_Sending(each, first, last, orders, counted * contacts, delay))
    return found


def _values(figure: Figure, random: np.random.Generator, draws: int) -> FloatArray:
    """Of a known figure its one value, of others as many as are drawn."""
    many = 1 if figure.is_known else draws
    return pert(figure.low, figure.best, figure.high, random, many)


def _hours(moment: datetime, zone: tzinfo | None) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp() / _HOUR


def _day(
    day: date,
    sendings: list[_Sending],
    hours: FloatArray,
    length: float,
    base: FloatArray,
    busy: _Busy,
    level: float,
) -> _Day:
    extra, orders = np.zeros((1, len(hours))), np.zeros((1, len(hours)))
    for each in sendings:
        if hours[-1] + length <= each.first or hours[0] > each.over:
            continue
        come = come_within(hours, length, each.first, each.last, each.delay[:, None])
        extra = extra + each.contacts[:, None] * come
        orders = orders + each.orders[:, None] * come
    calls = base * busy.factors() + extra
    mean = base + extra.mean(axis=0)
    errs = np.sqrt((busy.cv * base) ** 2 + extra.var(axis=0))
    whole = DayDemand(
        day,
        float(base.sum()),
        _spread(extra.sum(axis=1), level),
        _spread(calls.sum(axis=1), level, float(mean.sum())),
        _spread(orders.sum(axis=1), level),
    )
    return _Day(
        whole,
        _spreads(calls, level, mean),
        _spreads(extra, level, extra.mean(axis=0)),
        _spreads(orders, level, orders.mean(axis=0)),
        np.divide(errs, mean, out=np.zeros_like(mean), where=mean > 0).tolist(),
    )


def _spread(values: FloatArray, level: float, mean: float | None = None) -> Spread:
    low, high = np.quantile(values, ((1 - level) / 2, (1 + level) / 2))
    return Spread(float(values.mean()) if mean is None else mean, float(low), float(high))


def _spreads(values: FloatArray, level: float, mean: FloatArray) -> list[Spread]:
    low, high = np.quantile(values, ((1 - level) / 2, (1 + level) / 2), axis=0)
    return [Spread(*each) for each in zip(mean.tolist(), low.tolist(), high.tolist(), strict=True)]


def _missed(brought: Iterable[Spread], within: Iterable[float]) -> float:
    return max(sum(each.mean for each in brought) - sum(within), 0.0)
