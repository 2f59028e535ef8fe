"""The cycle as single people on a network: the same rules, drawn instead of averaged.

A week lets things happen to each person with the very chances of the equations' step, in the same
order. Words do not spread evenly but from somebody to somebody: who left tells people that he
knows, and satisfied customers tell theirs. One byte holds a person; whom somebody knows is reckoned
when needed and never stored, so that a million people take some megabytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from ringtrue.core.errors import UsageError
from ringtrue.cost.cycle.equations import MOST_WEEKS, discounting, moved
from ringtrue.cost.cycle.hazards import Rates
from ringtrue.stats.arrays import FloatArray, IntArray

MOST_PEOPLE = 10_000_000
POTENTIAL, CUSTOMER, TALKING, LOST = range(4)
States = npt.NDArray[np.int8]


class Contacts(Enum):
    """Whom somebody tells."""

    ANYBODY = "anybody"
    """Somebody else each time, as if all knew all."""
    FRIENDS = "friends"
    """Always the same people: a random network, where everybody has as many friends as all."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """How the cycle went on among single people; fields and units as in `equations.Course`."""

    customers: FloatArray
    talking: FloatArray
    lost: FloatArray
    advertising: FloatArray
    profit: FloatArray
    worth: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class _Network:
    """Friend j of person i is (turn_j * i + shift_j) modulo people: each j is a permutation."""

    people: int
    turns: IntArray
    shifts: IntArray

    def friend(self, person: IntArray, which: IntArray) -> IntArray:
        return np.asarray((self.turns[which] * person + self.shifts[which]) % self.people)


def run(
    rates: Rates,
    weeks: int,
    *,
    people: int,
    seed: int,
    customers: float = 0.0,
    contacts: Contacts = Contacts.ANYBODY,
    friends: int = 12,
) -> Told:
    """One draw of the course of one scenario (`rates` of one), a week at a time.

    `friends` is how many people each one knows where `contacts` are friends; how often they tell
    is a matter of the rules. The same seed gives the same course.

    Raises:
        UsageError: More than one scenario, or weeks, people, friends or a share that cannot be.
    """
    _check(rates, weeks, people, friends, customers)
    rng = np.random.default_rng(seed)
    state = np.zeros(people, dtype=np.int8)
    state[: round(customers * people)] = CUSTOMER
    rng.shuffle(state)
    network = _network(rng, people, friends) if contacts is Contacts.FRIENDS else None
    shares = np.zeros((weeks + 1, 4))
    advertising = np.zeros(weeks + 1)
    shares[0], advertising[0] = _counted(state), rates.advertising[0]
    for week in range(weeks):
        now = shares[week]
        _pass_a_week(rates, state, now, advertising[week], network, rng)
        shares[week + 1] = _counted(state)
        aim = rates.advertising_for(now[CUSTOMER])[0]
        answered = moved(1.0 / rates.answer_weeks, 1.0)[0]
        advertising[week + 1] = advertising[week] + (aim - advertising[week]) * answered
    return _told(rates, shares, advertising)


def _pass_a_week(
    rates: Rates,
    state: States,
    now: FloatArray,
    advertising: float,
    network: _Network | None,
    rng: np.random.Generator,
) -> None:
    """Let a week happen to everybody, from what everybody was at its start.

    Who is both won and put off is put off, and who would drift but is disappointed talks: what the
    equations let act first wins.
    """
    members = [np.flatnonzero(state == each) for each in range(4)]
    talk, praise = rates.put_off[0] * now[TALKING], rates.won_by_word[0] * now[CUSTOMER]
    hears_bad = _hearers(members, TALKING, talk, network, rng)
    hears_good = _hearers(members, CUSTOMER, praise, network, rng)
    put_off = hears_bad[state[hears_bad] == POTENTIAL]
    by_word = hears_good[state[hears_good] == POTENTIAL]
    won = _some(members[POTENTIAL], rates.won_by_advertising * advertising, rng)
    drifting = _some(members[CUSTOMER], rates.drift, rng)
    left = _some(members[CUSTOMER], rates.disappointed, rng)
    quiet = _some(members[TALKING], rates.quiet, rng)
    back = _some(members[LOST], rates.back, rng)
    state[won] = state[by_word] = CUSTOMER
    state[drifting] = state[back] = POTENTIAL
    state[left] = TALKING
    state[quiet] = state[put_off] = LOST


def _some(members: IntArray, rate: FloatArray, rng: np.random.Generator) -> IntArray:
    """Those of the members to whom it happens: as many as chance wills, each as likely."""
    number = rng.binomial(len(members), moved(rate, 1.0)[0])
    chosen = rng.choice(len(members), number, replace=False, shuffle=False)
    return np.asarray(members[chosen])


def _hearers(
    members: list[IntArray],
    speakers: int,
    rate: float,
    network: _Network | None,
    rng: np.random.Generator,
) -> IntArray:
    """Who hears and believes it this week, some perhaps more than once.

    `rate` is how often everybody does on average; Poisson, as the words of many who speak seldom.
    """
    people = sum(map(len, members))
    words = int(rng.poisson(rate * people))
    if network is None or words == 0:
        return rng.integers(0, people, words)
    speaking = members[speakers]
    who = speaking[rng.integers(0, len(speaking), words)]
    return network.friend(who, rng.integers(0, len(network.turns), words))


def _network(rng: np.random.Generator, people: int, friends: int) -> _Network:
    """Turns without a divisor in common with `people`, so that all are known by as many."""
    turns: list[int] = []
    while len(turns) < friends:
        turn = int(rng.integers(1, people))
        if np.gcd(turn, people) == 1:
            turns.append(turn)
    return _Network(people, np.array(turns), rng.integers(0, people, friends))


def _counted(state: States) -> FloatArray:
    return np.asarray(np.bincount(state, minlength=4) / len(state))


def _told(rates: Rates, shares: FloatArray, advertising: FloatArray) -> Told:
    weeks = len(advertising) - 1
    profit = rates.earned(shares[:-1, CUSTOMER], advertising[:-1])
    worth = np.cumsum(profit * discounting(rates.discount, weeks)[:, 0])
    return Told(
        shares[:, CUSTOMER], shares[:, TALKING], shares[:, LOST], advertising, profit, worth
    )


def _check(rates: Rates, weeks: int, people: int, friends: int, customers: float) -> None:
    if len(rates.drift) != 1:
        raise UsageError(
            f"{len(rates.drift)} scenarios at once cannot be", cure="Run one after another."
        )
    for value, least, most, what in (
        (weeks, 1, MOST_WEEKS, "weeks"),
        (people, 2, MOST_PEOPLE, "people"),
        (friends, 1, 1_000, "friends"),
        (customers, 0, 1, "of the market as customers"),
    ):
        if not least <= value <= most:
            raise UsageError(f"{value:g} {what} cannot be", cure=f"Give {least:g} to {most:,g}.")
