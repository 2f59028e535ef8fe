"""What our word costs: estimates with their intervals, and the figures that they rest on."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from ringtrue.core.figure import Basis
from ringtrue.cost.damage import Ending
from ringtrue.cost.multiplier import Yardstick
from ringtrue.stats.ratios import Extent
from ringtrue.web.api.schemas.base import Shown


class Figure(Shown):
    """A number that an answer rests on, with its range and who says so."""

    name: str
    best: float = Field(description="The likeliest.")
    low: float = Field(description="The least; of a measured one the lower end of 95 %.")
    high: float = Field(description="The most; of a measured one the upper end of 95 %.")
    unit: str = Field(description="`share` is 0 to 1; else what is counted, or the money's sign.")
    basis: Basis
    source: str
    is_own: bool = Field(description="Measured or said by the firm, and no default.")


class Estimate(Shown):
    """An answer at the best figures, with the interval and the mean of its draws."""

    best: float
    low: float
    high: float
    mean: float
    level: float = Field(description="Of the interval; 0.95 is 95 %.")


class Swing(Shown):
    """The answer with one figure alone at its least and at its most."""

    figure: Figure
    low: float
    high: float


class Stake(Shown):
    """One promise and the figures that its money at risk is multiplied from."""

    standard: str
    promise: str
    records: Figure = Field(description="Decided in a year.")
    broken: Figure = Field(description="The share of them that was broken.")
    customers: Figure = Field(description="Different customers for each broken record.")
    lost: Figure = Field(description="The share of those customers lost by it.")
    value: Figure = Field(description="What one of them is worth.")


class PromiseRisk(Shown):
    """Money at risk in a year by one promise."""

    stake: Stake
    money: Estimate
    lost: Estimate = Field(description="Customers a year.")
    first: float = Field(description="The chance, 0 to 1, that it is the dearest of all.")
    swings: list[Swing] = Field(description="What moves it most comes first.")
    is_own: bool = Field(description="Whether every figure is the firm's own.")


class GroupLoss(Shown):
    """Customers in a year by how their problem ended."""

    group: Ending
    customers: float
    lost: float = Field(description="Below 0 where they stay more often than the untroubled.")
    told: float = Field(description="Lost by what they tell; below 0 where they win others.")


class Damage(Shown):
    """What all problems of customers cost in a year."""

    money: Estimate
    lost: Estimate = Field(description="The part of the money from customers lost.")
    told: Estimate = Field(description="The part by word of mouth, good words taken off.")
    groups: list[GroupLoss]
    revenue: float = Field(description="What all customers together are worth.")
    unit: str
    figures: list[Figure]
    swings: list[Swing]
    definition: str
    seed: int
    draws: int


class Effect(Shown):
    """By how much something changes an answer, and from how many records."""

    best: float
    low: float
    high: float
    records: int
    level: float


class RatioInterval(Shown):
    """Fieller's interval of a ratio; only `between` is finite."""

    ratio: float | None
    extent: Extent
    low: float | None
    high: float | None
    level: float


class Belief(Shown):
    """A belief in a ratio, with densities over its logarithm to draw."""

    median: float
    low: float
    high: float
    level: float
    ratios: list[float]
    before: list[float] = Field(description="The prior's density at each ratio.")
    after: list[float] = Field(description="The posterior's.")


class Prior(Shown):
    """A log-normal belief: 95 % from `centre / factor` to `centre × factor`."""

    centre: float
    factor: float


class Multiplier(Shown):
    """How many times as damaging it is to be misled as to meet a defect."""

    yardstick: Yardstick
    misled: Effect | None
    defect: Effect | None
    interval: RatioInterval | None
    believed: Belief
    prior: Prior
    records: int
    reason: str = Field(description="Why the own answers do not determine it; else empty.")
    definition: str


class Difference(Shown):
    """Broken less kept, on those who were broken, strata held alike."""

    mean: float
    otherwise: float = Field(description="What it would have been, had the promise been kept.")
    difference: float
    low: float
    high: float
    level: float
    crude: float = Field(description="The difference with strata unseen.")
    treated: int = Field(description="Customers with a broken promise who are compared.")
    alone: int = Field(description="Those who have nobody like them.")
    controls: int


class Retention(Shown):
    """What followed a broken first promise."""

    standard: str
    source: str
    days: int
    back: Difference | None = Field(description="The share who came back.")
    spent: Difference | None = Field(description="Money that they spent.")
    customers: int
    unseen: int = Field(description="Came too late to be seen for so long.")
    nameless: int = Field(description="Records without a customer.")
    reason: str = Field(description="Why nothing can be told; else empty.")
    definition: str
    assumptions: list[str]


class CurvePoint(Shown):
    """Satisfaction with so many contacts, beside the fewest."""

    contacts: int
    effect: Effect | None
    records: int


class ContactCurve(Shown):
    """Satisfaction by number of contacts, kind of issue held alike."""

    points: list[CurvePoint]
    slope: Effect | None = Field(description="What one further contact goes with.")
    issues: int
    records: int
    reason: str
    definition: str


class Lacking(Shown):
    """A setting that is missing in ringtrue.yaml, and what it would tell."""

    setting: str
    why: str


class Surer(Shown):
    """A figure that would make the answer surer if it were known better."""

    figure: Figure
    width: float = Field(description="By how much money it moves the answer.")
    moves: str = Field(description="Which answer.")


class Cost(Shown):
    """Everything that is known of what broken promises cost."""

    money: str = Field(description="The sign of the money that all amounts are in.")
    as_of: datetime | None
    value: Figure | None = Field(description="What a customer is worth.")
    risks: list[PromiseRisk] = Field(description="The dearest first; they do not add up.")
    damage: Damage | None
    multiplier: Multiplier = Field(description="By satisfaction.")
    leaving: Multiplier | None = Field(description="By who left.")
    followed: list[Retention]
    contacts: ContactCurve | None
    figures: list[Figure] = Field(description="All that the answers rest on, the own first.")
    surer: list[Surer]
    lacking: list[Lacking]
    troubles: list[str] = Field(description="Tables that could not be read.")
    definition: str = Field(description="Of the money at risk.")
    seed: int
    draws: int
