"""Media plans: what may be one, what it brings, and how it is moved and spread."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.media_plan import MediaPlan, Per, Placement

NOON = datetime(2026, 3, 2, 12)


def figure(best: float, unit: str = "") -> Figure:
    return Figure("it", best, best, best, unit, Basis.STATED, "media plan")


def placement(name: str = "letter", **changes: object) -> Placement:
    whole = Placement(
        name,
        "e-mail",
        NOON,
        NOON + timedelta(hours=2),
        reach=figure(10_000, "people"),
        response=figure(0.02, "orders per person reached"),
        contacts=figure(0.25, "contacts per order"),
        delay=figure(6, "hours"),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_contacts_are_counted_for_orders_or_for_people_as_is_said() -> None:
    by_order = placement()
    by_person = placement(per=Per.PERSON)
    assert (by_order.orders, by_order.contacts_brought) == (200, 50)
    assert (by_person.orders, by_person.contacts_brought) == (200, 2500)


def test_a_plan_adds_up_its_placements_and_an_empty_one_brings_nothing() -> None:
    plan = MediaPlan((placement("a"), placement("b", first=NOON - timedelta(days=1))))
    assert (plan.orders, plan.contacts) == (400, 100)
    assert (plan.first, plan.last) == (NOON - timedelta(days=1), NOON + timedelta(hours=2))
    assert [name for name, _ in plan.figures] == ["a"] * 4 + ["b"] * 4
    empty = MediaPlan()
    assert (empty.first, empty.last, empty.orders, empty.contacts) == (None, None, 0, 0)


@pytest.mark.parametrize(
    ("what", "value", "cure"),
    [
        ("reach", -1, "how many people"),
        ("response", 2, "0.02 for 2 %"),
        ("contacts", 25, "for one order"),
        ("delay", 90 * 60, "hours, not minutes"),
    ],
)
def test_a_figure_that_cannot_be_is_asked_back_with_its_placement(
    what: str, value: float, cure: str
) -> None:
    with pytest.raises(UsageError, match="letter: it: ") as error:
        replace(placement(), **{what: figure(value)})  # type: ignore[arg-type]
    assert cure in error.value.cure


def test_moments_out_of_order_or_with_and_without_a_zone_are_refused() -> None:
    with pytest.raises(UsageError, match="it ends at"):
        placement(last=NOON - timedelta(minutes=1))
    with pytest.raises(UsageError, match="one moment has a time zone"):
        placement(last=(NOON + timedelta(hours=2)).replace(tzinfo=UTC))
    zoned = placement("b", first=NOON.replace(tzinfo=UTC), last=NOON.replace(tzinfo=UTC))
    with pytest.raises(UsageError, match="some placements have a time zone"):
        MediaPlan((placement("a"), zoned))


def test_two_placements_of_one_name_are_refused() -> None:
    with pytest.raises(UsageError, match="'letter' is the name of two"):
        MediaPlan((placement(), placement()))


def test_a_plan_is_moved_and_spread_without_bringing_more_or_less() -> None:
    plan = MediaPlan((placement("a"), placement("b", last=NOON + timedelta(days=9))))
    later = plan.moved(timedelta(days=7))
    slower = plan.spread_over(timedelta(days=3))
    assert later.first == NOON + timedelta(days=7)
    assert later.last == NOON + timedelta(days=16)
    assert [each.last - each.first for each in slower.placements] == [
        timedelta(days=3),
        timedelta(days=9),
    ]
    assert later.orders == slower.orders == plan.orders
