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

    def without(self, days: Ints) -> Bins:
        """All rows but those of the given days."""
        kept = ~np.isin(self.day, days)
        return Bins(
            self.segments,
            self.day[kept],
            self.segment[kept],
            self.lane[kept],
            self.bin[kept],
            self.count[kept],
        )


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


def joined(parts: list[Bins]) -> Bins:
    """Bins of the same panel put together; cells of one place are added up."""
    known = tuple(sorted(set().union(*(part.segments for part in parts))))
    place = {name: index for index, name in enumerate(known)}
    moved = [
        np.array([place[name] for name in part.segments], np.int64)[part.segment] for part in parts
    ]
    columns = [
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("day", "lane", "bin", "count")
    ]
    day, lane, bin_, count = columns
    return _sorted(known, day, np.concatenate(moved), lane, bin_, count)


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
    used, segment = np.unique(segment, return_inverse=True)
    kept = tuple(segments[index] for index in used)
    return Bins(kept, day, segment.reshape(-1), lane, bin_, count)


def changes(columns: Iterable[Ints]) -> npt.NDArray[np.bool_]:
    """Where a row differs from the one before; one shorter than the columns."""
    differs = [each[1:] != each[:-1] for each in columns]
    found: npt.NDArray[np.bool_] = np.logical_or.reduce(differs)
    return found
