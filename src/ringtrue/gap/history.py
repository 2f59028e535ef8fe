"""The part of the past that may speak about the future: whole periods in which all is decided.

A running month, or one whose slow records are still pending, would look better than it is: the
quick records are in, the late ones are not. Such periods wait until they are ripe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ringtrue.core.errors import MeasureError
from ringtrue.core.outcome import Tally, to_day, to_number
from ringtrue.gap.columns import Columns, IntArray
from ringtrue.gap.periods import Grain, Period, period_numbers
from ringtrue.stats.counts import Counts, daily_counts

MAX_PENDING = 0.01
"""Share of a period's records that may be pending before the period has to wait. Ours."""

MAX_YEARS = 10
"""Older records say little about the next period, and one slip of a date must not cost memory."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Ripe periods by segment and limit, and what had to be left out.

    `counts` has one limit per tally, in the order given; None when no period is ripe. `unripe` are
    the periods that are over but left out, `pending` the worst pending share among them. `ahead` is
    how many periods the one to judge comes after the last ripe one, a quarter of a year at most.
    """

    grain: Grain
    counts: Counts | None
    segments: tuple[tuple[str, ...], ...]
    unripe: tuple[Period, ...]
    pending: float
    ahead: int
    last_day: date | None

    @property
    def target(self) -> Period | None:
        """The period that a verdict speaks of; None when there is no ripe one before it."""
        if self.counts is None:
            return None
        return Period(self.grain, int(self.counts.periods[-1]) + self.ahead)


def history_of(
    tallies: Sequence[Tally],
    as_of: date,
    grain: Grain = Grain.MONTH,
    *,
    merged: bool = False,
    lead: bool = False,
) -> History:
    """The ripe history of tallies that share their segments (a standard's, or a ladder's rungs).

    A period is ripe when its last day is `as_of` or earlier and at most `MAX_PENDING` of its
    records are pending: under every limit, or with `lead` under the first one, to which the others
    lend the periods that are ripe for them. `merged` takes all segments as one.

    Raises:
        MeasureError: The tallies do not have the same segments.
    """
    _same_segments(tallies)
    known = [_until(Columns.of(each), as_of) for each in tallies]
    columns = [_ended(each, as_of, grain) for each in known]
    numbers = [period_numbers(each.day, grain) for each in columns]
    waiting = [_waiting(part, number) for part, number in zip(columns, numbers, strict=True)]
    unripe = waiting[0] if lead else {p: s for each in waiting for p, s in each.items()}
    ripe = [
        part.take(~np.isin(number, [*unripe, *own]) & (part.decided > 0))
        for part, number, own in zip(columns, numbers, waiting, strict=True)
    ]
    segments = ((),) if merged else tallies[0].segments
    counts = _gather([p.merged() for p in ripe] if merged else ripe, grain, len(segments))
    return History(
        grain=grain,
        counts=counts,
        segments=segments,
        unripe=tuple(Period(grain, each) for each in sorted(unripe)),
        pending=max(unripe.values(), default=0.0),
        ahead=_ahead(counts, as_of, grain),
        last_day=_last_day(known),
    )


def _until(columns: Columns, as_of: date) -> Columns:
    last = to_number(as_of)
    return columns.take((columns.day <= last) & (columns.day > last - 366 * MAX_YEARS))


def _ended(columns: Columns, as_of: date, grain: Grain) -> Columns:
    """Without the days of the running period."""
    running = Period.of(as_of, grain)
    if running.last_day <= as_of:
        return columns
    return columns.take(columns.day < to_number(running.first_day))


def _waiting(columns: Columns, numbers: IntArray) -> dict[int, float]:
    """The periods of which too much is pending, and how much."""
    found, at = np.unique(numbers, return_inverse=True)
    pending = np.bincount(at, columns.pending, len(found))
    share = pending / np.maximum(np.bincount(at, columns.decided, len(found)) + pending, 1)
    late = share > MAX_PENDING
    return dict(zip(found[late].tolist(), share[late].tolist(), strict=True))


def _gather(ripe: list[Columns], grain: Grain, segments: int) -> Counts | None:
    if not any(len(part) for part in ripe):
        return None
    day = np.concatenate([part.day for part in ripe])
    return daily_counts(
        day,
        np.concatenate([part.segment for part in ripe]),
        np.repeat(np.arange(len(ripe)), [len(part) for part in ripe]),
        np.concatenate([part.decided for part in ripe]),
        np.concatenate([part.kept for part in ripe]),
        period_numbers(day, grain),
        segments=segments,
        limits=len(ripe),
    )


def _ahead(counts: Counts | None, as_of: date, grain: Grain) -> int:
    """Periods from the last ripe one to the one that is running or begins after `as_of`."""
    running = Period.of(as_of, grain)
    coming = running.number + (running.last_day <= as_of)
    distance = 1 if counts is None else int(coming - counts.periods[-1])
    return min(max(distance, 1), max(grain.per_year // 4, 1))


def _last_day(columns: list[Columns]) -> date | None:
    days = [int(part.day[part.decided > 0].max()) for part in columns if part.decided.any()]
    return to_day(max(days)) if days else None


def _same_segments(tallies: Sequence[Tally]) -> None:
    if len({(each.segment_columns, each.segments) for each in tallies}) != 1:
        cure = "Measure the standard again, so that all its limits are counted alike."
        names = ", ".join(dict.fromkeys(each.standard for each in tallies)) or "no tally"
        raise MeasureError("Limits of one ladder have different segments", where=names, cure=cure)
