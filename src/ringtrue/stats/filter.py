"""The one pass over the periods that learns everything a forecast needs.

It keeps sums, never the rows: each period is met with the forecast that was issued for it, the
misses are split into the common one and the segments' own, and the next forecast is issued.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.stats.arrays import BoolArray, FloatArray, expit
from ringtrue.stats.counts import Counts
from ringtrue.stats.forecast import Forecast, Settings
from ringtrue.stats.levels import CANDIDATES, awake, believe, candidates
from ringtrue.stats.offsets import Offset, Offsets
from ringtrue.stats.shocks import common_shift, shock_scale

_WEAK = 0.02
_VOLUME_DECAY = 0.6
_PRIOR_PAIRS = 40.0


@dataclass(frozen=True, slots=True, eq=False)
class Issued:
    """A forecast with the parts its period is compared with; `levels` (J, L), `speaks` (J,)."""

    levels: FloatArray
    speaks: BoolArray
    level: FloatArray
    offset: Offset
    shock_var: FloatArray


class Filter:
    """Sums over the periods so far.

    Source of the whole: an assumed-density filter, West and Harrison, Bayesian Forecasting and
    Dynamic Models (1997), section 14.2; its parts are cited where they are computed.
    """

    def __init__(self, counts: Counts, settings: Settings) -> None:
        _, segments, limits = counts.decided.shape
        s = settings
        self._counts, self._settings = counts, settings
        self._load = _Load(segments, limits, s.day_correlation)
        self._offsets = Offsets(segments, limits, s.own_sd, s.own_n, s.offset_sd)
        self._path: list[FloatArray] = []
        self._issued: list[Issued] = []
        self._size: list[FloatArray] = []
        self._told: list[FloatArray] = []
        self._miss, self._seen = np.zeros(CANDIDATES), 0.0

    def step(self, t: int) -> Forecast:
        """Meet period `t`, learn from it, and forecast period `t + ahead`.

        Formula and source: see the class and `ringtrue.stats.predictive`.

        >>> from ringtrue.stats.forecast import DEFAULTS
        >>> from ringtrue.stats.counts import daily_counts
        >>> Filter(daily_counts([0], [0], [0], [9], [8], [5]), DEFAULTS).step(0).period
        6
        """
        kept, decided = self._counts.kept[t], self._counts.decided[t]
        design = self._load.add(self._counts, t)
        ahead = self._settings.ahead
        due = self._issued[t - ahead] if t >= ahead else None
        if due is None:
            level = self._first_level(kept, decided, design)
        else:
            level = self._learn(kept, decided, design, due)
        self._path.append(level)
        self._offsets.remember(kept, decided, design, level)
        self._issued.append(self._issue(self._drift(t, design, level)))
        return self._forecast(t)

    def _first_level(self, kept: FloatArray, decided: FloatArray, design: FloatArray) -> FloatArray:
        """The common level of a period for which no forecast had been issued."""
        offset = self._issued[-1].offset.mixed if self._issued else np.zeros_like(decided)
        share = kept.sum(axis=0) / np.maximum(decided.sum(axis=0), 1.0)
        inside = decided * share * (1.0 - share)
        weight = 1.0 / (design + inside * self._settings.offset_sd**2)
        return common_shift(kept, decided, offset, weight, _WEAK)[0]

    def _learn(
        self, kept: FloatArray, decided: FloatArray, design: FloatArray, due: Issued
    ) -> FloatArray:
        """Split the miss into the common one and the rest; returns the period's common level."""
        centre = due.level + due.offset.mixed
        p = expit(centre)
        inside = decided * p * (1.0 - p)
        weight = 1.0 / (design + inside * (due.offset.own_var + due.offset.var))
        shift, var = common_shift(kept, decided, centre, weight, 1.0 / due.shock_var)
        told = 1.0 - var / due.shock_var
        level = due.level + shift
        self._size.append(np.sqrt(shift**2 + var))
        self._told.append(told)
        said = np.where(due.speaks[:, None], due.levels, due.level)
        self._miss = self._miss + (told * (said - level) ** 2).mean(axis=1)
        self._seen = self._seen + float(told.mean())
        self._offsets.learn(kept, decided, design, level, due.offset)
        return level

    def _drift(self, t: int, design: FloatArray, level: FloatArray) -> FloatArray:
        """By how much the second half of the period was better than the first, shrunken; (L,)."""
        counts, prior = self._counts, 1.0 / self._settings.shock_sd**2
        offset = self._offsets.estimate(level)
        centre = level + offset.mixed
        late, late_kept = counts.late_decided[t], counts.late_kept[t]
        early, early_kept = counts.decided[t] - late, counts.kept[t] - late_kept
        p = expit(centre)
        own = p * (1.0 - p) * offset.own_var
        after = common_shift(late_kept, late, centre, 1.0 / (design + late * own), prior)[0]
        before = common_shift(early_kept, early, centre, 1.0 / (design + early * own), prior)[0]
        return after - before

    def _issue(self, drift: FloatArray) -> Issued:
        s, limits = self._settings, self._counts.decided.shape[2]
        levels = candidates(np.array(self._path), drift, s.ahead, s.season)
        told = np.array(self._told).reshape(-1, limits)
        size = np.array(self._size).reshape(-1, limits)
        speaks = awake(len(self._path), s.season)
        level = believe(self._miss, self._seen, s.shock_sd, s.shock_n, speaks) @ levels
        scale = shock_scale(size, told, s.shock_sd, s.shock_n, s.shock_df)
        return Issued(levels, speaks, level, self._offsets.estimate(level), scale)

    def _forecast(self, t: int) -> Forecast:
        now, load = self._issued[-1], self._load
        var = now.shock_var + now.offset.own_var + now.offset.var
        return Forecast(
            period=int(self._counts.periods[t]) + self._settings.ahead,
            location=now.level + now.offset.mixed,
            scale=np.sqrt(var),
            df=self._settings.shock_df,
            volume=np.maximum(np.round(load.volume), 1.0),
            design=load.design(load.day_size),
            decided=load.decided.copy(),
            idle=load.idle.copy(),
            history=t + 1,
            settings=self._settings,
        )


