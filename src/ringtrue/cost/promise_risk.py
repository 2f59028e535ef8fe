"""Which promise costs most when it is broken? Money at risk in a year, ranked, with its doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import inf

import numpy as np

from ringtrue.core.figure import Figure, share
from ringtrue.cost.uncertainty import (
    DRAWS,
    SEED,
    Estimate,
    Swing,
    Values,
    all_summed_up,
    best_of,
    draw,
    tornado,
)
from ringtrue.stats.arrays import FloatArray

_TOGETHER, _LEAST = 2_000_000, 1_000
"""So many draws of all promises together, and so many of each at least."""

DEFINITION = (
    "Records a year × share broken × customers for each broken record × share of them lost by it ×"
    " value of a customer. Word of mouth is not in it (see the market damage), and a customer who"
    " meets two broken promises is in both rows: the rows do not add up to a total."
)


@dataclass(frozen=True, slots=True)
class PromiseAtStake:
    """One promise and what its money at risk rests on.

    `records` are those decided in a year, `broken` is their share, `customers` how many different
    customers one broken record stands for (a share: one customer may have several), `lost` the
    share of those who leave because of it (below 0: they stay more often), `value` money for each.
    """

    standard: str
    promise: str
    records: Figure
    broken: Figure
    customers: Figure
    lost: Figure
    value: Figure

    def __post_init__(self) -> None:
        """Refuse shares that are none, and numbers below nothing."""
        for figure in (self.broken, self.customers):
            share(figure)
        for figure in (self.records, self.value):
            figure.within(0, inf)
        self.lost.within(-1, 1)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All of them, in the order they are multiplied."""
        return (self.records, self.broken, self.customers, self.lost, self.value)


@dataclass(frozen=True, slots=True)
class PromiseRisk:
    """One promise with its money at risk in a year.

    `lost` are customers a year. `first` is how often, over the draws, it is the dearest of all.
    """

    stake: PromiseAtStake
    money: Estimate
    lost: Estimate
    first: float

    @property
    def swings(self) -> tuple[Swing, ...]:
        """What moves it most first, worked out when it is asked for."""
        return tornado(partial(_money, self.stake), self.stake.figures)

    @property
    def is_own(self) -> bool:
        """Whether every figure is the firm's own."""
        return all(each.is_own for each in self.stake.figures)

    @property
    def foreign(self) -> tuple[Figure, ...]:
        """The figures that are not."""
        return tuple(each for each in self.stake.figures if not each.is_own)


def rank(
    stakes: Sequence[PromiseAtStake], seed: int = SEED, draws: int = DRAWS
) -> tuple[PromiseRisk, ...]:
    """Money at risk of every promise, the dearest first.

    `money = records broken customers lost value`, drawn by Monte Carlo; a figure that several
    promises share is drawn once, so that the order is as sure as their differences are. Of more
    than 200 promises there are fewer draws each, 1,000 at least.

    Source: the multiplication is that of Goodman's market-at-risk; ranks by simulation after
    Goldstein and Spiegelhalter, Journal of the Royal Statistical Society A 159 (1996).
    """
    if not stakes:
        return ()
    draws = max(_LEAST, min(draws, _TOGETHER // len(stakes)))
    figures = [figure for each in stakes for figure in each.figures]
    best, drawn = best_of(figures), draw(figures, seed, draws)
    lost = np.array([_lost(each, drawn) for each in stakes])
    money = lost * np.array([drawn[each.value] for each in stakes])
    told = all_summed_up(np.array([_money(each, best) for each in stakes]), money)
    told_lost = all_summed_up(np.array([_lost(each, best) for each in stakes]), lost)
    dearest = np.bincount(np.argmax(money, axis=0), minlength=len(stakes)) / draws
    found = [
        PromiseRisk(
            stake=each,
            money=told[at],
            lost=told_lost[at],
            first=float(dearest[at]),
        )
        for at, each in enumerate(stakes)
    ]
    return tuple(sorted(found, key=lambda each: (-each.money.best, each.stake.standard)))


def _lost(stake: PromiseAtStake, values: Values) -> FloatArray:
    chain = [values[each] for each in stake.figures[:-1]]
    return np.asarray(np.prod(np.broadcast_arrays(*chain), axis=0), dtype=np.float64)


def _money(stake: PromiseAtStake, values: Values) -> FloatArray:
    return _lost(stake, values) * values[stake.value]
