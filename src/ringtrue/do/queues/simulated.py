"""Floors simulated side by side, call by call, for times that no formula covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ringtrue.stats.arrays import FloatArray

_COUNTED, _MOST_FLOORS, _FEWEST_FLOORS = 1_500, 200, 16
_WORK = 5e7
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class Shape:
    """How single handle times and patience spread: standard deviation over mean of lognormals.

    None stands for the exponential distribution.
    """

    handle: float | None = None
    patience: float | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """Shares of the calls of each shape and floor, shape (shapes, floors)."""

    abandoned: FloatArray
    abandoned_in_time: FloatArray
    in_time: FloatArray
    calls: int


@dataclass(frozen=True, slots=True)
class Floor:
    """One floor: calls per second, mean seconds of a call and of patience, agents."""

    rate: float
    handle: float
    patience: float
    agents: int


def simulate(floor: Floor, shapes: tuple[Shape, ...], promised: float, seed: int) -> Met:
    """The long run of a floor under several shapes, each in the same many copies.

    Calls come at random (Poisson) and are answered in their order. The wait that one is offered is
    until the first agent is free; who has less patience gives up after it. Every shape sees the
    same random numbers, so that differences between shapes are surer than the shares are. Copies
    start with agents busy as a floor of that load has them, and the first calls are not counted.

    Source: Kiefer and Wolfowitz, On the theory of queues with many servers, Transactions of the
    American Mathematical Society 78 (1955), with abandonment.
    """
    warm = int(3 * floor.rate * (floor.handle + floor.patience)) + 100
    each = _WORK / ((warm + _COUNTED) * floor.agents * len(shapes))
    copies = int(np.clip(each, _FEWEST_FLOORS, _MOST_FLOORS))
    rng = np.random.default_rng(seed)
    free = _start(floor, len(shapes), copies, rng)
    rows, now = np.arange(len(free)), np.zeros(len(free))
    counts = np.zeros((3, len(free)))
    for step, (gap, busy, calm) in enumerate(_calls(floor, shapes, copies, warm + _COUNTED, rng)):
        now = now + gap
        agent = free.argmin(axis=1)
        offered = np.maximum(free[rows, agent] - now, 0.0)
        stays = calm >= offered
        free[rows, agent] = np.where(stays, now + offered + busy, free[rows, agent])
        if step >= warm:
            counts[0] += ~stays
            counts[1] += ~stays & (calm <= promised)
            counts[2] += stays & (offered <= promised)
    gone, early, in_time = counts.reshape(3, len(shapes), copies) / _COUNTED
    return Met(gone, early, in_time, _COUNTED * copies)


def _start(floor: Floor, shapes: int, copies: int, rng: np.random.Generator) -> FloatArray:
    """When each agent is free at first, shape (shapes * copies, agents)."""
    busy = rng.random((copies, floor.agents)) < floor.rate * floor.handle / floor.agents
    left = rng.exponential(floor.handle, (copies, floor.agents)) * busy
    return np.tile(left, (shapes, 1))


def _calls(
    floor: Floor, shapes: tuple[Shape, ...], copies: int, steps: int, rng: np.random.Generator
) -> Iterator[tuple[FloatArray, FloatArray, FloatArray]]:
    """Seconds since the call before, of the call, and of patience; each (shapes * copies,)."""
    for begin in range(0, steps, _CHUNK):
        size = (min(_CHUNK, steps - begin), copies)
        gaps = rng.exponential(1.0 / floor.rate, size)
        first, second = rng.standard_normal(size), rng.standard_normal(size)
        busy = np.concatenate([_times(first, each.handle) for each in shapes], axis=1)
        calm = np.concatenate([_times(second, each.patience) for each in shapes], axis=1)
        gaps = np.tile(gaps, (1, len(shapes)))
        yield from zip(gaps, busy * floor.handle, calm * floor.patience, strict=True)


def _times(z: FloatArray, cv: float | None) -> FloatArray:
    """Times of mean 1 from standard normal numbers, growing with them."""
    from scipy.special import log_ndtr

    if cv is None:
        return np.asarray(-log_ndtr(-z), dtype=np.float64)
    square = np.log1p(cv * cv)
    return np.asarray(np.exp(np.sqrt(square) * z - square / 2.0), dtype=np.float64)
