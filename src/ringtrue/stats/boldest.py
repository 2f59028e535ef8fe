"""The boldest limit of a ladder that can honestly be promised.

Picking the best of many invites luck: the limit that just meets the wish is often the one whose
estimate erred upward. So the limit must be met at a high level, and so must every weaker one.
"""

from __future__ import annotations

import numpy as np

from ringtrue.stats.arrays import FloatArray, IntArray
from ringtrue.stats.predictive import Forecast, Roll

LEVEL = 0.95
"""Probability at which the chosen limit must be met; measured to hold in over nine of ten cases."""


def boldest(forecast: Forecast, share: float, level: float = LEVEL) -> IntArray:
    """Per segment, the first limit from which on all limits keep at least `share`; (S,).

    Limits go from boldest (0) to weakest (L - 1), as a ladder of rising deadlines does. The answer
    is `min {l : P(share_j >= share) >= level and not abstaining, for all j >= l}`, or -1 if there
    is none. Asking it of the whole tail costs nothing when limits are nested and guards against a
    lucky one. Source: a fixed-sequence test, Maurer, Hothorn and Lehmacher (1995): going from the
    weakest claim on and stopping at the first that fails keeps the level without correction.

    >>> from ringtrue.stats.predictive import _example_counts, roll
    >>> boldest(roll(_example_counts()).forecasts[-1], 0.8, 0.9).tolist()
    [0]
    >>> boldest(roll(_example_counts()).forecasts[-1], 0.95).tolist()
    [-1]
    """
    meets = (forecast.probability(share) >= level) & ~forecast.abstains
    tail = np.cumprod(meets[:, ::-1].astype(np.int64), axis=1).sum(axis=1)
    return np.asarray(np.where(tail > 0, meets.shape[1] - tail, -1), dtype=np.int64)


def boldest_record(
    rolled: Roll, share: float, level: float = LEVEL, min_next: int = 30
) -> tuple[FloatArray, FloatArray]:
    """How the chosen limits fared: held and given, per judged period; two arrays (origins,).

    A segment counts when its judged period has at least `min_next` decided records at the chosen
    limit. Source: rolling-origin evaluation, Tashman, International Journal of Forecasting 16
    (2000); use `ringtrue.stats.proportions.clustered` on the result.

    >>> from ringtrue.stats.predictive import _example_counts, roll
    >>> held, given = boldest_record(roll(_example_counts()), 0.8, 0.9)
    >>> held.tolist(), given.tolist()
    ([1.0, 1.0], [1.0, 1.0])
    """
    held, given = np.zeros(len(rolled.judged)), np.zeros(len(rolled.judged))
    for t in rolled.judged:
        chosen = boldest(rolled.forecasts[t], share, level)
        who = np.flatnonzero(chosen >= 0)
        decided = rolled.counts.decided[t + rolled.ahead][who, chosen[who]]
        kept = rolled.counts.kept[t + rolled.ahead][who, chosen[who]]
        enough = decided >= max(min_next, 1)
        given[t] = enough.sum()
        held[t] = (enough & (kept >= share * decided - 1e-9)).sum()
    return held, given
