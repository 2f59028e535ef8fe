"""Can the calls of a campaign be answered as promised, by whom, and what if not?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ringtrue.core.figure import Figure
from ringtrue.core.load import CallTraits, Load
from ringtrue.core.service_level import Target
from ringtrue.core.staffing import Briefed, Cost, HiringTerms, LaunchLater, Staffed, StaffingPlan
from ringtrue.do.queues.redials import with_redials
from ringtrue.do.queues.shapes import HANDLE_SPREAD, MOST_AGENTS, PATIENCE_SPREAD, shape_band
from ringtrue.do.queues.shrinkage import paid_people, people_there
from ringtrue.do.queues.simulated import Floor
from ringtrue.do.staffing.doubt import DRAWS, Situation, costs, missing_people, ranged
from ringtrue.do.staffing.hiring import Need, Prices, hire
from ringtrue.do.staffing.needs import Calls, agents_needed, level_with, loads, scheduled_people
from ringtrue.do.staffing.pricing import Rates, cost_of, prices_of, unpriced
from ringtrue.do.staffing.promising import promise_less
from ringtrue.do.staffing.ramp import Ramp
from ringtrue.do.staffing.spreading import spread_sending
from ringtrue.do.staffing.usual import TERMS
from ringtrue.do.staffing.weeks import needs_of, week_of, worst_of
from ringtrue.stats.arrays import IntArray

_YEAR = 52

ASSUMPTIONS = (
    "Calls come at random at the rate that the load says, and are answered in their order.",
    "Whoever is scheduled comes, but for the shrinkage.",
    "People who are added can be scheduled when they are missing: shifts are not planned here.",
    "Days after those of the load are like the same weekday in it.",
)


def plan_staff(
    load: Load,
    traits: CallTraits,
    target: Target,
    scheduled: Sequence[int],
    *,
    today: date,
    terms: HiringTerms = TERMS,
    briefings: Mapping[str, Collection[str]] | None = None,
    team: Collection[str] = (),
    draws: int = DRAWS,
    seed: int = 0,
    shapes: bool = True,
) -> StaffingPlan:
    """The plan that keeps a promise to callers under a load.

    Agents come from Erlang's A with redials, for the average call over the forecast's doubt, at the
    offered load in time (`needs`); people from shrinkage; courses from ramp and attrition
    (`hiring`). `scheduled` are paid people in each interval, courses begin `today` at the earliest.
    `briefings` name for each promise who passed its briefing, of a `team`. The ranges of people and
    cost are those of 90 % of `draws` of all figures, with random numbers of `seed`. `shapes` says
    whether the band of other shapes is simulated, which takes longer than all else.

    Raises:
        UsageError: A schedule that does not fit the load; a share of redials of 1.
    """
    calls = Calls(traits.handle.best, traits.patience.best, traits.redial.best)
    shrinkage = terms.shrinkage.best
    paid = scheduled_people(scheduled, load)
    there, needed = people_there(paid, shrinkage), agents_needed(load, calls, target)
    intervals = _intervals(load, calls, target, paid, there, needed, shrinkage)
    missing = np.array([each.paid_missing for each in intervals])
    needs = needs_of(load, missing, terms.weekly_hours.best)
    rates = Rates.of(terms)
    courses, moves = hire(needs, Ramp.of(terms), today, prices_of(rates))
    figures = (*load.figures, *traits.figures, *terms.figures)
    doubt = _Doubt(load, traits, terms, target, today, draws, seed, figures)
    people, cost = doubt.ranges(needs, missing, needed, paid)
    return StaffingPlan(
        target=target,
        traits=traits,
        terms=terms,
        today=today,
        intervals=intervals,
        seconds=load.seconds,
        courses=courses,
        moves=moves,
        briefed=_briefed(briefings or {}, team, intervals),
        people=people,
        cost=cost,
        later=_later(load, needs, terms, today, prices_of(rates)),
        spread=spread_sending(load, there, calls, target),
        less=promise_less(load, there, calls, target, min(each.share for each in intervals)),
        band=_band(load, traits, target, needed, seed) if shapes else None,
        figures=figures,
        assumptions=(*ASSUMPTIONS, *unpriced(terms)),
        draws=draws,
        seed=seed,
    )


def _intervals(
    load: Load,
    calls: Calls,
    target: Target,
    paid: IntArray,
    there: IntArray,
    needed: IntArray,
    shrinkage: float,
) -> tuple[Staffed, ...]:
    level = level_with(load, calls, target, there)
    columns = (
        loads(load, float(calls.handle)),
        needed,
        there,
        paid,
        paid_people(needed, shrinkage),
        level.share,
        level.abandoned,
    )
    rows = zip(load.starts, load.calls, *(each.tolist() for each in columns), strict=True)
    return tuple(Staffed(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What the ranges are drawn from."""

    load: Load
    traits: CallTraits
    terms: HiringTerms
    target: Target
    today: date
    draws: int
    seed: int
    figures: tuple[Figure, ...]

    def ranges(
        self, needs: list[Need], missing: IntArray, needed: IntArray, paid: IntArray
    ) -> tuple[Figure, Cost | None]:
        """People missing at the worst time, and the cost of closing the gap."""
        worst = worst_of(self.load, missing, needed)
        known = {each.week: each for each in needs}
        weeks = (week_of(self.load, number) for number in range(len(worst)))
        each_week = tuple(known.get(week, Need(week, 0.0, 0.0)) for week in weeks)
        situation = Situation(self.load, worst, paid[worst], each_week, self.target, self.today)
        rng = np.random.default_rng(self.seed)
        gone = missing_people(situation, self.traits, self.terms, rng, self.draws)
        name, most = "people missing at the worst time", float(missing.max())
        people = ranged(name, most, gone.max(axis=1), "paid people", self.figures)
        rates = Rates.of(self.terms)
        if rates is None or self.terms.hour_cost is None:
            return people, None
        courses, moves = hire(needs, Ramp.of(self.terms), self.today, rates.prices)
        parts = cost_of(needs, courses, moves, rates)
        values = costs(situation, gone, self.terms, rng)
        unit = self.terms.hour_cost.unit.partition(" ")[0]
        total = ranged("cost of closing the gap", sum(parts), values, unit, self.figures)
        return people, Cost(*parts, total)


