"""What a scan of one panel counted: how many records lie in which bin, by day and segment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

UNDATED = -(2**31)
"""The day of records that have none."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Bins:
    """Counts in long form, sorted by day, segment, lane and bin; none is zero.

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
    segments: Iterable[tuple[str, ...]], day: Ints, lane: Ints, bin_: Ints, count: Ints
) -> Bins:
    """Put rows with one segment each into long form; rows with one place are added up."""
    names = list(segments)
    known = tuple(sorted(set(names)))
    place = {name: index for index, name in enumerate(known)}
    segment = np.fromiter((place[name] for name in names), np.int64, len(names))
    return joined([_sorted(known, day, segment, lane, bin_, count)])


def joined(parts: list[Bins]) -> Bins:
    """Bins of the same panel put together; segments no longer used are forgotten."""
    used = [{part.segments[index] for index in np.unique(part.segment)} for part in parts]
    known = tuple(sorted(set().union(*used))) if used else ()
    place = {name: index for index, name in enumerate(known)}
    moved = []
    for part in parts:
        index = np.array([place.get(name, -1) for name in part.segments], np.int64)
        moved.append(index[part.segment] if len(part.segments) else part.segment)
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
    order = np.lexsort((bin_, lane, segment, day))
    columns = [each[order].astype(np.int64) for each in (day, segment, lane, bin_, count)]
    if len(order):
        key = np.stack(columns[:4])
        starts = np.flatnonzero(np.r_[True, (key[:, 1:] != key[:, :-1]).any(axis=0)])
        sums = np.add.reduceat(columns[4], starts)
        columns = [*(each[starts] for each in columns[:4]), sums]
    kept = columns[4] != 0
    return Bins(segments, *(each[kept] for each in columns))
