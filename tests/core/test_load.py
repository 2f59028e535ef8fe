"""A load is a table of intervals in order, with numbers that calls can have."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf, nan
from zoneinfo import ZoneInfo

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.load import CallTraits, Load

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
STARTS = tuple(NINE + timedelta(minutes=15) * n for n in range(3))
LOAD = Load(STARTS, 900, (9.0, 0.0, 18.0), (0.0, 0.0, 9.0), (0.0, 0.0, 1.0), (0.1, 0.1, 0.1))


def figure(name: str, best: float, unit: str = "seconds") -> Figure:
    return Figure(name, best, best, best, unit, Basis.STATED, "service lead")


TRAITS = CallTraits(figure("handle", 300), figure("patience", 60), figure("redial", 0.5, "share"))


def test_calls_per_second_follow_from_the_length() -> None:
    assert LOAD.per_second == (0.01, 0.0, 0.02)


def test_nights_may_be_left_out() -> None:
    later = (*STARTS[:2], NINE + timedelta(days=1))
    assert replace(LOAD, starts=later).starts == later


def test_the_hour_that_a_clock_repeats_is_two_hours() -> None:
    zone = ZoneInfo("Europe/Berlin")
    half = [datetime.fromtimestamp(1_792_886_400 + 1800 * n, zone) for n in range(6)]
    assert [each.hour for each in half] == [2, 2, 2, 2, 3, 3]
    six = (1.0,) * 6
    assert Load(tuple(half), 1800, six, six, six, six).starts == tuple(half)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"starts": ()}, "no interval"),
        ({"seconds": 0.0}, "0 seconds"),
        ({"seconds": 90_000.0}, "90000 seconds"),
        ({"starts": STARTS[::-1]}, "before the one before it ends"),
        ({"starts": (NINE, NINE, NINE)}, "before the one before it ends"),
        ({"starts": tuple(each.replace(tzinfo=None) for each in STARTS)}, "without a zone"),
        ({"calls": (1.0,)}, "3 intervals have 1 values of calls"),
        ({"calls": (1.0, -1.0, 1.0)}, "calls -1 at 2026-03-02T09:15"),
        ({"extra": (nan, 0.0, 0.0)}, "extra nan"),
        ({"orders": (inf, 0.0, 0.0)}, "orders inf"),
        ({"cv": (0.1, 0.1, -0.1)}, "cv -0.1"),
    ],
    ids=str,
)
def test_what_no_load_is_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        replace(LOAD, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"handle": figure("handle", 0)},
        {"patience": figure("patience", -1)},
        {"redial": figure("redial", 1.2, "share")},
        {"handle_cv": figure("spread", -0.1, "")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_traits_that_cannot_be_are_refused(change: dict[str, Figure]) -> None:
    with pytest.raises(UsageError, match="cannot be"):
        replace(TRAITS, **change)


def test_traits_tell_what_is_known_of_calls() -> None:
    assert len(TRAITS.figures) == 3
    assert len(replace(TRAITS, handle_cv=figure("spread", 1.2, "")).figures) == 4
