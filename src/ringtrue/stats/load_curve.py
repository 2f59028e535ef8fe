"""How the kept share falls when a day is busier than usual.

Every day's load is its volume over what was usual for it: the mean of the same weekday in the eight
weeks before. So neither the week's own pattern nor growth is mistaken for load. Over that load the
share is fitted by isotonic regression: weighted by decided records, never rising, with no other
shape assumed. Its doubt comes from drawing whole weeks anew.

What it cannot tell: a day is judged by its own load alone. Work that piles up over weeks of high
load does more harm than single busy days have shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.stats.arrays import BoolArray, FloatArray, IntArray, expit, logit
from ringtrue.stats.proportions import clustered

WEEKS = 8
"""So many weeks before a day say what is usual for its weekday. Ours."""
_FEWEST_WEEKS = 3
_WEEK = 7
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
        order = np.argsort(self.load, kind="stable")
        return float(_at(np.array([load]), self.load[order], self.fitted[order])[0])

    def busier(self, load: float) -> int:
        """Days that were at least so busy."""
        return int((self.load >= load).sum())

    @property
    def busiest(self) -> float:
        """The highest load seen; 0 without a day."""
        return float(self.load.max(initial=0.0))


@dataclass(frozen=True, slots=True)
class Planned:
    """The share at a planned load beside that at the usual one.

    `low` and `high` are the ends of the interval of `share` at `level`. `shift` is by how many
    logits the planned share is below the usual one (never above 0), `sd` how sure that is.
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
    curve: LoadCurve, lift: float, *, seed: int = 0, draws: int = DRAWS, level: float = 0.95
) -> Planned | None:
    """The share when every day is `lift` times as busy as usual; None when that was never seen.

    Seen means on `FEWEST_DAYS` days at least. Weeks are drawn with replacement and the curve is
    fitted anew each time (block bootstrap: Künsch, Annals of Statistics 17, 1989). A fit that never
    rises leans downwards at its busy end, and drawing doubles that; so the interval spans both the
    quantiles drawn and their mirror image in the estimate, on logits (Davison and Hinkley,
    Bootstrap Methods and their Application, 1997, section 5.2). In two simulated years with weeks,
    busy days and shocks, ends meant to hold 95 % held 91 to 97 %. Where all such days agree,
    drawing says nothing: then the interval is the clustered one of `stats.proportions`.
    """
    busy = curve.load >= lift
    if int(busy.sum()) < FEWEST_DAYS:
        return None
    usual, share = curve.at(1.0), curve.at(lift)
    drawn = _redraw(curve, np.array([1.0, lift]), seed, draws)
    low, high = _ends(drawn[:, 1], share, level)
    shifts = np.minimum(logit(drawn[:, 1]) - logit(drawn[:, 0]), 0.0)
    own = _own_interval(curve, busy, level)
    return Planned(
        usual=usual,
        share=share,
        low=min(low, share, own[0]),
        high=max(high, share, own[1]),
        level=level,
        days=int(busy.sum()),
        shift=min(float(logit(np.array(share)) - logit(np.array(usual))), 0.0),
        sd=float(shifts.std()),
        seed=seed,
    )


def _ends(drawn: FloatArray, share: float, level: float) -> tuple[float, float]:
    low, high = np.quantile(logit(drawn), ((1 - level) / 2, (1 + level) / 2))
    middle = float(logit(np.array(share)))
    ends = expit(np.array([low, high, 2 * middle - low, 2 * middle - high]))
    return float(ends.min()), float(ends.max())


def _own_interval(curve: LoadCurve, busy: BoolArray, level: float) -> tuple[float, float]:
    kept, decided = curve.kept[busy], curve.decided[busy]
    if 0 < kept.sum() < decided.sum():
        return 1.0, 0.0  # an interval that is wider than none
    own = clustered(kept, decided, level)
    return own.lower, own.upper


def _redraw(curve: LoadCurve, asked: FloatArray, seed: int, draws: int) -> FloatArray:
    """The fitted share at the loads `asked`, of weeks drawn anew; (draws, len(asked))."""
    random = np.random.default_rng(seed)
    _, week = np.unique(curve.day // _WEEK, return_inverse=True)
    many = int(week.max()) + 1
    times = random.multinomial(many, np.full(many, 1 / many), size=draws)[:, week]
    loads, at = np.unique(curve.load, return_inverse=True)
    found = np.empty((draws, len(asked)))
    for row, weight in enumerate(times):
        some = np.bincount(at, curve.kept * weight).astype(np.float64)
        whole = np.bincount(at, curve.decided * weight).astype(np.float64)
        drawn = whole > 0
        fitted = _never_rising(some[drawn], whole[drawn])
        found[row] = _at(asked, loads[drawn], fitted)
    return found


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
