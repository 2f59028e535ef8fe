"""The figures of a firm by period, in which the cycle would show, and the links it would have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from ringtrue.core.cycle import Period
from ringtrue.core.errors import UsageError
from ringtrue.stats.arrays import FloatArray


class FigureKind(StrEnum):
    """What is counted."""

    SPEND = "spend"
    """Money for advertising in the period."""
    NEW_CUSTOMERS = "new customers"
    """Customers whose first order falls into the period."""
    BROKEN_SHARE = "broken share"
    """Share of the decided records of the period whose promise was broken."""
    REPEAT_RATE = "repeat rate"
    """Share of the customers who order in the period and order again within a fixed time."""
    RETURNING_SHARE = "returning share"
    """Share of the customers who order in the period and have ordered before."""

    @property
    def is_share(self) -> bool:
        """Whether it lies from 0 to 1; else it is an amount or a count."""
        return self not in {FigureKind.SPEND, FigureKind.NEW_CUSTOMERS}


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One figure by period, oldest first, shape (T,); `nan` where it is not known.

    Raises `UsageError` for a negative amount or a share outside 0 to 1.
    """

    kind: FigureKind
    values: FloatArray

    def __post_init__(self) -> None:
        """Refuse values that cannot be."""
        known = self.values[~np.isnan(self.values)]
        most = 1.0 if self.kind.is_share else np.inf
        wrong = known[(known < 0) | (known > most) | np.isinf(known)]
        if wrong.size:
            cure = "A share lies from 0 to 1." if self.kind.is_share else "It is 0 or more."
            raise UsageError(f"{self.kind}: {wrong[0]:g} cannot be", cure=cure)


@dataclass(frozen=True, slots=True, eq=False)
class OwnFigures:
    """What a firm knows of itself by period; `starts` are the first days, one after the other."""

    period: Period
    starts: tuple[date, ...]
    series: tuple[Series, ...]

    def __post_init__(self) -> None:
        """Refuse series of another length, and two of one kind."""
        kinds = [each.kind for each in self.series]
        for each in self.series:
            if each.values.shape != (len(self.starts),):
                told = f"{each.kind} has {len(each.values)} values for {len(self.starts)} periods"
                raise UsageError(told, cure="Give one value for each period, or nan.")
            if kinds.count(each.kind) > 1:
                raise UsageError(f"{each.kind} is there twice", cure="Give each figure once.")

    def of(self, kind: FigureKind) -> FloatArray | None:
        """The values of this kind, or None when they are not known at all."""
        found = next((each.values for each in self.series if each.kind is kind), None)
        return None if found is None or np.isnan(found).all() else found


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow of the cycle: more of `cause` means more (`sign` +1) or less (-1) of `effect`.

    `least_lag` is 0 where both may happen in the same period and only one way round makes sense.
    """

    cause: FigureKind
    effect: FigureKind
    sign: int
    least_lag: int
    words: str


_ADVERTISING = Link(
    FigureKind.SPEND, FigureKind.NEW_CUSTOMERS, 1, 0, "advertising brings new customers"
)
_LOAD = Link(
    FigureKind.NEW_CUSTOMERS, FigureKind.BROKEN_SHARE, 1, 0, "new customers break promises"
)
_STAYING_AWAY = Link(
    FigureKind.BROKEN_SHARE,
    FigureKind.REPEAT_RATE,
    -1,
    0,
    "broken promises keep customers from coming again",
)
_FEWER = Link(
    FigureKind.REPEAT_RATE,
    FigureKind.RETURNING_SHARE,
    1,
    1,
    "customers who do not come again are missing",
)
_GONE = Link(
    FigureKind.BROKEN_SHARE,
    FigureKind.RETURNING_SHARE,
    -1,
    1,
    "broken promises keep customers from returning",
)
_ANSWER = Link(
    FigureKind.RETURNING_SHARE,
    FigureKind.SPEND,
    -1,
    1,
    "missing customers are replaced by advertising",
)
_SOONER = Link(
    FigureKind.REPEAT_RATE, FigureKind.SPEND, -1, 1, "missing customers are replaced by advertising"
)


def links_of(figures: OwnFigures) -> tuple[Link, ...]:
    """The arrows of the cycle in its order, through those figures that are there.

    Repeat rate and returning share both tell of customers who stay; one of them is enough.
    """
    has_repeat = figures.of(FigureKind.REPEAT_RATE) is not None
    has_returning = figures.of(FigureKind.RETURNING_SHARE) is not None
    back: tuple[Link, ...]
    if has_repeat and has_returning:
        back = (_STAYING_AWAY, _FEWER, _ANSWER)
    elif has_repeat:
        back = (_STAYING_AWAY, _SOONER)
    else:
        back = (_GONE, _ANSWER)
    return (_ADVERTISING, _LOAD, *back)
