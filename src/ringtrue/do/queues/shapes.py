"""How far may a floor be from Erlang's A, because real calls and patience are not exponential?

With the same means, but handle times and patience that spread less or more, the share answered in
time is another one. No formula says which, so floors are simulated: with exponential times, and
with lognormal ones of the same random numbers. Their difference is added to the formula, which
takes most of the chance out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.service_level import Definition, Target
from ringtrue.do.queues.service_level import level_of, waits
from ringtrue.do.queues.simulated import Floor, Met, Shape, simulate
from ringtrue.stats.arrays import FloatArray

HANDLE_SPREAD = Figure(
    "spread of handle times", 1.0, 0.7, 1.3, "of the mean", Basis.ASSUMED, "nobody measured it"
)
PATIENCE_SPREAD = Figure(
    "spread of patience", 1.0, 0.7, 1.3, "of the mean", Basis.ASSUMED, "nobody measured it"
)
"""Standard deviation over mean: less and more than the exponential distribution's 1."""

MOST_AGENTS = 1_500
"""A larger floor takes too long to simulate."""

_SURE = 2.0


@dataclass(frozen=True, slots=True)
class ShapeBand:
    """What a floor may come to, between the shapes that are thought possible.

    `share` is answered in time under the target's definition and `abandoned` of all calls; their
    best is Erlang's A. `calls` were simulated for every shape, with random numbers of `seed`.
    """

    share: Figure
    abandoned: Figure
    calls: int
    seed: int


def shape_band(
    floor: Floor,
    target: Target,
    *,
    handle_spread: Figure = HANDLE_SPREAD,
    patience_spread: Figure = PATIENCE_SPREAD,
    seed: int = 0,
) -> ShapeBand:
    """The least and the most over Erlang's A and lognormal times at the ends of both spreads.

    In the long run, for a floor that answers calls in their order (M/G/n+G). Each end is widened by
    two standard errors of the simulated copies.

    Source: Zeltyn and Mandelbaum, Call centers with impatient customers: many-server asymptotics of
    the M/M/n+G queue (2005), for how much the shape of patience matters; lognormal handle times:
    Brown et al., Statistical analysis of a telephone call center (2005).

    Raises:
        UsageError: No call, no agent or more than `MOST_AGENTS`, times not above 0, a spread
            below 0.
    """
    _check(floor)
    found = waits(floor.rate, floor.handle, floor.patience, floor.agents, target.seconds)
    exact = level_of(found, target.definition)
    ends = (
        sorted({each.within(0, 10).low, each.high}) for each in (handle_spread, patience_spread)
    )
    shapes = (Shape(), *(Shape(*each) for each in product(*ends)))
    met = simulate(floor, shapes, target.seconds, seed)
    known = handle_spread.basis, patience_spread.basis
    basis = max(known, key=list(Basis).index)
    return ShapeBand(
        _band("share answered in time", float(exact.share), _share(met, target), basis),
        _band("share abandoned", float(exact.abandoned), met.abandoned, basis),
        met.calls,
        seed,
    )


def _check(floor: Floor) -> None:
    if not floor.rate > 0 or not 0 < floor.agents <= MOST_AGENTS:
        told = f"a floor of {floor.agents} agents and {floor.rate:g} calls per second"
        cure = f"Give calls, and agents from 1 to {MOST_AGENTS}."
        raise UsageError(f"{told} cannot be simulated", cure=cure)


def _share(met: Met, target: Target) -> FloatArray:
    if target.definition is Definition.OFFERED:
        return met.in_time
    short = target.definition is Definition.LESS_SHORT
    whole = 1.0 - (met.abandoned_in_time if short else met.abandoned)
    return np.asarray(met.in_time / np.maximum(whole, 1e-9), dtype=np.float64)


def _band(name: str, exact: float, shares: FloatArray, basis: Basis) -> Figure:
    """`shares` of shape (shapes, copies), those of exponential times first."""
    apart = shares[1:] - shares[0]
    middle = exact + apart.mean(axis=1)
    error = _SURE * apart.std(axis=1, ddof=1) / np.sqrt(apart.shape[1])
    low, high = float((middle - error).min()), float((middle + error).max())
    low, high = max(min(low, exact), 0.0), min(max(high, exact), 1.0)
    return Figure(
        name, exact, low, high, "share", basis, "Erlang A, and floors simulated beside it"
    )