class _Load:
    """How many records come, how many on a day, and how strongly a day's records cluster."""

    def __init__(self, segments: int, limits: int, correlation: float) -> None:
        self.volume = np.zeros((segments, limits))
        self.decided = np.zeros((segments, limits))
        self.day_size = np.ones((segments, limits))
        self.idle = np.zeros((segments, limits), dtype=np.int64)
        self._excess = np.full(limits, correlation * _PRIOR_PAIRS)
        self._pairs = np.full(limits, _PRIOR_PAIRS)
        self._age = 0.0

    def add(self, counts: Counts, t: int) -> FloatArray:
        """Take in period `t`; returns its design effect (S, L)."""
        decided, size = counts.decided[t], counts.day_size[t]
        gain = 1.0 / (1.0 + self._age * _VOLUME_DECAY)
        self.volume = self.volume + gain * (decided - self.volume)
        mean = np.where(self.decided > 0, self.day_size + gain * (size - self.day_size), size)
        self.day_size = np.where(decided > 0, np.maximum(mean, 1.0), self.day_size)
        self._age = 1.0 + self._age * _VOLUME_DECAY
        self.decided = self.decided + decided
        self.idle = np.where(decided > 0, 0, self.idle + 1)
        self._excess = self._excess + counts.excess[t]
        self._pairs = self._pairs + counts.pairs[t]
        return self.design(size)

    def design(self, day_size: FloatArray) -> FloatArray:
        """`1 + rho (n_day - 1)` with the pooled, slightly shrunken intra-class correlation."""
        rho = np.clip(self._excess / self._pairs, 0.0, 0.9)
        return np.asarray(1.0 + rho * np.maximum(day_size - 1.0, 0.0), dtype=np.float64)
