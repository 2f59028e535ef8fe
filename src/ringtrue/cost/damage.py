"""Market damage: what problems cost in customers lost, and in what those tell others.

Customers with a problem fall into four groups by whether they complained and how that ended. Each
group is less loyal than the untroubled by its own amount, and each talks. The shares are nested
(complaints of problems, settled of complaints, quickly of settled), so that nobody is in two
groups and nobody is counted twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from math import inf, isclose

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure, share
from ringtrue.cost.published import Severity, published
from ringtrue.cost.uncertainty import (
    DRAWS,
    SEED,
    Estimate,
    Swing,
    Values,
    best_of,
    draw,
    estimate,
    summed_up,
    tornado,
    weakest,
)
from ringtrue.stats.arrays import FloatArray

DEFINITION = (
    "Customers a year with a problem, by group: silent; complained and dissatisfied; satisfied;"
    " satisfied quickly. Each group loses the untroubled's loyalty less its own. The silent and the"
    " dissatisfied speak ill, the satisfied speak well: those who talk × people told × who would"
    " listen × who is then lost or won, the won taken off. All × the value of a customer."
)


class Ending(StrEnum):
    """How a problem ended for the customer."""

    SILENT = "silent"
    DISSATISFIED = "complained and dissatisfied"
    SATISFIED = "satisfied"
    QUICKLY = "satisfied quickly"


@dataclass(frozen=True, slots=True)
class DamageInputs:
    """Everything the damage rests on.

    `customers` are people (or households) a year, `value` is money per customer, `bad_people` and
    `good_people` are people told by one who talks; everything else is a share. `satisfied` is of
    complaints, `quickly` of those satisfied.
    """

    customers: Figure
    value: Figure
    problem: Figure
    complain: Figure
    satisfied: Figure
    quickly: Figure
    stay_untroubled: Figure
    stay_silent: Figure
    stay_dissatisfied: Figure
    stay_satisfied: Figure
    stay_quickly: Figure
    bad_talk: Figure
    bad_people: Figure
    bad_listen: Figure
    bad_lost: Figure
    good_talk: Figure
    good_people: Figure
    good_listen: Figure
    good_won: Figure

    def __post_init__(self) -> None:
        """Refuse shares that are none, and numbers below nothing."""
        for figure in self.figures:
            if figure.unit == "share":
                share(figure)
            else:
                figure.within(0, inf)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All of them, in their order."""
        return tuple(getattr(self, each.name) for each in fields(self))

    @property
    def outcomes(self) -> tuple[Figure, ...]:
        """Those that say how a problem ends, and who then stays."""
        stays = (self.stay_silent, self.stay_dissatisfied, self.stay_satisfied, self.stay_quickly)
        return (self.complain, self.satisfied, self.quickly, self.stay_untroubled, *stays)


@dataclass(frozen=True, slots=True)
class GroupLoss:
    """One group at the best figures: customers in it, lost of them, and lost by what they tell.

    What they tell is below 0 where good words win more than bad ones lose.
    """

    group: Ending
    customers: float
    lost: float
    told: float


@dataclass(frozen=True, slots=True)
class Damage:
    """The answer, in money and in customers a year, with all that it rests on.

    `lost` and `told` are the parts of `money`: from customers lost, and from word of mouth with
    good words taken off. `revenue` is what all customers are worth, to compare with.
    """

    money: Estimate
    lost: Estimate
    told: Estimate
    groups: tuple[GroupLoss, ...]
    revenue: float
    unit: str
    figures: tuple[Figure, ...]
    swings: tuple[Swing, ...]
    definition: str
    seed: int
    draws: int


def inputs(own: Mapping[str, Figure], severity: Severity = Severity.LARGE) -> DamageInputs:
    """The firm's own figures by the names of `DamageInputs`, published ones for the rest.

    Raises `UsageError` where the number of customers or the value of one is missing: no
    literature knows those.
    """
    for key, cure in (
        ("value", "Give what a customer is worth, in money."),
        ("customers", "Give how many customers the firm has in a year."),
    ):
        if key not in own:
            raise UsageError(f"nobody said the {key}", where="cost", cure=cure)
    names = [each.name for each in fields(DamageInputs)]
    return DamageInputs(**{key: own.get(key) or published(key, severity) for key in names})


def market_damage(given: DamageInputs, seed: int = SEED, draws: int = DRAWS) -> Damage:
    """What problems cost in a year.

    `money = value sum_g n_g (L_0 - L_g + w_g)`; `n_g` customers times the group's share, `L` the
    loyalties, and word of mouth `w = talk people listen lost` for the silent and the dissatisfied,
    `-talk people listen won` for the satisfied. `customers lost` may be negative for a group that
    stays more often than the untroubled.

    Source: Goodman, "Basic facts on customer complaint behavior and the impact of service on the
    bottom line", Competitive Advantage (1999), for the groups and the multiplication; word of
    mouth of both signs after East, Hammond and Wright, International Journal of Research in
    Marketing 24 (2007).
    """
    figures = given.figures
    best, drawn = best_of(figures), draw(figures, seed, draws)
    return Damage(
        money=summed_up(_money(given, best), _money(given, drawn)),
        lost=summed_up(_money(given, best, told=False), _money(given, drawn, told=False)),
        told=summed_up(_money(given, best, lost=False), _money(given, drawn, lost=False)),
        groups=tuple(_group_loss(group, given, best) for group in Ending),
        revenue=given.customers.best * given.value.best,
        unit=given.value.unit,
        figures=figures,
        swings=tornado(lambda values: _money(given, values), figures),
        definition=DEFINITION,
        seed=seed,
        draws=draws,
    )


