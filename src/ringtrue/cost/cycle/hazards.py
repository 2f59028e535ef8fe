"""What happens to whom in the cycle, and how fast: the one rule set of equations and agents.

Per week, with P potential customers, C customers, T lost and talking, L lost and quiet, all shares
of the market (P + C + T + L = 1), A advertising, p the promise and c the capability:

    shortfall       g = max(0, p - c)
    satisfied       s = (1 - g) + g * complains * recovered
    put off         P -> L   at  told * listens / talking_weeks * T
    won             P -> C   at  p^appeal * A + good_word * s * C
    disappointed    C -> T   at  occasions * (1 - s) * leaves
    drifting        C -> P   at  drift
    falling quiet   T -> L   at  1 / talking_weeks
    coming back     L -> P   at  1 / away_weeks
    advertising     dA/dt = (advertising + answer * max(0, wanted - C) - A) / answer_weeks

A promise that is kept (p <= c) disappoints nobody, so no cycle starts. Sources: the satisfied share
with recovery is that of Hays and Hill, Production and Operations Management 8 (1999), as we read
it; winning by advertising and by word of mouth is Bass, Management Science 15 (1969), which the
rules become when nobody leaves and A is steady; that a shortfall drives people away and an excess
hardly draws any is Anderson and Sullivan, Marketing Science 12 (1993). Putting the pieces into one
loop is ours.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure
from ringtrue.cost.cycle.rules import Rules
from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.pert import pert

WEEKS_A_YEAR = 52


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """The rules as weekly rates of S scenarios, each of shape (S,), under the module's words."""

    won_by_advertising: FloatArray
    won_by_word: FloatArray
    put_off: FloatArray
    disappointed: FloatArray
    drift: FloatArray
    quiet: FloatArray
    back: FloatArray
    advertising: FloatArray
    answer: FloatArray
    wanted: FloatArray
    answer_weeks: FloatArray
    margin: FloatArray
    price: FloatArray
    discount: FloatArray

    def put_off_by(self, talking: FloatArray) -> FloatArray:
        """The rate at which a potential customer is put off, where so many talk."""
        return self.put_off * talking

    def won_by(self, customers: FloatArray, advertising: FloatArray) -> FloatArray:
        """The rate at which a potential customer is won, with so many customers and advertising."""
        return self.won_by_advertising * advertising + self.won_by_word * customers

    def advertising_for(self, customers: FloatArray) -> FloatArray:
        """The advertising that so few customers ask for."""
        return self.advertising + self.answer * np.maximum(0.0, self.wanted - customers)

    def earned(self, customers: FloatArray, advertising: FloatArray) -> FloatArray:
        """Profit of a week, for each person of the market."""
        return self.margin * customers - self.price * advertising


def rates(rules: Rules, promises: FloatArray) -> Rates:
    """The rates of the likeliest figures, for each promise, shape (S,) of shares from 0 to 1."""
    likeliest = {name: np.full(len(promises), each.best) for name, each in rules.figures()}
    return _rates(_promised(promises), likeliest)


def drawn_rates(rules: Rules, promises: FloatArray, seed: int, draws: int) -> Rates:
    """The rates of `draws` draws of all figures for each promise, shape (promises * draws,).

    The draws of the first promise come first. Every promise meets the same draws, and a figure is
    drawn alike whatever the others are, so that differences are those of promises and rules.
    """
    drawn = {
        name: np.tile(_drawn(figure, [seed, number], draws), len(promises))
        for number, (name, figure) in enumerate(rules.figures())
    }
    return _rates(np.repeat(_promised(promises), draws), drawn)


def joined(parts: list[Rates]) -> Rates:
    """Rates of several sets of scenarios as one set."""
    return Rates(
        *(np.concatenate([getattr(each, field.name) for each in parts]) for field in fields(Rates))
    )


def satisfied_share(kept: FloatArray, complains: FloatArray, recovered: FloatArray) -> FloatArray:
    """Who is satisfied at last: `kept + (1 - kept) * complains * recovered`, Hays and Hill (1999).

    >>> float(satisfied_share(np.array(0.9), np.array(0.5), np.array(0.6))).__round__(12)
    0.93
    """
    return np.asarray(kept + (1.0 - kept) * complains * recovered)


def _drawn(figure: Figure, seed: list[int], draws: int) -> FloatArray:
    return pert(figure.low, figure.best, figure.high, np.random.default_rng(seed), draws)


def _promised(promises: FloatArray) -> FloatArray:
    given = np.asarray(promises, dtype=np.float64)
    wrong = given[~((given >= 0) & (given <= 1))]
    if wrong.size:
        cure = "A promise is the share of cases that it says will be kept, from 0 to 1."
        raise UsageError(f"a promise of {wrong[0]:g} cannot be", cure=cure)
    return given


def _rates(promise: FloatArray, given: dict[str, FloatArray]) -> Rates:
    shortfall = np.maximum(0.0, promise - given["capability"])
    satisfied = satisfied_share(1.0 - shortfall, given["complains"], given["recovered"])
    return Rates(
        won_by_advertising=promise ** given["appeal"],
        won_by_word=given["good_word"] * satisfied,
        put_off=given["told"] * given["listens"] / given["talking_weeks"],
        disappointed=given["occasions"] * (1.0 - satisfied) * given["leaves"],
        drift=given["drift"],
        quiet=1.0 / given["talking_weeks"],
        back=1.0 / given["away_weeks"],
        advertising=given["advertising"],
        answer=given["answer"],
        wanted=given["wanted"],
        answer_weeks=given["answer_weeks"],
        margin=given["margin"],
        price=given["price"],
        discount=given["discount"],
    )
