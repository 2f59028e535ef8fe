"""The cycle as equations: whole markets of many scenarios at once, a small step at a time.

A step of `dt` weeks lets each rate of `cost.cycle.hazards` act for its time on those who are still
there, one after another: bad words first, then winning; disappointment first, then drifting. A rate
h moves the share 1 - exp(-h dt). So shares stay shares at any step, and with smaller steps the
result goes to the differential equations (Lie splitting; the error is of the order of dt). The
agents take the same steps in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.cost.cycle.hazards import WEEKS_A_YEAR, Rates
from ringtrue.stats.arrays import FloatArray

MOST_WEEKS = 1_040
MOST_CELLS = 20_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """How the cycle goes on for W weeks in S scenarios; shares of the market, money per person.

    `customers`, `talking`, `lost` (quiet ones) and `advertising` are at the ends of weeks, shape
    (W + 1, S), the first row the start. `profit` is that of each week, shape (W, S); `worth` adds
    it up in the money of the start.
    """

    customers: FloatArray
    talking: FloatArray
    lost: FloatArray
    advertising: FloatArray
    profit: FloatArray
    worth: FloatArray


def run(rates: Rates, weeks: int, *, customers: float = 0.0, steps: int = 4) -> Course:
    """The course of every scenario, from a share of `customers` on, with `steps` a week.

    Everybody else is a potential customer at first and advertising is the steady one.

    Raises:
        UsageError: Weeks outside 1 to 1,040, a share outside 0 to 1, or too many scenarios.
    """
    size = len(rates.drift)
    _check(weeks, customers, size)
    dt = 1.0 / steps
    course = _empty(weeks, size)
    people = np.array([np.full(size, customers), np.zeros(size), np.zeros(size)])
    advertising = rates.advertising.copy()
    shares = _steady_shares(rates, dt)
    _note(course, 0, people, advertising)
    for week in range(weeks):
        for _ in range(steps):
            course.profit[week] += dt * rates.earned(people[0], advertising)
            people, advertising = _step(rates, shares, people, advertising, dt)
        _note(course, week + 1, people, advertising)
    np.cumsum(course.profit * discounting(rates.discount, weeks), axis=0, out=course.worth)
    return course


def discounting(yearly: FloatArray, weeks: int) -> FloatArray:
    """What money of the middle of each week is worth at the start, shape (weeks, S).

    `(1 + yearly)^-(t / 52)`, t in weeks.
    """
    middles = (np.arange(weeks) + 0.5)[:, None] / WEEKS_A_YEAR
    rates, which = np.unique(yearly, return_inverse=True)
    return np.asarray(((1.0 + rates)[None, :] ** -middles)[:, which])


def moved(rate: FloatArray, dt: float) -> FloatArray:
    """The share that a rate moves in `dt` weeks: `1 - exp(-rate dt)`."""
    return np.asarray(-np.expm1(-rate * dt))


@dataclass(frozen=True, slots=True, eq=False)
class _Shares:
    """What moves in every step alike."""

    disappointed: FloatArray
    drift: FloatArray
    quiet: FloatArray
    back: FloatArray
    answered: FloatArray


def _steady_shares(rates: Rates, dt: float) -> _Shares:
    return _Shares(
        moved(rates.disappointed, dt),
        moved(rates.drift, dt),
        moved(rates.quiet, dt),
        moved(rates.back, dt),
        moved(1.0 / rates.answer_weeks, dt),
    )


def _step(
    rates: Rates, shares: _Shares, people: FloatArray, advertising: FloatArray, dt: float
) -> tuple[FloatArray, FloatArray]:
    customers, talking, lost = people
    potential = 1.0 - customers - talking - lost
    put_off = potential * moved(rates.put_off_by(talking), dt)
    won = (potential - put_off) * moved(rates.won_by(customers, advertising), dt)
    left = customers * shares.disappointed
    drifted = (customers - left) * shares.drift
    quiet = talking * shares.quiet
    back = lost * shares.back
    advertising = advertising + (rates.advertising_for(customers) - advertising) * shares.answered
    after = (
        customers + won - left - drifted,
        talking + left - quiet,
        lost + put_off + quiet - back,
    )
    return np.array(after), advertising


def _empty(weeks: int, size: int) -> Course:
    customers, talking, lost, advertising = np.zeros((4, weeks + 1, size))
    profit, worth = np.zeros((2, weeks, size))
    return Course(customers, talking, lost, advertising, profit, worth)


def _note(course: Course, week: int, people: FloatArray, advertising: FloatArray) -> None:
    course.customers[week], course.talking[week], course.lost[week] = people
    course.advertising[week] = advertising


def _check(weeks: int, customers: float, size: int) -> None:
    if not 1 <= weeks <= MOST_WEEKS:
        raise UsageError(f"{weeks:,} weeks cannot be", cure=f"Give 1 to {MOST_WEEKS:,}.")
    if not 0 <= customers <= 1:
        cure = "It is a share of the market, from 0 to 1."
        raise UsageError(f"{customers:g} of the market cannot be customers", cure=cure)
    if weeks * size > MOST_CELLS:
        told = f"{size:,} scenarios of {weeks:,} weeks are too many"
        raise UsageError(told, cure=f"Keep weeks times scenarios below {MOST_CELLS:,}.")
