"""The rows of a standing as nouns: shares month by month and segment by segment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ringtrue.core.dates import MONTHS
from ringtrue.core.outcome import Counts
from ringtrue.desk.models.standing import Standing
from ringtrue.gap.budget import PAGE_MONTHS, Budget, budget_of


@dataclass(frozen=True, slots=True)
class MonthShare:
    """One month (`2013-03`): counts, share kept and its interval, None where nothing is decided."""

    month: str
    counts: Counts
    share: float | None
    low: float | None
    high: float | None

    @property
    def title(self) -> str:
        """The month as people say it.

        >>> MonthShare("2013-03", Counts(1), 1.0, 0.2, 1.0).title
        'March 2013'
        """
        year, _, number = self.month.partition("-")
        return f"{MONTHS[int(number) - 1]} {year}"


@dataclass(frozen=True, slots=True)
class PartShare:
    """The same for one segment, by the values of its columns."""

    segment: tuple[str, ...]
    counts: Counts
    share: float | None
    low: float | None
    high: float | None

    @property
    def title(self) -> str:
        """The segment as people say it."""
        return " · ".join(self.segment)


def months_of(standing: Standing) -> tuple[MonthShare, ...]:
    """The months of a standing, the oldest first."""
    rows: Iterable[list[Any]] = standing.months
    return tuple(MonthShare(str(row[0]), Counts(row[1], row[2]), *row[3:6]) for row in rows)


def parts_of(standing: Standing) -> tuple[PartShare, ...]:
    """The segments of a standing, as they were measured."""
    rows: Iterable[list[Any]] = standing.parts
    return tuple(
        PartShare(tuple(map(str, row[0])), Counts(row[1], row[2]), *row[3:6]) for row in rows
    )


def budget_left(months: Sequence[MonthShare], target: float) -> Budget | None:
    """The broken-promise budget over the last of these months, the oldest first."""
    return budget_of(sum((month.counts for month in months[-PAGE_MONTHS:]), Counts()), target)
