"""What a workspace says of its customers, so that broken promises have a price."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from ringtrue.core.expression import Expression
from ringtrue.core.figure import Figure


@dataclass(frozen=True, slots=True)
class CostFigures:
    """The firm's own figures; None where it gave none.

    `value` is what a customer is worth, or it is worked out from `spend` (money a year), `margin`,
    `stay` (who is still a customer a year later) and `discount` (interest a year), all but spend
    as shares. `lost` is the share of customers lost by a broken promise, `feel` the share of
    broken records that the customer takes for a problem. `prior` is the multiplier that is
    believed before any answer, its ends holding 95 %. The rest are the inputs of market damage
    (`ringtrue.cost.damage.DamageInputs`).
    """

    value: Figure | None = None
    customers: Figure | None = None
    spend: Figure | None = None
    margin: Figure | None = None
    stay: Figure | None = None
    discount: Figure | None = None
    lost: Figure | None = None
    feel: Figure | None = None
    prior: Figure | None = None
    problem: Figure | None = None
    complain: Figure | None = None
    satisfied: Figure | None = None
    quickly: Figure | None = None
    stay_untroubled: Figure | None = None
    stay_silent: Figure | None = None
    stay_dissatisfied: Figure | None = None
    stay_satisfied: Figure | None = None
    stay_quickly: Figure | None = None
    bad_talk: Figure | None = None
    bad_people: Figure | None = None
    bad_listen: Figure | None = None
    bad_lost: Figure | None = None
    good_talk: Figure | None = None
    good_people: Figure | None = None
    good_listen: Figure | None = None
    good_won: Figure | None = None

    @property
    def given(self) -> dict[str, Figure]:
        """Those that are there, by name."""
        pairs = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {name: figure for name, figure in pairs if figure is not None}


@dataclass(frozen=True, slots=True)
class Purchases:
    """The source that says who bought when: a customer who buys again has come back.

    `customer`, `when` and `spend` are columns, `spend` may be "". Only records for which `where`
    is true are purchases; None takes all. A customer comes back within `days`; `alike` are the
    columns whose values customers must share to be compared.
    """

    source: str
    customer: str
    when: str
    spend: str = ""
    where: Expression | None = None
    days: int = 180
    alike: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The source that says how satisfied customers were, and why not.

    `score`, `cause`, `contacts` and `issue` are columns, "" where there is none; `left` is the
    condition under which a customer has left. `alike` are the columns within whose values answers
    are compared, `misled` and `defect` the values of `cause` that mean that.
    """

    source: str
    score: str = ""
    cause: str = ""
    left: Expression | None = None
    contacts: str = ""
    issue: str = ""
    alike: tuple[str, ...] = ()
    misled: str = "misled"
    defect: str = "defect"
    place: str = ""


@dataclass(frozen=True, slots=True)
class CostSettings:
    """The `cost` section of ringtrue.yaml.

    `money` is what amounts are counted in, as written before or after them. `large` says whether
    a problem costs the customer much (more than about $100) rather than a few dollars: published
    loyalty differs by that. Customers are worth something for `years`.
    """

    money: str
    figures: CostFigures = field(default_factory=CostFigures)
    large: bool = False
    years: int = 3
    purchases: Purchases | None = None
    answers: Answers | None = None
