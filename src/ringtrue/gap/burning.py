"""How fast the broken-promise budget of a launched promise is being used up.

The idea is that of error budgets: what counts is not that something breaks, but whether it breaks
so fast that the promise cannot be kept. Two windows must agree, a long one so that it matters and
a short one so that it is still so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ringtrue.core.outcome import Counts, Tally, to_day, to_number
from ringtrue.gap.columns import Columns
from ringtrue.gap.history import MAX_PENDING

PERIOD = 28
"""Days that the budget is counted over: whole weeks, so that every window has the same Sundays."""

LEAST_BUDGET = 0.001
"""Where less may break than this, it still burns as if so much might: rates need a measure."""

NEARLY_ALL = 0.9
"""A share broken at which every rule is met, for budgets so large that no rate can reach it."""

USUAL_DAYS = 90
"""Days before the launch that say how many records a usual day has, and how alike days are."""

FEWEST_DAYS = 14
"""So many of them must have records before they say how alike days are."""


class Severity(StrEnum):
    """How bad it is, the mildest first."""

    SLOW = "slow"
    FAST = "fast"
    ACUTE = "acute"


@dataclass(frozen=True, slots=True)
class BurnRule:
    """`spent` of the budget of a whole period is used within `long` days, and still in `short`."""

    severity: Severity
    long: int
    short: int
    spent: float

    @property
    def rate(self) -> float:
        """The burn rate at which that happens; at 1 the budget lasts exactly the period.

        >>> [rule.rate for rule in RULES]
        [1.0, 2.0, 7.0]
        """
        return self.spent * PERIOD / self.long


RULES = (
    BurnRule(Severity.SLOW, long=28, short=7, spent=1.0),
    BurnRule(Severity.FAST, long=7, short=2, spent=0.5),
    BurnRule(Severity.ACUTE, long=2, short=1, spent=0.5),
)
"""The mildest first.

Source: multiwindow, multi-burn-rate alerts of The Site Reliability Workbook (Google, 2018), chapter
5, table 5-8 (2 % of 30 days' budget in 1 hour and 5 minutes, 5 % in 6 hours and 30 minutes, 10 % in
3 days and 6 hours). Windows are days here, since counts are, and more of the budget must be gone:
a campaign is softened by people in daylight, not by somebody on call at night.
"""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Days:
    """What was decided on every day from the launch on, without gaps; shape (T,).

    A day that is not over, or of which too much is pending, counts as one without records. `last`
    is the last day that counts, `usual` how many records a usual day had before the launch, and
    `spread` how much more days differed then than by chance (1 where they did not, or nobody
    knows). Without slots, for sums are kept.
    """

    first: date
    kept: FloatArray
    broken: FloatArray
    usual: float
    spread: float

    @property
    def decided(self) -> FloatArray:
        """Kept plus broken, shape (T,)."""
        return self.kept + self.broken

    @property
    def last(self) -> date | None:
        """The last day with a decided record; None without one."""
        known = np.flatnonzero(self.decided)
        return self.day(int(known[-1])) if len(known) else None

    def day(self, number: int) -> date:
        """The date of a row."""
        return self.first + timedelta(days=number)

    def __len__(self) -> int:
        return len(self.kept)

    @cached_property
    def _sums(self) -> tuple[FloatArray, FloatArray]:
        start = np.zeros(1)
        return (
            np.concatenate([start, np.cumsum(self.kept)]),
            np.concatenate([start, np.cumsum(self.broken)]),
        )

    def within(self, window: int) -> tuple[FloatArray, FloatArray]:
        """Kept and broken in the `window` days up to each day, shapes (T,)."""
        end = np.arange(1, len(self) + 1)
        begin = np.maximum(end - window, 0)
        kept, broken = self._sums
        return kept[end] - kept[begin], broken[end] - broken[begin]

    def counts(self, window: int) -> Counts:
        """The counts of the last `window` days."""
        return Counts(int(self.kept[-window:].sum()), int(self.broken[-window:].sum()))


def days_of(tally: Tally, since: date, today: date) -> Days:
    """The days from `since` to the last one before `today` that is decided, all segments as one.

    Both are days of the source's time zone. A day is decided when at most `MAX_PENDING` of its
    records are pending: quick records are in first, so that the others would look too good.
    """
    columns = Columns.of(tally).merged()
    waiting = columns.pending > MAX_PENDING * (columns.decided + columns.pending)
    known = columns.take(~waiting & (columns.decided > 0) & (columns.day < to_number(today)))
    first = to_number(since)
    before = known.take((known.day < first) & (known.day >= first - USUAL_DAYS))
    live = known.take(known.day >= first)
    length = int(live.day[-1]) - first + 1 if len(live) else 0
    kept, broken = np.zeros(length), np.zeros(length)
    kept[live.day - first], broken[live.day - first] = live.kept, live.broken
    usual = float(np.median(before.decided)) if len(before) else 1.0
    return Days(to_day(first), kept, broken, usual, _spread(before))


def _spread(before: Columns) -> float:
    """The design effect of days: Pearson's chi-square per degree of freedom, at least 1.

    Source: Rao and Scott, A simple method for the analysis of clustered binary data, Biometrics 48
    (1992): counts divided by it are worth as much as independent ones.
    """
    decided = before.decided
    share = before.kept.sum() / decided.sum() if len(before) >= FEWEST_DAYS else 0.0
    if not 0 < share < 1:
        return 1.0
    off = (before.kept - decided * share) ** 2 / (decided * share * (1 - share))
    return max(float(off.sum()) / (len(before) - 1), 1.0)


def burn_rates(days: Days, target: float, window: int) -> FloatArray:
    """The burn rate in the window up to each day, shape (T,); NaN where nothing is decided.

    It is the share broken over the share that may break: at 1 the budget is used up at the end of
    the period, at 2 after half of it.
    """
    kept, broken = days.within(window)
    decided = kept + broken
    share = np.divide(broken, decided, out=np.full(len(days), np.nan), where=decided > 0)
    return np.asarray(share / max(1 - target, LEAST_BUDGET), dtype=np.float64)


def threshold(rule: BurnRule, target: float) -> float:
    """The burn rate from which a rule speaks; lower where it could never be reached.

    >>> [threshold(RULES[2], target) for target in (0.99, 0.5)]
    [7.0, 1.8]
    """
    return min(rule.rate, NEARLY_ALL / max(1 - target, LEAST_BUDGET))
