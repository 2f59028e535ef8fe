"""How far may people and cost be from the plan, as its figures are not known for sure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.load import CallTraits, Load
from ringtrue.core.service_level import Target
from ringtrue.core.staffing import HiringTerms
from ringtrue.do.queues.required import required_agents
from ringtrue.do.queues.shrinkage import paid_people
from ringtrue.do.staffing.hiring import Need, hire
from ringtrue.do.staffing.needs import Calls, rate_of
from ringtrue.do.staffing.pricing import Rates, cost_of, prices_of
from ringtrue.do.staffing.ramp import Ramp
from ringtrue.stats.arrays import FloatArray, IntArray
from ringtrue.stats.pert import pert

DRAWS = 40
_MIDDLE = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the draws start from: the load, its worst interval of each week, and their needs.

    `scheduled` are the people scheduled in those intervals, `needs` those of the plan, one for each
    of them, also where nobody is missing.
    """

    load: Load
    worst: IntArray
    scheduled: IntArray
    needs: tuple[Need, ...]
    target: Target
    today: date


def drawn(figure: Figure, rng: np.random.Generator, draws: int) -> FloatArray:
    """Values of a figure, by the Beta-PERT distribution."""
    return pert(figure.low, figure.best, figure.high, rng, draws)


def missing_people(
    situation: Situation,
    traits: CallTraits,
    terms: HiringTerms,
    rng: np.random.Generator,
    draws: int,
) -> IntArray:
    """Paid people missing in the worst interval of each week, shape (draws, weeks)."""
    columns = (drawn(each, rng, draws)[:, None] for each in (traits.handle, traits.patience))
    handle, patience = columns
    redial = np.minimum(drawn(traits.redial, rng, draws), 0.99)[:, None]
    calls, worst = Calls(handle, patience, redial), situation.worst
    rate = rate_of(situation.load, calls)[:, worst]
    cv = np.array(situation.load.cv)[worst]
    needed = required_agents(rate, handle, patience, situation.target, redial=redial, cv=cv)
    shrinkage = drawn(terms.shrinkage, rng, draws)
    paid = [paid_people(*each) for each in zip(needed, shrinkage.tolist(), strict=True)]
    return np.asarray(np.maximum(np.stack(paid) - situation.scheduled, 0), dtype=np.int64)


def costs(
    situation: Situation, missing: IntArray, terms: HiringTerms, rng: np.random.Generator
) -> FloatArray:
    """The cost of closing each gap, shape (draws,); every figure of the terms is drawn too."""
    names = [name for name in terms.__dataclass_fields__ if getattr(terms, name) is not None]
    values = {name: drawn(getattr(terms, name), rng, len(missing)) for name in names}
    found = []
    for row, gone in enumerate(missing):
        fixed = {
            name: replace(
                getattr(terms, name),
                best=float(values[name][row]),
                low=float(values[name][row]),
                high=float(values[name][row]),
            )
            for name in names
        }
        found.append(_cost(situation, gone, replace(terms, **fixed)))
    return np.array(found)


def _cost(situation: Situation, missing: Sequence[int] | IntArray, terms: HiringTerms) -> float:
    rates, needs = Rates.of(terms), []
    if rates is None:
        return 0.0
    for need, gone in zip(situation.needs, missing, strict=True):
        if gone:
            hours = need.hours * float(gone) / need.people if need.people else float(gone)
            needs.append(Need(need.week, max(float(gone), hours / rates.weekly_hours), hours))
    courses, moves = hire(needs, Ramp.of(terms), situation.today, prices_of(rates))
    return sum(cost_of(needs, courses, moves, rates))


def ranged(
    name: str, best: float, values: FloatArray, unit: str, figures: Sequence[Figure]
) -> Figure:
    """A number with the range that nine draws in ten lie in; its basis is the weakest one."""
    low, high = (float(each) for each in np.quantile(values, _MIDDLE))
    weakest = max((each.basis for each in figures), key=list(Basis).index)
    return Figure(
        name, best, min(low, best), max(high, best), unit, weakest, "drawn from the figures"
    )
