"""What the cycle rests on: every number with its range and its source, none of them a constant.

They are one set of rules: `cost.cycle.hazards` turns them into what happens to a person in a week,
and the equations and the agents both read nothing else. A default is somebody else's number or a
guess, and says so; whoever knows the own one gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure

Range = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Rules:
    """The figures of the cycle; shares from 0 to 1, times in weeks, money of any currency.

    The market is counted in people who are potential customers, customers, lost and talking about
    it, or lost and quiet. Raises `UsageError` when a figure cannot be what it says it is.
    """

    capability: Figure
    occasions: Figure
    complains: Figure
    recovered: Figure
    leaves: Figure
    told: Figure
    listens: Figure
    talking_weeks: Figure
    away_weeks: Figure
    drift: Figure
    good_word: Figure
    appeal: Figure
    advertising: Figure
    answer: Figure
    wanted: Figure
    answer_weeks: Figure
    margin: Figure
    price: Figure
    discount: Figure

    def __post_init__(self) -> None:
        """Refuse what cannot be: shares outside 0 to 1, times of nothing, negative rates."""
        for name, (least, most) in LIMITS.items():
            getattr(self, name).within(least, most)

    def changed(self, **figures: Figure) -> Rules:
        """These rules with some of the figures replaced; raises `UsageError` for an unknown one."""
        known = [each.name for each in fields(self)]
        for name in figures:
            if name not in known:
                cure = f"There are {', '.join(known)}."
                raise UsageError(f"there is no figure {name!r} of the cycle", cure=cure)
        return replace(self, **figures)

    def figures(self) -> tuple[tuple[str, Figure], ...]:
        """Every figure with the name of its setting, in the order of the cycle."""
        return tuple((each.name, getattr(self, each.name)) for each in fields(self))


LIMITS: dict[str, tuple[float, float]] = {
    "capability": (0, 1),
    "occasions": (0, 100),
    "complains": (0, 1),
    "recovered": (0, 1),
    "leaves": (0, 1),
    "told": (0, 1_000),
    "listens": (0, 1),
    "talking_weeks": (0.1, 520),
    "away_weeks": (0.1, 5_200),
    "drift": (0, 1),
    "good_word": (0, 10),
    "appeal": (0, 10),
    "advertising": (0, 10),
    "answer": (0, 10),
    "wanted": (0, 1),
    "answer_weeks": (0.1, 520),
    "margin": (0, 1e9),
    "price": (0, 1e9),
    "discount": (0, 1),
}
"""The least and the most that each figure may be: what lies outside is another unit or a slip."""


def _assumed(name: str, unit: str, best: float, low: float, high: float) -> Figure:
    return Figure(name, best, low, high, unit, Basis.ASSUMED, "nobody measured it here")


def _published(name: str, unit: str, least_to_most: Range, source: str) -> Figure:
    low, best, high = least_to_most
    return Figure(name, best, low, high, unit, Basis.PUBLISHED, source)


DEFAULTS = Rules(
    capability=_assumed("share of cases that operations keep", "share of cases", 0.7, 0.6, 0.8),
    occasions=_assumed(
        "times a week that a customer puts the word to the test", "times a week", 0.25, 0.1, 0.5
    ),
    complains=_published(
        "disappointed customers who complain",
        "share of the disappointed",
        (0.3, 0.5, 0.7),
        "TARP, by Goodman, Basic facts on customer complaint behavior: about half, to the front "
        "line",
    ),
    recovered=_published(
        "complaints that end well",
        "share of complaints",
        (0.3, 0.5, 0.7),
        "CCMC and ASU, National customer rage studies 2011 to 2020: a fifth to a third satisfied; "
        "higher where a remedy and an apology are given",
    ),
    leaves=_published(
        "disappointed customers who leave",
        "share of those not made good",
        (0.3, 0.6, 0.81),
        "TARP, by Fast Company 663494: 30 % to 81 % of the dissatisfied, by the size of the loss",
    ),
    told=_published(
        "people whom somebody who left tells",
        "people",
        (9.0, 12.0, 16.0),
        "TARP 9 to 10, American Express 2011 16; 12 is often said and has no primary source",
    ),
    listens=_assumed("people told who will not come", "share of those told", 0.05, 0.01, 0.1),
    talking_weeks=_assumed("how long one talks about it", "weeks", 4, 2, 8),
    away_weeks=_assumed("how long one stays away", "weeks", 52, 26, 104),
    drift=_assumed(
        "customers who leave a week for other reasons", "share a week", 0.005, 0.002, 0.01
    ),
    good_word=_published(
        "potential customers won a week where all others are content",
        "share a week",
        (0.004, 0.007, 0.012),
        "Sultan, Farley and Lehmann, Journal of Marketing Research 27 (1990): imitation of 0.38 a "
        "year on average",
    ),
    appeal=_assumed(
        "how much a bolder promise draws: 1 is as much as it says", "exponent", 1, 0.5, 1.5
    ),
    advertising=_assumed(
        "potential customers that steady advertising wins a week", "share a week", 0.02, 0.01, 0.03
    ),
    answer=_assumed("advertising added for each missing customer", "share a week", 0.1, 0.05, 0.15),
    wanted=_assumed("customers that one wants to have", "share of the market", 0.5, 0.5, 0.5),
    answer_weeks=_assumed("how long it takes to advertise more", "weeks", 13, 6, 26),
    margin=_assumed("what a customer brings in a week", "money", 1, 1, 1),
    price=_assumed(
        "advertising that would win all in a week, for each person",
        "money",
        2,
        1,
        3,
    ),
    discount=_assumed("what money loses of its worth in a year", "share a year", 0.1, 0.1, 0.1),
)
"""What is taken where the firm does not know better: published elsewhere, or guessed."""


def stated(name: str, best: float, low: float, high: float, source: str) -> Figure:
    """The figure of a setting as the firm says it is, under the name and unit of the default.

    >>> stated("told", 3, 3, 3, "our survey of leavers").unit
    'people'
    """
    default = next((figure for known, figure in DEFAULTS.figures() if known == name), None)
    if default is None:
        cure = f"There are {', '.join(known for known, _ in DEFAULTS.figures())}."
        raise UsageError(f"there is no figure {name!r} of the cycle", cure=cure)
    return Figure(default.name, best, low, high, default.unit, Basis.STATED, source)
