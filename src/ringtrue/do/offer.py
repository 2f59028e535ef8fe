"""Whether what a campaign offers is enough for those who will want it, by its media plan.

`ringtrue.do.stock` has the model. Days are those of the wall clock by which placements go out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ringtrue.core.figure import Figure
from ringtrue.core.media_plan import LONGEST_DELAY, MediaPlan
from ringtrue.core.offer_limit import OfferForecast, OfferLimit, Supply
from ringtrue.do.demand import draw_orders
from ringtrue.do.stock import (
    DRAWS,
    CapacityAnswer,
    StockAnswer,
    UsualOrders,
    will_days_suffice,
    will_it_last,
)
from ringtrue.stats.pert import pert

_DAY = timedelta(days=1)
_FADED = timedelta(hours=21 * LONGEST_DELAY)
"""After so many mean delays all but one of a billion who respond have come."""
_CLOCK = ZoneInfo("UTC")


def forecast_offer(
    limit: OfferLimit, plan: MediaPlan, *, seed: int = 0, draws: int = DRAWS
) -> OfferForecast:
    """The chance that somebody orders what is limited and gets nothing, and what would do.

    Usual orders come on every day of the offer, the plan's where they fall on one. Moments of the
    plan without a zone are taken as they stand, others by the clock of UTC.
    """
    stock = limit.supply is Supply.STOCK
    found: StockAnswer | CapacityAnswer = (will_it_last if stock else will_days_suffice)(
        limit.amount,
        plan,
        UsualOrders(limit.usual, limit.spread),
        first=limit.first,
        last=limit.last,
        zone=_CLOCK,
        per_order=limit.per_order,
        wanted=limit.wanted,
        seed=seed,
        draws=draws,
        sure=limit.sure,
    )
    chances, by, unserved = (
        (found.gone_by, found.gone_by, found.unserved)
        if isinstance(found, StockAnswer)
        else (found.over, found.over_by, found.turned_away)
    )
    return OfferForecast(
        limit=limit,
        chance=found.chance,
        chances=chances,
        runs_out=found.runs_out,
        unserved=unserved.mean,
        unserved_low=unserved.low,
        unserved_high=unserved.high,
        needed=found.needed,
        lasts_until=_lasts(found.days, by, limit.sure),
        begins=plan.first.date() if plan.first else None,
        outside=_outside(limit, plan, seed, draws),
        level=found.level,
        figures=_figures(limit, found.figures),
        draws=draws,
        seed=seed,
    )


def _lasts(days: Sequence[date], by: Sequence[float], sure: float) -> date | None:
    """The last day by whose end the chance is no greater than one wants."""
    kept = sum(chance <= 1 - sure + 1e-12 for chance in by)
    return days[kept - 1] if kept else None


def _outside(limit: OfferLimit, plan: MediaPlan, seed: int, draws: int) -> float:
    """Orders of the plan that want it and come before the offer begins, or after it has ended."""
    if plan.first is None or plan.last is None:
        return 0.0
    random = np.random.default_rng(seed)
    begin, end = _midnight(limit.first), _midnight(limit.last + _DAY)
    early = min(begin, _midnight(plan.first.date())) - _DAY
    late = max(end, _midnight(plan.last.date())) + _FADED
    come = draw_orders(plan, (early, end), (begin, late), random, draws).sum(axis=1)
    wants = limit.wanted
    return float((come * pert(wants.low, wants.best, wants.high, random, draws)).mean())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), _CLOCK)


def _figures(limit: OfferLimit, found: Sequence[Figure]) -> tuple[Figure, ...]:
    """Those of the limit, then all others, each once."""
    return tuple(dict.fromkeys((*limit.figures, *found)))
