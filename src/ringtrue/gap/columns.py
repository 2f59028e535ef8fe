"""A tally as numpy columns: the shape that all arithmetic of this room starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ringtrue.core.outcome import Counts, Tally

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The rows of a tally: one per day and segment that has records, arrays of shape (N,)."""

    day: IntArray
    segment: IntArray
    kept: IntArray
    broken: IntArray
    pending: IntArray
    void: IntArray

    @classmethod
    def of(cls, tally: Tally) -> Columns:
        """The columns of a tally."""
        names = (tally.day, tally.segment, tally.kept, tally.broken, tally.pending, tally.void)
        return cls(*(np.asarray(each, dtype=np.int64) for each in names))

    def take(self, chosen: npt.NDArray[np.bool_] | IntArray) -> Columns:
        """Only the chosen rows: a mask of shape (N,) or row numbers."""
        names = (self.day, self.segment, self.kept, self.broken, self.pending, self.void)
        return Columns(*(each[chosen] for each in names))

    @classmethod
    def joined(cls, parts: Sequence[Columns]) -> Columns:
        """The rows of all parts, one part after the other; there must be a part."""
        return cls(*(np.concatenate([getattr(p, name) for p in parts]) for name in cls.__slots__))

    def merged(self) -> Columns:
        """All segments as one, numbered 0: one row per day."""
        days, at = np.unique(self.day, return_inverse=True)
        counts = (self.kept, self.broken, self.pending, self.void)
        sums = (np.bincount(at, each, len(days)).astype(np.int64) for each in counts)
        return Columns(days, np.zeros_like(days), *sums)

    @property
    def decided(self) -> IntArray:
        """Kept plus broken, shape (N,)."""
        return self.kept + self.broken

    def total(self) -> Counts:
        """All rows together."""
        names = (self.kept, self.broken, self.pending, self.void)
        return Counts(*(int(each.sum()) for each in names))

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Rows in runs, each of one value of a key and in order of time; run i begins at `starts[i]`.

    There is a value for each run, the lowest first.
    """

    columns: Columns
    starts: IntArray
    values: tuple[int, ...]

    @classmethod
    def by(cls, columns: Columns, key: IntArray) -> Runs:
        """The rows sorted by `key`, shape (N,), and then by day."""
        order = np.lexsort((columns.day, key))
        values, starts = np.unique(key[order], return_index=True)
        return cls(columns.take(order), starts.astype(np.int64), tuple(values.tolist()))

    @property
    def totals(self) -> tuple[Counts, ...]:
        """The counts of every run."""
        if not len(self.columns):
            return ()
        part = self.columns
        names = (part.kept, part.broken, part.pending, part.void)
        sums = (np.add.reduceat(each, self.starts).tolist() for each in names)
        return tuple(map(Counts, *sums))

    def days(self) -> tuple[IntArray, IntArray, IntArray]:
        """Kept and decided of every day of every run, all segments as one, and the runs' starts."""
        part = self.columns
        first = np.diff(part.day, prepend=0) != 0
        first[self.starts] = True
        cells = np.flatnonzero(first)
        kept, decided = (np.add.reduceat(each, cells) for each in (part.kept, part.decided))
        return kept, decided, np.searchsorted(cells, self.starts)


def parts_by(columns: Columns, key: IntArray) -> tuple[tuple[int, Columns], ...]:
    """The rows of every value of `key`, shape (N,), lowest value first."""
    order = np.argsort(key, kind="stable")
    values, starts = np.unique(key[order], return_index=True)
    pieces = np.split(order, starts[1:]) if len(values) else []
    return tuple((int(v), columns.take(piece)) for v, piece in zip(values, pieces, strict=True))