def _later(
    load: Load, needs: list[Need], terms: HiringTerms, today: date, prices: Prices
) -> LaunchLater:
    """Shifted by whole weeks, so that every day keeps its weekday."""
    first = load.starts[0].date()
    for weeks in range(_YEAR + 1):
        shift = timedelta(weeks=weeks)
        moved = [Need(each.week + shift, each.people, each.hours) for each in needs]
        courses, moves = hire(moved, Ramp.of(terms), today, prices)
        if not moves:
            return LaunchLater(first + shift, weeks, sum(each.people for each in courses))
    return LaunchLater(None, _YEAR, 0)


def _briefed(
    briefings: Mapping[str, Collection[str]], team: Collection[str], intervals: tuple[Staffed, ...]
) -> tuple[Briefed, ...]:
    at_once = max(each.to_schedule for each in intervals)
    needed = max(len(set(team)), at_once)
    return tuple(
        Briefed(promise, tuple(sorted(set(passed))), tuple(sorted(set(team) - set(passed))), needed)
        for promise, passed in briefings.items()
    )


def _band(
    load: Load, traits: CallTraits, target: Target, needed: IntArray, seed: int
) -> Figure | None:
    """At the interval that needs most, with the agents that it needs."""
    most = int(needed.argmax())
    agents, handle, patience = int(needed[most]), traits.handle.best, traits.patience.best
    if not 0 < agents <= MOST_AGENTS:
        return None
    first = loads(load, handle)[most] / handle
    rate = float(with_redials(first, handle, patience, agents, traits.redial.best))
    return shape_band(
        Floor(rate, handle, patience, agents),
        target,
        handle_spread=traits.handle_cv or HANDLE_SPREAD,
        patience_spread=traits.patience_cv or PATIENCE_SPREAD,
        seed=seed,
    ).share
