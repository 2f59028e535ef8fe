"""How much there is of an offer: what cannot be is asked back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.offer_limit import OfferForecast, OfferLimit, Supply

FIRST = date(2026, 4, 1)


def figure(name: str, best: float, low: float | None = None, high: float | None = None) -> Figure:
    low, high = best if low is None else low, best if high is None else high
    return Figure(name, best, low, high, "units", Basis.STATED, "Mia")


LIMIT = OfferLimit(
    "Mug",
    Supply.STOCK,
    amount=figure("units", 500),
    first=FIRST,
    last=FIRST + timedelta(days=2),
    usual=figure("usual orders", 0),
    spread=figure("spread of days", 0.2),
    wanted=figure("orders that want it", 1),
    per_order=figure("units of one order", 1),
)


def forecast(chances: tuple[float, ...], lasts_until: date | None) -> OfferForecast:
    return OfferForecast(
        limit=LIMIT,
        chance=chances[-1],
        chances=chances,
        runs_out=None,
        unserved=0,
        unserved_low=0,
        unserved_high=0,
        needed=500,
        lasts_until=lasts_until,
        begins=None,
        outside=0,
        level=0.9,
        figures=(),
        draws=1,
        seed=0,
    )


def test_its_days_are_those_from_the_first_to_the_last() -> None:
    assert LIMIT.days == (FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=2))
    assert replace(LIMIT, last=FIRST).days == (FIRST,)
    assert len(replace(LIMIT, last=FIRST + timedelta(days=365)).days) == 366


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"last": FIRST - timedelta(days=1)}, "Mug: an offer from 2026-04-01 to 2026-03-31"),
        ({"last": FIRST + timedelta(days=366)}, "an offer from"),
        ({"amount": figure("units", 0)}, "units: 0 units cannot be"),
        ({"amount": figure("units", 5, -1, 9)}, "units: -1 to 9 units cannot be"),
        ({"usual": figure("usual orders", -1)}, "usual orders"),
        ({"spread": figure("spread of days", 20)}, "spread of days: 20"),
        ({"wanted": figure("orders that want it", 40)}, "orders that want it: 40"),
        ({"per_order": figure("units of one order", 0)}, "units of one order: 0"),
        ({"sure": 95}, "95 sure"),
        ({"sure": 1}, "1 sure"),
        ({"sure": 0.4}, "0.4 sure"),
        ({"sure": float("nan")}, "nan sure"),
    ],
)
def test_what_cannot_be_is_asked_back(change: dict[str, Any], word: str) -> None:
    with pytest.raises(UsageError, match=word):
        replace(LIMIT, **change)


def test_nothing_ordered_usually_and_a_chance_of_even_are_no_mistakes() -> None:
    assert replace(LIMIT, usual=figure("usual orders", 0), sure=0.5).sure == 0.5
    assert replace(LIMIT, wanted=figure("orders that want it", 0)).figures[3].best == 0


def test_it_is_short_unless_it_lasts_to_its_last_day() -> None:
    assert not forecast((0.0, 0.0, 0.05), LIMIT.last).is_short
    assert forecast((0.0, 0.0, 0.06), LIMIT.days[1]).is_short
    assert forecast((0.9, 1.0, 1.0), None).is_short


def test_the_worst_day_is_the_first_of_those_with_the_greatest_chance() -> None:
    assert forecast((0.1, 0.4, 0.4), None).worst == LIMIT.days[1]
