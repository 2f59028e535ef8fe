"""What an earlier campaign really brought: orders beyond what would have come without it.

Expected of a day is the mean of the same weekday in the eight weeks before the campaign. The excess
of the window is compared with that of windows of the same length before it, in which nothing was
sent: their spread says how sure the excess is, whatever makes days alike (a placebo test in time;
Abadie, Diamond and Hainmueller, JASA 105, 2010, for the idea).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.core.figure import Basis, Figure
from ringtrue.stats.arrays import FloatArray

WEEKS = 8
_WEEK = 7
FEWEST_WINDOWS = 4
"""So many windows that do not overlap must lie before a campaign. Ours."""


@dataclass(frozen=True, slots=True)
class Excess:
    """Orders of a window beyond those expected, with standard error and its degrees of freedom.

    `observed` and `expected` are of the whole window, `windows` those it was compared with.
    """

    observed: float
    expected: float
    error: float
    windows: int

    @property
    def excess(self) -> float:
        """What came beyond."""
        return self.observed - self.expected

    def ends(self, level: float = 0.95) -> tuple[float, float]:
        """The interval of the excess: `excess -+ t se`, with `windows - 1` degrees of freedom."""
        from scipy.special import stdtrit

        half = float(stdtrit(self.windows - 1, 0.5 + level / 2)) * self.error
        return self.excess - half, self.excess + half


def excess_of(daily: FloatArray, first: int, days: int) -> Excess | None:
    """The excess of `days` from day `first` of `daily` counts; shape (all days,), none missing.

    Formula: `sum(x - m)` with m the mean of the same weekday in the `WEEKS` before the window; its
    error is the standard deviation of the same sum over windows that lie one after another before
    it. None where fewer than `FEWEST_WINDOWS` do, or the window is not all there.

    >>> found = excess_of(np.where(np.arange(300) >= 280, 15.0, 10.0), 280, 10)
    >>> found.observed, found.expected, found.excess, found.error
    (150.0, 100.0, 50.0, 0.0)
    """
    if days < 1 or first + days > len(daily):
        return None
    begins = np.arange(first - days, WEEKS * _WEEK - 1, -days)
    if len(begins) < FEWEST_WINDOWS:
        return None
    placebo = np.array([np.subtract(*_sums(daily, int(each), days)) for each in begins])
    observed, expected = _sums(daily, first, days)
    return Excess(observed, expected, float(placebo.std(ddof=1)), len(begins))


def _sums(daily: FloatArray, first: int, days: int) -> tuple[float, float]:
    """Observed and expected of a window; weekdays are those of the weeks before it began."""
    before = daily[first - WEEKS * _WEEK : first].reshape(WEEKS, _WEEK).mean(axis=0)
    return float(daily[first : first + days].sum()), float(before[np.arange(days) % _WEEK].sum())


def measured_response(channel: str, campaigns: list[tuple[str, float, Excess]]) -> Figure | None:
    """Orders for each person reached on a channel: all excess over all people, with its interval.

    `campaigns` are name, people reached and excess of each. The errors of campaigns are taken as
    independent. None where the interval says nothing more than that it may be any or none: its
    upper end is not above 0.
    """
    people = sum(reach for _, reach, _ in campaigns)
    if people <= 0:
        return None
    excess = sum(each.excess for _, _, each in campaigns)
    halves = [each.ends()[1] - each.excess for _, _, each in campaigns]
    half = float(np.sqrt(sum(each**2 for each in halves)))
    low, best, high = (max(each / people, 0.0) for each in (excess - half, excess, excess + half))
    if high <= 0:
        return None
    names = ", ".join(name for name, _, _ in campaigns)
    return Figure(
        f"response to {channel}",
        min(best, 1.0),
        min(low, 1.0),
        min(high, 1.0),
        "orders per person reached",
        Basis.MEASURED,
        f"orders beyond the usual after {names}",
    )
