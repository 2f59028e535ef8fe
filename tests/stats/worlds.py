"""Made-up businesses whose truth is known, for the tests of `stats`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.stats.arrays import FloatArray, expit
from ringtrue.stats.predictive import Counts, daily_counts


@dataclass(frozen=True, slots=True)
class World:
    """Daily counts of `months` months of 30 days; shapes (days, segments, limits)."""

    decided: FloatArray
    kept: FloatArray

    def counts(self, months: int | None = None) -> Counts:
        """The first `months` months, or all."""
        stop = len(self.decided) if months is None else 30 * months
        day, segment, limit = (a.ravel() for a in np.indices(self.decided[:stop].shape))
        decided, kept = self.decided[:stop].ravel(), self.kept[:stop].ravel()
        return daily_counts(day, segment, limit, decided, kept, day // 30)


def world(
    seed: int,
    months: int,
    segments: int = 12,
    *,
    shock: float = 0.0,
    own: float = 0.0,
    day: float = 0.0,
    slope: float = 0.0,
    season: float = 0.0,
    centre: float = 1.4,
    volume: float = 8.0,
) -> World:
    """A business in logits: month shocks, segments' own moves, day shocks, trend and season."""
    rng = np.random.default_rng(seed)
    month = np.arange(30 * months) // 30
    eta = np.broadcast_to(rng.normal(centre, 0.5, segments), (30 * months, segments)).copy()
    eta += rng.normal(0, shock, months)[month][:, None]
    eta += rng.normal(0, own, (months, segments))[month]
    eta += rng.normal(0, day, 30 * months)[:, None]
    eta += slope * month[:, None] + season * np.sin(2 * np.pi * month / 12)[:, None]
    decided = rng.poisson(volume, eta.shape)
    strict = rng.binomial(decided, expit(eta))
    late = 1 - (1 - expit(eta + 1.0)) / (1 - expit(eta))
    loose = strict + rng.binomial(decided - strict, np.clip(late, 0, 1))
    both = np.stack([decided, decided], axis=-1).astype(np.float64)
    return World(both, np.stack([strict, loose], axis=-1).astype(np.float64))
