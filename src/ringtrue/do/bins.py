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
    """An Arrow column of whole numbers, read from its buffers: no detour by way of pandas."""
    import pyarrow as pa

    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if not pa.types.is_integer(whole.type):
        whole = whole.cast(pa.int64())
    if not len(whole):
        return np.zeros(0, np.int64)
    valid, data = whole.buffers()
    sign = "i" if pa.types.is_signed_integer(whole.type) else "u"
    kind = np.dtype(f"{sign}{whole.type.byte_width}")
    found = np.frombuffer(data, kind, len(whole), whole.offset * kind.itemsize).astype(np.int64)
    if whole.null_count:
        bits = np.unpackbits(np.frombuffer(valid, np.uint8), bitorder="little")
        found[bits[whole.offset : whole.offset + len(whole)] == 0] = null
    return found


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


def replaced(old: Bins, ranges: Iterable[tuple[int, int]], fresh: Bins | None) -> Bins:
    """Bins whose rows of the days in these ranges (both ends included) are the fresh ones.

    Other days of `fresh` are left out; None has no rows.
    """
    fresh = fresh or _with_used(old.segments, *(old.day[:0] for _ in range(5)))
    known = tuple(sorted({*old.segments, *fresh.segments}))
    taken = _slices(old, ranges, fresh)
    columns = [
        np.concatenate([column[part] for part, column in _sides(taken, kept, new)])
        for kept, new in (
            (old.day, fresh.day),
            (_moved(old, known), _moved(fresh, known)),
            (old.lane, fresh.lane),
            (old.bin, fresh.bin),
            (old.count, fresh.count),
        )
    ]
    return _with_used(known, *columns)


def _slices(old: Bins, ranges: Iterable[tuple[int, int]], fresh: Bins) -> list[tuple[slice, slice]]:
    """Rows to take in turn: some of the old ones, then some of the fresh ones."""
    lanes = range(int(max([0, *old.lane[-1:] + 1, *fresh.lane[-1:] + 1])))
    wanted = [(lane, low, high) for lane in lanes for low, high in sorted(ranges)]
    ends = [[(lane << 33) + low, (lane << 33) + high + 1] for lane, low, high in wanted]
    found, reached = [], 0
    before, after = (np.searchsorted(_place(each), ends).tolist() for each in (old, fresh))
    for (first, last), (start, end) in zip(before, after, strict=True):
        found.append((slice(reached, first), slice(start, end)))
        reached = last
    return [*found, (slice(reached, None), slice(0, 0))]


def _sides(
    taken: list[tuple[slice, slice]], old: Ints, fresh: Ints
) -> Iterable[tuple[slice, Ints]]:
    for kept, new in taken:
        yield kept, old
        yield new, fresh


def _place(bins: Bins) -> Ints:
    """Lane and day as one number."""
    return (bins.lane << 33) + bins.day


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
