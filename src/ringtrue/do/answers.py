"""What an engine answered for a panel (an Arrow table), as bins."""

from __future__ import annotations

from typing import Any

import numpy as np

from ringtrue.do.bins import UNDATED, Bins, Ints, bins_of, ints_of
from ringtrue.do.plan import ClockLane, FlagLane, Lane, Panel, ValueLane


def read_histograms(answer: Any, panel: Panel) -> Bins:
    """A row for each day and segment, with a list or numbers for each lane."""
    groups = answer.num_rows
    cells = []
    for index, lane in enumerate(panel.lanes):
        matrix = _matrix(answer, f"lane_{index}", lane, groups)
        group, bin_ = np.nonzero(matrix)
        cells.append((index, group, bin_, matrix[group, bin_]))
    return bins_of(_segments(answer, panel), ints_of(answer["day"], UNDATED), cells)


def _matrix(answer: Any, name: str, lane: Lane, groups: int) -> Ints:
    """Groups by bins."""
    if isinstance(lane, ClockLane):
        return _lists(answer[name], groups, lane.bins)
    total = ints_of(answer[f"{name}_total"], 0)
    void = ints_of(answer[f"{name}_void"], 0) if f"{name}_void" in answer.column_names else 0
    if isinstance(lane, ValueLane):
        counts = _lists(answer[name], groups, len(lane.edges) + 1)
    else:
        kept, broken = answer[f"{name}_kept"], answer[f"{name}_broken"]
        counts = np.stack([ints_of(kept, 0), ints_of(broken, 0)], axis=1)
    missing = total - counts.sum(axis=1) - void
    columns = [counts, missing[:, None], (missing * 0 + void)[:, None]]
    if isinstance(lane, FlagLane):
        columns.append(np.zeros((groups, 1), np.int64))
    return np.concatenate(columns, axis=1)


def _lists(column: Any, groups: int, width: int) -> Ints:
    """A column of lists of one length as a matrix; a null list is all zeros."""
    matrix = np.zeros((groups, width), np.int64)
    lists = column.combine_chunks()
    filled = np.diff(ints_of(lists.offsets)) > 0
    matrix[filled] = ints_of(lists.flatten()).reshape(-1, width)
    return matrix


def _segments(answer: Any, panel: Panel) -> list[tuple[str, ...]]:
    if not panel.segments:
        return [()] * int(answer.num_rows)
    columns = [answer[f"segment_{index}"].to_pylist() for index in range(len(panel.segments))]
    return list(zip(*columns, strict=True))


def read_grouped(answer: Any, panel: Panel) -> Bins:
    """A row for each day, segment, lane and bin."""
    lane, bin_, count = (ints_of(answer[name], 0) for name in ("lane", "bin", "count"))
    cells = []
    for index in range(len(panel.lanes)):
        group = np.flatnonzero(lane == index)
        cells.append((index, group, bin_[group], count[group]))
    return bins_of(_segments(answer, panel), ints_of(answer["day"], UNDATED), cells)
