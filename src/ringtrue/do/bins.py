"""What a scan of one panel counted: how many records lie in which bin, by day and segment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

UNDATED = -(2**31)
"""The day of records that have none."""

Ints = npt.NDArray[np.int64]


def ints_of(column: Any, null: int = 0) -> Ints:
    """An Arrow column of whole numbers, read from its buffer: no detour by way of pandas."""
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    filled = pc.fill_null(pc.cast(whole, pa.int64()), null)
    if not len(filled):
        return np.zeros(0, np.int64)
    data = filled.buffers()[1]
    return np.frombuffer(data, np.int64, len(filled), filled.offset * 8)


@dataclass(frozen=True, slots=True, eq=False)
class Bins:
    """Counts in long form, sorted by lane, day, segment and bin; none is zero.

    Row i says that `count[i]` records of `day[i]` (days since 1970, or `UNDATED`) and segment
    `segments[segment[i]]` lie in bin `bin[i]` of lane `lane[i]`.
    """

    segments: tuple[tuple[str, ...], ...]
    day: Ints
    segment: Ints
    lane: Ints
    bin: Ints
    count: Ints

    def inside(self, ranges: Iterable[tuple[int, int]]) -> Bins:
        """Only the rows of the days in these ranges, both ends included."""
        return self._picked(self._within(ranges))

    def outside(self, ranges: Iterable[tuple[int, int]]) -> Bins:
        """All rows but those of the days in these ranges."""
        return self._picked(~self._within(ranges))

    def _within(self, ranges: Iterable[tuple[int, int]]) -> npt.NDArray[np.bool_]:
        found = np.zeros(len(self.day), bool)
        for low, high in ranges:
            found |= (self.day >= low) & (self.day <= high)
        return found

    def _picked(self, rows: npt.NDArray[np.bool_]) -> Bins:
        columns = (self.day, self.segment, self.lane, self.bin, self.count)
        return _with_used(self.segments, *(each[rows] for each in columns))


def bins_of(
    groups: Iterable[tuple[str, ...]],
    day: Ints,
    cells: Iterable[tuple[int, Ints, Ints, Ints]],
) -> Bins:
    """Put grouped counts into long form.

    Group i has the segment `groups[i]` and the day `day[i]`; each of `cells` is a lane with, for
    every count, the group, the bin and the number. Cells of one place are added up.
    """
    names = list(groups)
    known = tuple(sorted(set(names)))
    place = {name: index for index, name in enumerate(known)}
    segment = np.fromiter((place[name] for name in names), np.int64, len(names))
    found = list(cells)
    lane = np.concatenate([np.full(len(group), number) for number, group, *_ in found])
    group, bin_, count = (np.concatenate([each[at] for each in found]) for at in (1, 2, 3))
    return _sorted(known, day[group], segment[group], lane, bin_, count)


def merged_bins(kept: Bins, fresh: Bins) -> Bins:
    """Bins of one panel put together; no lane has a day in both."""
    known = tuple(sorted({*kept.segments, *fresh.segments}))
    at = np.searchsorted(_place(kept), _place(fresh))
    columns = {
        name: np.insert(getattr(kept, name), at, getattr(fresh, name))
        for name in ("day", "lane", "bin", "count")
    }
    segment = np.insert(_moved(kept, known), at, _moved(fresh, known))
    return Bins(known, segment=segment, **columns)


def _place(bins: Bins) -> Ints:
    """Lane and day as one number."""
    return (bins.lane << 33) + bins.day - UNDATED


def _moved(bins: Bins, known: tuple[tuple[str, ...], ...]) -> Ints:
    place = {name: index for index, name in enumerate(known)}
    moved = np.fromiter((place[name] for name in bins.segments), np.int64, len(bins.segments))
    return moved[bins.segment]


def _sorted(
    segments: tuple[tuple[str, ...], ...],
    day: Ints,
    segment: Ints,
    lane: Ints,
    bin_: Ints,
    count: Ints,
) -> Bins:
    order = np.lexsort((bin_, segment, day, lane))
    columns = [each[order].astype(np.int64) for each in (day, segment, lane, bin_, count)]
    if len(order):
        starts = np.flatnonzero(np.r_[True, changes(columns[:4])])
        sums = np.add.reduceat(columns[4], starts)
        columns = [*(each[starts] for each in columns[:4]), sums]
    filled = columns[4] != 0
    day, segment, lane, bin_, count = (each[filled] for each in columns)
    return _with_used(segments, day, segment, lane, bin_, count)


def _with_used(
    segments: tuple[tuple[str, ...], ...],
    day: Ints,
    segment: Ints,
    lane: Ints,
    bin_: Ints,
    count: Ints,
) -> Bins:
    """Bins whose segments are only those that have rows."""
    used = np.bincount(segment, minlength=len(segments)) > 0
    if not used.all():
        segments = tuple(segments[index] for index in np.flatnonzero(used))
        segment = (np.cumsum(used) - 1)[segment]
    return Bins(segments, day, segment, lane, bin_, count)


def changes(columns: Iterable[Ints]) -> npt.NDArray[np.bool_]:
    """Where a row differs from the one before; one shorter than the columns."""
    differs = [each[1:] != each[:-1] for each in columns]
    found: npt.NDArray[np.bool_] = np.logical_or.reduce(differs)
    return found
