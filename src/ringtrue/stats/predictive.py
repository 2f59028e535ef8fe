"""Will at least this share of the records of the next period be kept?

Last month's share is not the answer: months differ. In ten lines, what is done instead:

1.  Everything happens on the logit scale, per limit. A segment's share in a period is the common
    level of that period plus the segment's own offset.
2.  The common level of each period is the shift that explains all its segments' counts together.
3.  Next period's level is a weighted mean of seven plain forecasts (last value, three means, drift
    within the last period, trend, season); weights come from their own past misses.
4.  A segment's offset is its kept records against what the common level alone would have given,
    shrunk to zero by as many records as segments differ little (partial pooling).
5.  How far a whole period misses (common shock) is learnt from all past misses of the source, one
    per period, robustly, starting from a prior worth four periods.
6.  How far a segment misses on its own is learnt from what is left beyond day-clustered noise.
7.  Both, and the offset's own uncertainty, spread the forecast as a Student t.
8.  The next period's finite, day-clustered number of records adds binomial noise.
9.  The result is a probability per target; the lower bound is the largest share it still supports.
10. Each origin uses only what was known then, so that a roll over the past is an honest test.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.counts import Counts, blocks, calendar_months, daily_counts
from ringtrue.stats.filter import Filter
from ringtrue.stats.forecast import ABSTAINING, DEFAULTS, Forecast, Reason, Settings, with_volume

__all__ = [
    "ABSTAINING",
    "DEFAULTS",
    "Counts",
    "Forecast",
    "Reason",
    "Roll",
    "Settings",
    "blocks",
    "calendar_months",
    "daily_counts",
    "forecast",
    "roll",
    "with_volume",
]


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """The forecasts that would have been made at the end of every period, and what came.

    `forecasts[t]` knows periods `0..t` of `counts` and speaks of period `t + ahead`; the last ones
    speak of periods still to come.
    """

    counts: Counts
    forecasts: tuple[Forecast, ...]
    ahead: int

    @property
    def judged(self) -> range:
        """Origins whose period has come: `0 .. T - ahead - 1`.

        Definition (no formula): rolling-origin evaluation, Tashman, International Journal of
        Forecasting 16 (2000).

        >>> len(roll(_example_counts()).judged)
        2
        """
        return range(max(len(self.forecasts) - self.ahead, 0))


def forecast(
    counts: Counts, settings: Settings = DEFAULTS, volume: FloatArray | None = None
) -> Forecast:
    """Forecast the period that comes `settings.ahead` after the last one of `counts`.

    `volume` (S, L) replaces the expected number of decided records, for a planned load or a period
    of another length. Formula and sources: the ten lines above, `ringtrue.stats.shocks`,
    `ringtrue.stats.levels`, `ringtrue.stats.filter`.

    >>> forecast(_example_counts()).lower(0.9).round(2).tolist()
    [[0.82]]
    """
    last = roll(counts, settings).forecasts[-1]
    return last if volume is None else with_volume(last, volume)


def roll(counts: Counts, settings: Settings = DEFAULTS) -> Roll:
    """Forecast at the end of every period with only what was known then; one pass.

    Formula and sources: as `forecast`; rolling origins as in Tashman, International Journal of
    Forecasting 16 (2000).

    >>> [f.history for f in roll(_example_counts()).forecasts]
    [1, 2, 3]
    """
    state = Filter(counts, settings)
    forecasts = [state.step(t) for t in range(len(counts.periods))]
    return Roll(counts, tuple(forecasts), settings.ahead)


def _example_counts() -> Counts:
    days = np.arange(90)
    zero = np.zeros_like(days)
    return daily_counts(days, zero, zero, zero + 10, 9 - days % 7 // 6, days // 30)
