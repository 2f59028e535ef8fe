"""What is expected of one coming period: a centre, a spread, a volume, and reasons to say nothing.

The forecast is a Student t on the logit scale with binomial noise on top; everything a verdict
asks of it (a probability, a lower bound) is read off here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum

import numpy as np

from ringtrue.stats.arrays import BoolArray, FloatArray, IntArray, expit

_TAIL = (0, 0.0005, 0.001, 0.002, 0.004, 0.007, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.065, 0.08)
_BODY = (0.1, 0.125, 0.15, 0.175, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
_HEAD = (0.75, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1.0)
_EDGES = np.array([*_TAIL, *_BODY, *_HEAD])
_NODES = (_EDGES[1:] + _EDGES[:-1]) / 2.0
_WEIGHTS = np.diff(_EDGES)


class Reason(StrEnum):
    """Why a forecast abstains, or what it could not yet know."""

    NO_RECORDS = "no_records"
    FEW_RECORDS = "few_records"
    SILENT = "silent"
    ONE_PERIOD = "one_period"
    SEASON_UNSEEN = "season_unseen"


ABSTAINING = frozenset({Reason.NO_RECORDS, Reason.FEW_RECORDS, Reason.SILENT})
"""The reasons that forbid a yes; the others only stand beside the number."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is assumed before the source has spoken; every number fades as history grows.

    Attributes:
        ahead: Periods between the last one known and the one judged.
        season: Periods in a year (12 months, 52 weeks); 0 for none.
        min_decided: Fewest decided records of a segment and limit that may support a yes.
        silent_after: Periods without a record after which a segment is silent.
        shock_sd: Prior size of a whole period's shift, in logits: 0.35 is 6 points at 80 %. Ours;
            the learnt values were 0.13 to 0.45 on flights, city services, laboratory turnaround
            and traffic stops, and about 1 on complaints and daily weather.
        shock_n: How many periods that prior is worth.
        shock_df: Tails of the shocks: the degrees of freedom of their Student t.
        own_sd: Prior size of a segment's own shift beside the common one, in logits. Ours.
        own_n: How many segment periods that prior is worth.
        offset_sd: Prior spread of the segments around the common level, in logits. Ours.
        day_correlation: Prior intra-class correlation of a day's records. Ours.
    """

    ahead: int = 1
    season: int = 12
    min_decided: int = 10
    silent_after: int = 3
    shock_sd: float = 0.35
    shock_n: float = 4.0
    shock_df: float = 5.0
    own_sd: float = 0.15
    own_n: float = 10.0
    offset_sd: float = 0.5
    day_correlation: float = 0.01


DEFAULTS = Settings()


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """What is expected of one coming period, by segment and limit: arrays of shape (S, L).

    Attributes:
        period: Number of the period forecast.
        location: Centre on the logit scale.
        scale: Scale of the Student t around it, without the records' own noise.
        df: Degrees of freedom of that t.
        volume: Decided records expected in the period, at least 1.
        design: Variance of a period's count over its binomial variance (day clusters), at least 1.
        decided: Decided records seen so far.
        idle: Periods since the last decided record.
        history: Periods known at this origin.
        settings: The settings used.
    """

    period: int
    location: FloatArray
    scale: FloatArray
    df: float
    volume: FloatArray
    design: FloatArray
    decided: FloatArray
    idle: IntArray
    history: int
    settings: Settings

    @property
    def centre(self) -> FloatArray:
        """The middle of the forecast: as likely to be exceeded as not.

        Formula: `expit(location)`; source: the median of a logit-t, any monotone map keeps medians.

        >>> _example().centre.round(2).tolist()
        [[0.88]]
        """
        return expit(self.location)

    def probability(self, target: float) -> FloatArray:
        """How likely at least `target` (0..1) of the next period's records are kept; (S, L).

        `P(K >= m) = E_p I_p(m / phi, (n - m) / phi + (1 + 1 / phi) / 2)`, `m = ceil(target n)`,
        `logit p ~ t_df(location, scale)`. With `phi = 1` this is the exact binomial tail; a design
        effect `phi` leaves `n / phi` effective records. Source: Abramowitz and Stegun (1964),
        26.5.24 for the tail; Kish, Survey Sampling (1965), section 8.2 for effective sizes.

        >>> f = _example()
        >>> f.probability(0.8).round(2).tolist(), f.probability(0.95).round(2).tolist()
        ([[0.93]], [[0.04]])
        """
        whole = np.ceil(target * self.volume - 1e-9)
        return self._at_least(whole)

    def lower(self, level: float = 0.95) -> FloatArray:
        """The share that the next period reaches or exceeds with probability `level`; (S, L).

        The largest `m / volume` with `P(K >= m) >= level`, found by bisection; so `lower(level) >=
        target` says the same as `probability(target) >= level`. Source: a lower prediction limit
        as in Hahn, Meeker and Escobar, Statistical Intervals (2017), section 6.7.

        >>> _example().lower(0.9).round(2).tolist()
        [[0.81]]
        """
        low, high = np.zeros_like(self.volume), self.volume + 1.0
        while float((high - low).max()) > 1.0:
            middle = np.floor((low + high) / 2.0)
            met = self._at_least(middle) >= level
            low, high = np.where(met, middle, low), np.where(met, high, np.maximum(middle, low + 1))
        return np.asarray(low / self.volume, dtype=np.float64)

    @property
    def abstains(self) -> BoolArray:
        """Where no yes may be given, whatever the probability; (S, L).

        Rule (ours, no formula): fewer than `min_decided` records so far, or silent for too long.

        >>> _example().abstains.tolist()
        [[False]]
        """
        silent = self.idle >= self.settings.silent_after
        return np.asarray((self.decided < self.settings.min_decided) | silent, dtype=np.bool_)

    def reasons(self, segment: int, limit: int) -> tuple[Reason, ...]:
        """Why this cell abstains and what the forecast could not know; empty if nothing.

        Rule (ours, no formula): see `Reason` and `Settings`.

        >>> _example().reasons(0, 0)
        (<Reason.SEASON_UNSEEN: 'season_unseen'>,)
        """
        seen = float(self.decided[segment, limit])
        cases = {
            Reason.NO_RECORDS: seen == 0,
            Reason.FEW_RECORDS: 0 < seen < self.settings.min_decided,
            Reason.SILENT: seen > 0 and self.idle[segment, limit] >= self.settings.silent_after,
            Reason.ONE_PERIOD: self.history < 2,
            Reason.SEASON_UNSEEN: self.settings.season > 1
            and (self.history <= self.settings.season),
        }
        return tuple(reason for reason, holds in cases.items() if holds)

    def _at_least(self, whole: FloatArray) -> FloatArray:
        from scipy.special import betainc, stdtrit

        spread = self.scale[..., None] * stdtrit(self.df, _NODES)
        share = expit(self.location[..., None] + spread)
        phi = self.design
        wins = np.maximum(whole, 1e-9) / phi
        rest = (self.volume - whole) / phi + (1.0 + 1.0 / phi) / 2.0
        tail = betainc(wins[..., None], np.maximum(rest, 1e-9)[..., None], share) @ _WEIGHTS
        return np.asarray(np.where(whole <= 0, 1.0, np.where(rest > 0, tail, 0.0)))


def with_volume(old: Forecast, volume: FloatArray, length: float = 1.0) -> Forecast:
    """The same forecast for another number of records, (S, L); fewer records are noisier.

    For a planned load, or for a period `length` times as long. The design effect moves with the
    records of a day: `1 + (phi - 1) new / (old length)`, from `phi = 1 + rho (n_day - 1)`. Source:
    Kish, Survey Sampling (1965), section 5.4.

    >>> few = with_volume(_example(), np.array([[20.0]]))
    >>> few.lower(0.9).round(2).tolist()
    [[0.75]]
    """
    whole = np.maximum(np.round(volume), 1.0)
    design = 1.0 + (old.design - 1.0) * whole / (old.volume * length)
    return replace(old, volume=whole, design=design)


def at_planned_load(
    old: Forecast, lift: float, shift: float | FloatArray, sd: float | FloatArray
) -> Forecast:
    """The same forecast for `lift` times the records, `shift` logits lower (shift is not above 0).

    Shift and its error are one number, or one for each limit (L,). `sd` is how sure the shift is,
    in logits; it widens the spread: `sqrt(scale^2 + sd^2)`. Formula: the sum of independent errors;
    the volume as in `with_volume`.

    >>> busy = at_planned_load(_example(), 1.5, -0.5, 0.2)
    >>> busy.centre.round(2).tolist(), busy.volume.tolist()
    ([[0.82]], [[450.0]])
    """
    plain = Forecast(*(getattr(old, each.name) for each in fields(Forecast)))
    moved = replace(plain, location=old.location + shift, scale=np.sqrt(old.scale**2 + sd**2))
    return with_volume(moved, old.volume * lift)


def _example() -> Forecast:
    return Forecast(
        period=3,
        location=np.array([[2.0]]),
        scale=np.array([[0.3]]),
        df=5.0,
        volume=np.array([[300.0]]),
        design=np.array([[2.0]]),
        decided=np.array([[900.0]]),
        idle=np.array([[0]]),
        history=3,
        settings=DEFAULTS,
    )
