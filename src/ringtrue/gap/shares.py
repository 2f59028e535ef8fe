"""What was measured: the share kept by period and by segment, each with interval and counts.

Records of one day share their fate (a snowstorm, a broken machine), so an interval treats a day as
one cluster unless someone says that the records are independent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.core.evidence import Interval
from ringtrue.core.outcome import Counts, Tally
from ringtrue.gap.columns import Columns, parts_by
from ringtrue.gap.periods import Grain, Period, period_numbers
from ringtrue.stats.proportions import clustered, wilson

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
    decided = columns.decided
    if not decided.any():
        return None
    if independent:
        low, high = wilson([int(columns.kept.sum())], [int(decided.sum())], level)
        return Interval(float(low[0]), float(high[0]), level, "Wilson, records independent")
    days, at = np.unique(columns.day, return_inverse=True)
    kept, of = (np.bincount(at, each, len(days)) for each in (columns.kept, decided))
    found = clustered(kept, of, level)
    return Interval(found.lower, found.upper, level, "Wilson, clustered by day")


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
    return tuple(
        ShareRow(Period(grain, number), (), part.total(), _interval(part, level, independent))
        for number, part in parts_by(columns, period_numbers(columns.day, grain))
    )


def shares_by_segment(
    tally: Tally, *, level: float = LEVEL, independent: bool = False
) -> tuple[ShareRow, ...]:
    """One row per segment that has records, in the order of the tally's segments."""
    columns = Columns.of(tally)
    return tuple(
        ShareRow(None, tally.segments[code], part.total(), _interval(part, level, independent))
        for code, part in parts_by(columns, columns.segment)
    )


def shares_by_period_and_segment(
    tally: Tally,
    grain: Grain = Grain.MONTH,
    *,
    level: float = LEVEL,
    independent: bool = False,
) -> tuple[ShareRow, ...]:
    """One row per period and segment that have records: by period, then in order of segments."""
    columns = Columns.of(tally)
    return tuple(
        ShareRow(
            Period(grain, number),
            tally.segments[code],
            cell.total(),
            _interval(cell, level, independent),
        )
        for number, part in parts_by(columns, period_numbers(columns.day, grain))
        for code, cell in parts_by(part, part.segment)
    )


def _interval(part: Columns, level: float, independent: bool) -> Interval | None:
    return interval_of(part, level=level, independent=independent)
