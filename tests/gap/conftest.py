from array import array
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeAlias

import pytest

from ringtrue.core.expression import Name
from ringtrue.core.outcome import Ladder, Rung, Tally, to_number
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.standard import Standard, Within

Row: TypeAlias = tuple[int, int, int, int, int, int]
"""Day number, segment code, kept, broken, pending, void."""

MakeTally: TypeAlias = Callable[..., Tally]
MakeStandard: TypeAlias = Callable[..., Standard]


def _tally(rows: Iterable[Row], segments: tuple[tuple[str, ...], ...] = ((),)) -> Tally:
    columns = tuple(f"column{i}" for i in range(len(segments[0])))
    table = list(zip(*rows, strict=True)) or [()] * 6
    codes = (array("i", table[0]), array("i", table[1]))
    return Tally("on-time", columns, segments, *codes, *(array("q", each) for each in table[2:]))


def _monthly(
    shares: Iterable[float],
    *,
    first: date = date(2020, 1, 1),
    a_day: int = 20,
    names: tuple[str, ...] = (),
) -> Tally:
    """The same number of records every day, of which each month keeps its share."""
    segments = tuple((name,) for name in names) or ((),)
    rows, month = [], first
    for share in shares:
        after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        for day in range(to_number(month), to_number(after)):
            for code in range(len(segments)):
                # Rounded by the running total, so that a month keeps its share exactly.
                done = day - to_number(month)
                kept = round(share * a_day * (done + 1)) - round(share * a_day * done)
                rows.append((day, code, kept, a_day - kept, 0, 0))
        month = after
    return _tally(rows, segments)


def _standard(target: float = 0.9, limit: float = 15.0) -> Standard:
    test = Within(Name("due"), Name("arrived"), Duration(limit, Unit.MINUTE), True, True)
    return Standard("on-time", "flights", test, target, promise="On time")


@pytest.fixture(scope="session")
def make_tally() -> MakeTally:
    return _tally


@pytest.fixture(scope="session")
def monthly() -> MakeTally:
    return _monthly


@pytest.fixture(scope="session")
def make_standard() -> MakeStandard:
    return _standard


@pytest.fixture(scope="session")
def make_ladder() -> Callable[[dict[float, Tally]], Ladder]:
    return lambda rungs: Ladder(
        "on-time", "minute", tuple(Rung(limit, each) for limit, each in sorted(rungs.items()))
    )
