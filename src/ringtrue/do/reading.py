"""From bins to tallies: every limit is read off by adding up."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ringtrue.core.outcome import Ladder, Rung, Tally
from ringtrue.core.standard import Missing
from ringtrue.do.bins import UNDATED, Bins, Ints, changes
from ringtrue.do.plan import (
    Answer,
    ClockLane,
    FlagLane,
    Inside,
    Lane,
    Mark,
    Panel,
    Reading,
    Rungs,
    UpTo,
    ValueLane,
)
from ringtrue.do.steps import index_of

Outcomes = tuple[Ints, Ints, Ints, Ints]
"""Kept, broken, pending, void."""


@dataclass(frozen=True, eq=False)
class LaneBins:
    """The bins of one lane, added up: a column for each day and segment that has records.

    Row n of `sums` holds what lies in the first n bins, so any span of bins is one difference.
    Columns after the day `today` are still to come, whatever they say: see `_yet_to_come`.
    Without slots, for what tallies and ladders share is made when it is first asked for, and kept.
    """

    panel: Panel
    lane: Lane
    segments: tuple[tuple[str, ...], ...]
    day: Ints
    segment: Ints
    sums: Ints
    undated: int
    today: int

    def tally(self, standard: str, mark: Mark) -> Tally:
        """Outcome counts by day and segment under one mark."""
        outcomes = _outcomes(self.lane, self.sums, mark)
        if isinstance(self.lane, ValueLane | FlagLane):
            outcomes = _yet_to_come(outcomes, self.day > self.today)
        return Tally(
            standard,
            self.panel.segments,
            self.segments,
            *self._places,
            *(_array("q", each) for each in outcomes),
        )

    def ladder(self, reading: Reading, unit: str) -> Ladder | None:
        """The same clock at other limits; None where the standard has none."""
        if not reading.rungs:
            return None
        if reading.rungs not in self._ladders:
            rungs = (Rung(limit, self.tally("", mark)) for limit, mark in reading.rungs)
            self._ladders[reading.rungs] = tuple(rungs)
        return Ladder(reading.standard, unit, self._ladders[reading.rungs])

    @cached_property
    def _places(self) -> tuple[array[int], array[int]]:
        """Day and segment of every row."""
        return _array("i", self.day), _array("i", self.segment)

    @cached_property
    def _ladders(self) -> dict[Rungs, tuple[Rung, ...]]:
        return {}


def lane_bins(panel: Panel, number: int, bins: Bins, today: int) -> LaneBins:
    """Pick one lane out of a panel's bins; `today` is the day of measuring."""
    lane = panel.lanes[number]
    first, last = np.searchsorted(bins.lane, (number, number + 1))
    dated = first + np.searchsorted(bins.day[first:last], UNDATED, side="right")
    undated = int(bins.count[first:dated].sum())
    day, segment = bins.day[dated:last], bins.segment[dated:last]
    starts = np.r_[True, changes([day, segment])] if len(day) else np.zeros(0, bool)
    sums = np.zeros((lane.bins + 1, int(starts.sum())), np.int64)
    sums[bins.bin[dated:last] + 1, np.cumsum(starts) - 1] = bins.count[dated:last]
    np.cumsum(sums, axis=0, out=sums)
    return LaneBins(panel, lane, bins.segments, day[starts], segment[starts], sums, undated, today)


def outcome_of_bins(lane: Lane, mark: Mark) -> Outcomes:
    """What a record of each bin counts as under a mark: 1 in one of the four, 0 in the others.

    A value or a condition of a day that is still to come is pending all the same.
    """
    bins = np.arange(lane.bins + 1)[:, None] > np.arange(lane.bins)[None, :]
    return _outcomes(lane, bins.astype(np.int64), mark)


def _outcomes(lane: Lane, sums: Ints, mark: Mark) -> Outcomes:
    match lane, mark:
        case ClockLane(), UpTo(edge):
            return _clock(lane, sums, edge)
        case ValueLane(), Inside():
            kept = _inside(lane, sums, mark)
            held, missing, void = sums[-3], sums[-2] - sums[-3], sums[-1] - sums[-2]
            return _with_missing(kept, held - kept, missing, void, mark.missing)
        case _, Answer(missing_as):
            kept, broken, missing, void, pending = np.diff(sums, axis=0)
            found = _with_missing(kept, broken, missing, void, missing_as)
            return found[0], found[1], found[2] + pending, found[3]
        case _:
            raise AssertionError("planning marks every lane by its kind")


def _yet_to_come(outcomes: Outcomes, future: npt.NDArray[np.bool_]) -> Outcomes:
    """A record of a day that is still to come is pending, unless it is void.

    A clock knows that by itself; a condition or a value may stand there long before its day.
    """
    kept, broken, pending, void = outcomes
    now = np.where(future, 0, 1)
    return kept * now, broken * now, pending + (kept + broken) * (1 - now), void


def _clock(lane: ClockLane, sums: Ints, edge: int) -> Outcomes:
    width, upto = len(lane.edges) + 1, index_of(lane.edges, edge) + 1
    counted, kept = sums[2 * width], sums[upto]
    pending = sums[width + upto] - sums[width]
    return kept, counted - kept - pending, pending, sums[-1] - counted


def _inside(lane: ValueLane, sums: Ints, mark: Inside) -> Ints:
    low = 0 if mark.low is None else index_of(lane.edges, mark.low) + 1
    high = len(lane.edges) + 1 if mark.high is None else index_of(lane.edges, mark.high) + 1
    return np.asarray(sums[max(low, high)] - sums[low])


def _with_missing(
    kept: Ints, broken: Ints, missing: Ints, void: Ints, counts_as: Missing
) -> Outcomes:
    match counts_as:
        case Missing.BROKEN:
            return kept, broken + missing, missing * 0, void
        case Missing.PENDING:
            return kept, broken, missing, void
        case Missing.VOID:
            return kept, broken, missing * 0, void + missing


def _array(code: str, values: Ints) -> array[int]:
    found: array[int] = array(code)
    found.frombytes(np.ascontiguousarray(values, np.dtype(code)).tobytes())
    return found
