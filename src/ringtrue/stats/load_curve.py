"""How the kept share falls when a day is busier than usual.

Every day's load is its volume over what was usual for it: the mean of the same weekday in the eight
weeks before. So neither the week's own pattern nor growth is mistaken for load. Over that load the
share is fitted by isotonic regression: weighted by decided records, never rising, with no other
shape assumed. Its doubt comes from drawing whole weeks anew.

What it cannot tell: a day is judged by its own load alone. Work that piles up over weeks of high
load does more harm than single busy days have shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ringtrue.stats.arrays import BoolArray, FloatArray, IntArray, expit, logit
from ringtrue.stats.proportions import clustered

WEEKS = 8
"""So many weeks before a day say what is usual for its weekday. Ours."""
_FEWEST_WEEKS = 3
_WEEK = 7
_POINTS = 40
FEWEST_DAYS = 5
"""So many days at least as busy must have been seen before a number is given. Ours."""
DRAWS = 400


@dataclass(frozen=True, slots=True, eq=False)
class LoadCurve:
    """Days with their load and counts, and the share fitted over the load; arrays of shape (K,).

    Attributes:
        day: Number of the day.
        load: Volume of the day over what was usual for it.
        kept: Records kept.
        decided: Records kept or broken, at least 1.
        fitted: The share at each day's load, 0 to 1; a busier day never has a higher one.
    """

    day: IntArray
    load: FloatArray
    kept: FloatArray
    decided: FloatArray
    fitted: FloatArray

    def at(self, load: float) -> float:
        """The fitted share on the calmest day that was at least so busy, or else on the busiest.

        Between two days the share is at least that, since it never rises with load.
        """
        return float(self.along(np.array([load]))[0])

    def along(self, loads: FloatArray) -> FloatArray:
        """The same at many loads, in their shape."""
        order = np.argsort(self.load, kind="stable")
        return _at(loads, self.load[order], self.fitted[order])

    def busier(self, load: float) -> int:
        """Days that were at least so busy."""
        return int((self.load >= load).sum())

    @property
    def busiest(self) -> float:
        """The highest load seen; 0 without a day."""
        return float(self.load.max(initial=0.0))


@dataclass(frozen=True, slots=True)
class Planned:
    """The share over planned days beside that over usual ones.

    `days` are those at least as busy as the busiest planned. `low` and `high` are the ends of the
    interval of `share` at `level`. `shift` is by how many logits the planned share is below the
    usual one (never above 0), `sd` how sure that is.
    """

    usual: float
    share: float
    low: float
    high: float
    level: float
    days: int
    shift: float
    sd: float
    seed: int


def relative_load(day: IntArray, volume: FloatArray) -> FloatArray:
    """Each day's volume over the mean of the same weekday in the eight weeks before; shape (K,).

    Days without a record are closed days and count for nothing. NaN where fewer than three of the
    eight weekdays had one. `day` is sorted, each day once, `volume` above 0.

    >>> days = np.arange(70)
    >>> relative_load(days, np.where(days == 69, 30.0, 10.0))[[0, 20, 21, 69]].tolist()
    [nan, nan, 1.0, 3.0]
    """
    if not len(day):
        return np.zeros(0)
    at = day - day[0] + _WEEK * WEEKS
    dense = np.zeros(int(at[-1]) + 1)
    dense[at] = volume
    before = np.array([dense[at - _WEEK * week] for week in range(1, WEEKS + 1)])
    open_days = (before > 0).sum(axis=0)
    usual = before.sum(axis=0) / np.maximum(open_days, 1)
    known = open_days >= _FEWEST_WEEKS
    return np.where(known, volume / np.where(known, usual, 1.0), np.nan)


def usual_volume(day: IntArray, volume: FloatArray) -> float:
    """Mean volume of a day with records in the last eight weeks; 0 without a day.

    >>> usual_volume(np.arange(60), np.full(60, 12.0))
    12.0
    """
    late = day > day.max(initial=0) - _WEEK * WEEKS
    return float(volume[late].mean()) if late.any() else 0.0


def load_curve(
    day: IntArray, volume: FloatArray, kept: FloatArray, decided: FloatArray
) -> LoadCurve:
    """The curve over days that are decided; arrays of shape (K,), sorted by day, each day once.

    Minimises `sum decided (kept / decided - m(load))^2` over all m that never rise (pooled adjacent
    violators). Days of one load are taken together. Source: Barlow, Bartholomew, Bremner and Brunk,
    Statistical Inference under Order Restrictions (1972), section 1.2.

    >>> days = np.arange(100)
    >>> busy = days % 30 > 27
    >>> full = np.where(busy, 20.0, 10.0)
    >>> curve = load_curve(days, full, np.where(busy, 10.0, 9.0), full)
    >>> curve.at(1), curve.at(curve.busiest), curve.busier(1.7)
    (0.9, 0.5, 6)
    """
    load = relative_load(day, volume)
    known = np.isfinite(load) & (decided > 0)
    day, load, kept, decided = day[known], load[known], kept[known], decided[known]
    return LoadCurve(day, load, kept, decided, _fit(load, kept, decided))


def at_load(
    curve: LoadCurve,
    times: Sequence[float],
    *,
    seed: int = 0,
    draws: int = DRAWS,
    level: float = 0.95,
) -> Planned | None:
    """The share over days that are `times` as busy as usual; None when never seen so busy.

    A usual day is not always as busy: planned days vary as the days of the curve do. With their
    loads L, in `_POINTS` points of as many records each, and the fitted share m,

        share = sum over days of times mean(m(times L)) / sum(times).

    Seen means that `FEWEST_DAYS` days at least were as busy as the busiest of `times`; above the
    busiest day seen m is as there. Weeks are drawn with replacement and the curve is fitted anew
    each time (block bootstrap: Künsch, Annals of Statistics 17, 1989). A fit that never rises leans
    downwards at its busy end, and drawing doubles that; so the interval spans both the quantiles
    drawn and their mirror image in the estimate, on logits (Davison and Hinkley, Bootstrap Methods
    and their Application, 1997, section 5.2), and above the same without the few busiest days.
    Where all the busiest days agree, drawing says nothing of them: then their part of the interval
    is the clustered one of `stats.proportions`. In simulated shops ends meant to hold 95 % held 88
    to 99 % (benchmarks/load_curve.md).
    """
    busiest = max(times)
    busy = curve.load >= busiest
    if int(busy.sum()) < FEWEST_DAYS:
        return None
    usual, planned = _usual(curve), _planned(curve, times)
    often = planned.up_to(max(busiest, float(np.sort(curve.load)[-FEWEST_DAYS])))
    drawn = _redraw(curve, (usual, planned, often), seed, draws)
    as_usual, share = usual.share(curve), planned.share(curve)
    low, high = _ends(drawn[:, 1], share, level)
    _, seen = _ends(drawn[:, 2], often.share(curve), level)
    own = _own_ends(curve, planned, busy, level)
    shifts = np.minimum(logit(drawn[:, 1]) - logit(drawn[:, 0]), 0.0)
    return Planned(
        usual=as_usual,
        share=share,
        low=min(share, low, *own),
        high=max(share, high, seen, *own),
        level=level,
        days=int(busy.sum()),
        shift=min(float(logit(np.array(share)) - logit(np.array(as_usual))), 0.0),
        sd=float(shifts.std()),
        seed=seed,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Mix:
    """Days of several loads, and the part of all their records that each has; shapes (M,)."""

    loads: FloatArray
    parts: FloatArray

    def share(self, curve: LoadCurve) -> float:
        """The fitted share of all their records."""
        return min(float(self.parts @ curve.along(self.loads)), 1.0)

    def up_to(self, most: float) -> _Mix:
        """The same, no load above one."""
        return _Mix(np.minimum(self.loads, most), self.parts)


def _usual(curve: LoadCurve) -> _Mix:
    """The loads that days have, in points of as many records each, sorted."""
    order = np.argsort(curve.load, kind="stable")
    upto = np.cumsum(curve.decided[order]) / curve.decided.sum()
    middles = (np.arange(_POINTS) + 0.5) / _POINTS
    return _Mix(curve.load[order][np.searchsorted(upto, middles)], np.full(_POINTS, 1 / _POINTS))


def _planned(curve: LoadCurve, times: Sequence[float]) -> _Mix:
    """The loads of planned days; days that are planned alike are one."""
    usual = _usual(curve)
    multiples, many = np.unique(np.round(times, 2), return_counts=True)
    records = multiples * many / float(multiples @ many)
    return _Mix(np.outer(multiples, usual.loads).ravel(), np.outer(records, usual.parts).ravel())


def _ends(drawn: FloatArray, share: float, level: float) -> tuple[float, float]:
    low, high = np.quantile(logit(drawn), ((1 - level) / 2, (1 + level) / 2))
    middle = float(logit(np.array(share)))
    ends = expit(np.array([low, high, 2 * middle - low, 2 * middle - high]))
    return float(ends.min()), float(ends.max())


def _own_ends(curve: LoadCurve, planned: _Mix, busy: BoolArray, level: float) -> tuple[float, ...]:
    """The ends of the planned share where all records of busy days agree; else none."""
    kept, decided = curve.kept[busy], curve.decided[busy]
    if 0 < kept.sum() < decided.sum():
        return ()
    fitted, own = curve.along(planned.loads), clustered(kept, decided, level)
    part = float(planned.parts[fitted == fitted.min()].sum())
    share = planned.share(curve)
    return tuple(share + part * (end - float(fitted.min())) for end in (own.lower, own.upper))


def _redraw(curve: LoadCurve, mixes: Sequence[_Mix], seed: int, draws: int) -> FloatArray:
    """The fitted share of each mix, of weeks drawn anew; (draws, len(mixes))."""
    random = np.random.default_rng(seed)
    _, week = np.unique(curve.day // _WEEK, return_inverse=True)
    many = int(week.max()) + 1
    times = random.multinomial(many, np.full(many, 1 / many), size=draws)[:, week]
    loads, at = np.unique(curve.load, return_inverse=True)
    found = np.empty((draws, len(mixes)))
    for row, weight in enumerate(times):
        some = np.bincount(at, curve.kept * weight).astype(np.float64)
        whole = np.bincount(at, curve.decided * weight).astype(np.float64)
        drawn = whole > 0
        fitted = _never_rising(some[drawn], whole[drawn])
        found[row] = [each.parts @ _at(each.loads, loads[drawn], fitted) for each in mixes]
    return np.minimum(found, 1.0)


def _at(asked: FloatArray, loads: FloatArray, fitted: FloatArray) -> FloatArray:
    """The fitted share at the next of the sorted loads, the last one where there is none."""
    return fitted[np.minimum(np.searchsorted(loads, asked), len(loads) - 1)]


def _fit(load: FloatArray, kept: FloatArray, decided: FloatArray) -> FloatArray:
    """The fitted share of each day, in the order of the days."""
    if not len(load):
        return np.zeros(0)
    _, at = np.unique(load, return_inverse=True)
    some = np.bincount(at, kept).astype(np.float64)
    whole = np.bincount(at, decided).astype(np.float64)
    return np.asarray(_never_rising(some, whole)[at], dtype=np.float64)


def _never_rising(kept: FloatArray, decided: FloatArray) -> FloatArray:
    """Weighted isotonic regression of shares that stand in the order of their load."""
    from scipy.optimize import isotonic_regression

    found = isotonic_regression(kept / decided, weights=decided, increasing=False)
    return np.asarray(found.x, dtype=np.float64)