def lost_by_a_problem(own: Mapping[str, Figure], severity: Severity = Severity.LARGE) -> Figure:
    """Of those who have a problem, the share lost by it: the damage of a market of one of them.

    `sum_g share_g (L_0 - L_g)` as in `market_damage`, word of mouth left out; published figures
    stand for those that are not the firm's own.
    """
    alone = Figure("a customer with a problem", 1.0, 1.0, 1.0, "customer", Basis.STATED, "")
    given = inputs({**own, "customers": alone, "problem": alone, "value": alone}, severity)
    told = estimate(lambda values: _money(given, values, told=False), given.figures)
    resting = given.outcomes
    return Figure(
        name="lost of those who have a problem",
        best=told.best,
        low=min(told.low, told.best),
        high=max(told.high, told.best),
        unit="share",
        basis=weakest(resting),
        source="; ".join(dict.fromkeys(each.source for each in resting)),
    )


def people_told(groups: Sequence[tuple[Figure, Figure]]) -> Figure:
    """How many people one tells on average, from (share of those who talk, people told) groups.

    Each talker belongs to one group. Raises `UsageError` where the shares add up to more than 1:
    then somebody is counted twice, as where "each tells ten, and a fifth tell twenty" is taken for
    10 + 20 % x 20 = 14 rather than 80 % x 10 + 20 % x 20 = 12.
    """
    whole = sum(share(part).best for part, _ in groups)
    if not groups or (whole > 1 and not isclose(whole, 1)):
        shares = " + ".join(f"{part.best:.0%}" for part, _ in groups) or "nobody"
        raise UsageError(
            f"those who tell others are counted twice: {shares} is more than all of them"
            if groups
            else "nobody tells anybody",
            cure="Give each group the share of talkers that is in no other group.",
        )
    figures = [each for group in groups for each in group]

    def model(values: Values) -> FloatArray:
        return np.asarray(sum(values[part] * values[people] for part, people in groups))

    told = estimate(model, figures)
    low, high = min(told.low, told.best), max(told.high, told.best)
    source = "; ".join(dict.fromkeys(people.source for _, people in groups))
    return Figure(
        "people one customer tells", told.best, low, high, "people", weakest(figures), source
    )


def _money(
    given: DamageInputs, values: Values, *, lost: bool = True, told: bool = True
) -> FloatArray:
    """Customers lost, and those lost by what is told, in money."""
    customers = sum(
        lost * _lost(group, given, values) + told * _told(group, given, values) for group in Ending
    )
    return np.asarray(customers * values[given.value], dtype=np.float64)


def _group_loss(group: Ending, given: DamageInputs, best: Values) -> GroupLoss:
    parts = (_in_group, _lost, _told)
    return GroupLoss(group, *(float(part(group, given, best)) for part in parts))


def _in_group(group: Ending, given: DamageInputs, values: Values) -> FloatArray:
    """Customers of one group."""
    troubled = values[given.customers] * values[given.problem]
    complained, settled = values[given.complain], values[given.satisfied]
    quickly = values[given.quickly]
    portion = {
        Ending.SILENT: 1 - complained,
        Ending.DISSATISFIED: complained * (1 - settled),
        Ending.SATISFIED: complained * settled * (1 - quickly),
        Ending.QUICKLY: complained * settled * quickly,
    }
    return np.asarray(troubled * portion[group])


def _lost(group: Ending, given: DamageInputs, values: Values) -> FloatArray:
    """Customers of one group who do not stay and would have."""
    stays = {
        Ending.SILENT: given.stay_silent,
        Ending.DISSATISFIED: given.stay_dissatisfied,
        Ending.SATISFIED: given.stay_satisfied,
        Ending.QUICKLY: given.stay_quickly,
    }
    less = values[given.stay_untroubled] - values[stays[group]]
    return np.asarray(_in_group(group, given, values) * less)


def _told(group: Ending, given: DamageInputs, values: Values) -> FloatArray:
    """Customers lost by what one group tells; below 0 where they are won."""
    talkers = _in_group(group, given, values)
    if group in {Ending.SILENT, Ending.DISSATISFIED}:
        chain = (given.bad_talk, given.bad_people, given.bad_listen, given.bad_lost)
        return np.asarray(talkers * _product(chain, values))
    chain = (given.good_talk, given.good_people, given.good_listen, given.good_won)
    return np.asarray(-talkers * _product(chain, values))


def _product(chain: Sequence[Figure], values: Values) -> FloatArray:
    return np.asarray(np.prod(np.broadcast_arrays(*(values[each] for each in chain)), axis=0))
