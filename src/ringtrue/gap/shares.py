"""What was measured: the share kept by period and by segment, each with interval and counts.

Records of one day share their fate (a snowstorm, a broken machine), so an interval treats a day as
one cluster unless someone says that the records are independent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ringtrue.core.evidence import Interval
from ringtrue.core.outcome import Counts, Tally
from ringtrue.gap.columns import Columns, Runs
from ringtrue.gap.periods import Grain, Period, period_numbers
from ringtrue.stats.proportions import clustered_parts, wilson

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class ShareRow:
    """Counts of one period, one segment, or both; `period` None and `segment` empty mean all.

    `interval` is None when nothing is decided.
    """

    period: Period | None
    segment: tuple[str, ...]
    counts: Counts
    interval: Interval | None

    @property
    def share(self) -> float | None:
        """Kept of decided, or None when nothing is decided."""
        return self.counts.share


def interval_of(
    columns: Columns, *, level: float = LEVEL, independent: bool = False
) -> Interval | None:
    """The interval of the share kept over all rows; None when nothing is decided.

    Clustered by day, or Wilson's when the records are `independent` of each other.
    """
    return intervals_of([columns], level=level, independent=independent)[0]


def intervals_of(
    parts: Sequence[Columns], *, level: float = LEVEL, independent: bool = False
) -> tuple[Interval | None, ...]:
    """As `interval_of`, for many at once; there must be a part."""
    key = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    runs = Runs.by(Columns.joined(parts), key)
    found = dict(zip(runs.values, _intervals(runs, level, independent), strict=True))
    return tuple(found.get(number) for number in range(len(parts)))


def share_of_all(tally: Tally, *, level: float = LEVEL, independent: bool = False) -> ShareRow:
    """One row for everything."""
    columns = Columns.of(tally)
    interval = interval_of(columns, level=level, independent=independent)
    return ShareRow(None, (), columns.total(), interval)


def shares_by_period(
    tally: Tally,
    grain: Grain = Grain.MONTH,
    *,
    level: float = LEVEL,
    independent: bool = False,
) -> tuple[ShareRow, ...]:
    """One row per period that has records, in order of time."""
    columns = Columns.of(tally)
    runs = Runs.by(columns, period_numbers(columns.day, grain))
    return tuple(
        ShareRow(Period(grain, number), (), counts, interval)
        for number, counts, interval in _shares(runs, level, independent)
    )


def shares_by_segment(
    tally: Tally, *, level: float = LEVEL, independent: bool = False
) -> tuple[ShareRow, ...]:
    """One row per segment that has records, in the order of the tally's segments."""
    columns = Columns.of(tally)
    runs = Runs.by(columns, columns.segment)
    return tuple(
        ShareRow(None, tally.segments[code], counts, interval)
        for code, counts, interval in _shares(runs, level, independent)
    )


def _shares(
    runs: Runs, level: float, independent: bool
) -> Iterator[tuple[int, Counts, Interval | None]]:
    return zip(runs.values, runs.totals, _intervals(runs, level, independent), strict=True)


def _intervals(runs: Runs, level: float, independent: bool) -> tuple[Interval | None, ...]:
    """The interval of every run; None for those in which nothing is decided."""
    if not independent:
        parts = clustered_parts(*runs.days(), level)
        how = "Wilson, clustered by day"
        return tuple(Interval(p.lower, p.upper, level, how) if p else None for p in parts)
    totals = runs.totals
    ends = wilson([each.kept for each in totals], [each.decided for each in totals], level)
    how = "Wilson, records independent"
    return tuple(
        Interval(low, high, level, how) if each.decided else None
        for each, low, high in zip(totals, *(side.tolist() for side in ends), strict=True)
    )
