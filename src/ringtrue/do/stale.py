"""Which days can have changed since the last cube, as ranges of days with both ends included."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from ringtrue.do.bins import UNDATED, Bins, Ints
from ringtrue.do.cube import FileMark, Generation
from ringtrue.do.plan import ClockLane, Panel

MAX_RANGES = 8
Range = tuple[int, int]


def days_of_files(number: int, old: Generation, marks: tuple[FileMark, ...]) -> list[Range] | None:
    """Days of files that differ, and of those with an end that lay in the future.

    None where a file does not say which days it holds.
    """
    before, after = set(old.files), set(marks)
    touched = list(before ^ after)
    touched += [mark for mark in before & after if mark.latest is None or mark.latest > old.micro]
    found = [mark.days[number] for mark in touched]
    return None if None in found else [each for each in found if each is not None]


def with_unsettled(days: list[Range], panel: Panel, bins: Bins) -> tuple[Range, ...]:
    """These days and those with a record that was open while some limit had not passed."""
    return merged([*days, *((int(day), int(day)) for day in _unsettled(panel, bins))])


def _unsettled(panel: Panel, bins: Bins) -> Ints:
    found = [np.zeros(0, np.int64)]
    for number, lane in enumerate(panel.lanes):
        if isinstance(lane, ClockLane):
            first, last = np.searchsorted(bins.lane, (number, number + 1))
            width, bin_ = len(lane.edges) + 1, bins.bin[first:last]
            found.append(bins.day[first:last][(bin_ >= width) & (bin_ < 2 * width - 1)])
    return np.unique(np.concatenate(found))


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Few ranges in order: neighbours are joined, the smallest gaps first."""
    found: list[Range] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    while len(found) > MAX_RANGES:
        gaps = [after[0] - before[1] for before, after in pairwise(found)]
        at = gaps.index(min(gaps))
        found[at : at + 2] = [(found[at][0], found[at + 1][1])]
    return tuple(found)


def days_in(ranges: Iterable[Range]) -> int:
    """How many days there are in these ranges, those without a date apart."""
    return sum(high - low + 1 for low, high in ranges if low != UNDATED)
