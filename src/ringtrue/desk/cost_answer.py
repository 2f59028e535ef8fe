"""What broken promises cost, put together from what was measured and said; no table, no store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ringtrue.core.cost_settings import CostSettings
from ringtrue.core.customers import CustomerReading
from ringtrue.core.figure import Basis, Figure
from ringtrue.cost.contacts import ContactCurve, contact_curve
from ringtrue.cost.damage import Damage, inputs, market_damage
from ringtrue.cost.multiplier import PRIOR, Multiplier, Yardstick, own_multiplier, prior_only
from ringtrue.cost.promise_risk import DEFINITION, PromiseRisk, rank
from ringtrue.cost.retention import Retention, what_followed
from ringtrue.cost.uncertainty import DRAWS, SEED, Swing
from ringtrue.desk.cost_inputs import (
    Lacking,
    PromiseRecord,
    Value,
    customers_of,
    severity_of,
    stakes_of,
    value_of,
)
from ringtrue.stats.ratios import RatioPrior

_SURER = 5


@dataclass(frozen=True, slots=True)
class Surer:
    """A figure that would make the answer surer if it were known better.

    `width` is by how much money it moves the dearest promise or the market damage, between its
    least and its most.
    """

    figure: Figure
    width: float
    moves: str


@dataclass(frozen=True, slots=True)
class Cost:
    """Everything that is known of what broken promises cost.

    `lacking` are settings without which a part is missing; `damage` and `risks` are then empty.
    `figures` are all that the answers rest on, the firm's own first. `troubles` are tables that
    could not be read. `as_of` is None where nothing has been measured.
    """

    money: str
    as_of: datetime | None
    value: Figure | None
    risks: tuple[PromiseRisk, ...]
    damage: Damage | None
    multiplier: Multiplier
    leaving: Multiplier | None
    followed: tuple[Retention, ...]
    contacts: ContactCurve | None
    figures: tuple[Figure, ...]
    surer: tuple[Surer, ...]
    lacking: tuple[Lacking, ...]
    troubles: tuple[str, ...]
    definition: str = DEFINITION
    seed: int = SEED
    draws: int = DRAWS


def cost_of(
    settings: CostSettings | None,
    found: tuple[PromiseRecord, ...],
    reading: CustomerReading | None,
    as_of: datetime | None,
) -> Cost:
    """Everything from what was measured, without a table."""
    if settings is None:
        return _nothing(as_of)
    base = reading.base if reading else None
    followed = tuple(map(what_followed, reading.returning)) if reading else ()
    value, customers = value_of(settings, base), customers_of(settings, base)
    lacking = tuple(each for each in (value, customers) if isinstance(each, Lacking))
    risks: tuple[PromiseRisk, ...] = ()
    damage: Damage | None = None
    if isinstance(value, Value):
        risks = rank(stakes_of(found, value.figure, settings, reading, followed))
        if isinstance(customers, Figure):
            own = {**settings.figures.given, "value": value.figure, "customers": customers}
            damage = market_damage(inputs(own, severity_of(settings)))
    return Cost(
        money=settings.money,
        as_of=as_of,
        value=value.figure if isinstance(value, Value) else None,
        risks=risks,
        damage=damage,
        multiplier=_multiplier(settings, reading),
        leaving=_leaving(settings, reading),
        followed=followed,
        contacts=contact_curve(reading.contacts) if reading and reading.contacts else None,
        figures=_figures(risks, damage, value.parts if isinstance(value, Value) else ()),
        surer=_surer(risks, damage),
        lacking=lacking,
        troubles=reading.troubles if reading else (),
    )


def _nothing(as_of: datetime | None) -> Cost:
    """Where ringtrue.yaml has no section for it."""
    return Cost(
        money="",
        as_of=as_of,
        value=None,
        risks=(),
        damage=None,
        multiplier=prior_only(_NO_ANSWERS),
        leaving=None,
        followed=(),
        contacts=None,
        figures=(),
        surer=(),
        lacking=(Lacking("cost", "what a customer is worth, and which tables tell of customers."),),
        troubles=(),
    )


_NO_ANSWERS = "no table of answers is named that says how satisfied customers are and why not"


def _multiplier(settings: CostSettings, reading: CustomerReading | None) -> Multiplier:
    prior = _prior(settings)
    if reading is None or not reading.causes or settings.answers is None:
        return prior_only(_NO_ANSWERS, prior=prior)
    names = settings.answers
    return own_multiplier(reading.causes, misled=names.misled, defect=names.defect, prior=prior)


def _leaving(settings: CostSettings, reading: CustomerReading | None) -> Multiplier | None:
    """The same by who left; None where no table tells that."""
    if reading is None or not reading.leavings or settings.answers is None:
        return None
    return own_multiplier(
        reading.leavings,
        Yardstick.LEAVING,
        misled=settings.answers.misled,
        defect=settings.answers.defect,
        prior=_prior(settings),
    )


def _prior(settings: CostSettings) -> RatioPrior:
    """What is believed before any answer; of uneven ends the wider one counts."""
    told = settings.figures.prior
    if told is None:
        return PRIOR
    return RatioPrior(told.best, max(told.high / told.best, told.best / told.low))


def _figures(
    risks: Sequence[PromiseRisk], damage: Damage | None, parts: tuple[Figure, ...]
) -> tuple[Figure, ...]:
    """All that the answers rest on, each once; the firm's own first, the weakest last."""
    used = [*parts, *(damage.figures if damage else ())]
    used += [figure for risk in risks for figure in risk.stake.figures[3:]]
    order = tuple(Basis)
    return tuple(sorted(dict.fromkeys(used), key=lambda each: order.index(each.basis)))


def _surer(risks: Sequence[PromiseRisk], damage: Damage | None) -> tuple[Surer, ...]:
    """What moves the dearest promise and the damage most, that could be known better."""
    first = [Surer(each.figure, each.width, "the dearest promise") for each in _swings(risks)]
    second = (
        [Surer(e.figure, e.width, "the market damage") for e in damage.swings] if damage else []
    )
    widest: dict[Figure, Surer] = {}
    for each in sorted([*first, *second], key=lambda each: -each.width):
        widest.setdefault(each.figure, each)
    return tuple(widest.values())[:_SURER]


def _swings(risks: Sequence[PromiseRisk]) -> tuple[Swing, ...]:
    return risks[0].swings if risks else ()
