"""What an alert says, and what it will not say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ringtrue.core.outcome import Ladder, Tally, to_number
from ringtrue.gap.advice import Advice, HeldRecord, Strongest
from ringtrue.gap.alert_words import AlertWords, LivePlace, words_of_alert
from ringtrue.gap.burning import Severity
from ringtrue.gap.softening import strongest_now
from ringtrue.gap.watching import Alert, watch

MakeTally = Callable[..., Tally]
FIRST = date(2026, 1, 5)
PLACE = LivePlace("Spring", "page.html", "web", "In 2 days")


def days(make_tally: MakeTally, kept: list[int], pending: int = 0) -> Tally:
    """Twenty records a day, from the first day on; the last ten days may have more, undecided."""
    start, last = to_number(FIRST), len(kept) - 10
    return make_tally(
        (start + number, 0, each, 20 - each, pending if number >= last else 0, 0)
        for number, each in enumerate(kept)
    )


def words(make_tally: MakeTally, kept: list[int], instead: str) -> AlertWords:
    found = watch(days(make_tally, kept), 0.9, FIRST, FIRST + timedelta(days=len(kept)))
    assert found.alert is not None
    return words_of_alert(found, found.alert, "Delivered in 2 days.", (PLACE,), instead)


def test_a_notification_names_promise_numbers_days_places_and_the_way_out(
    make_tally: MakeTally,
) -> None:
    said = words(make_tally, [19] * 20 + [12] * 10, "Delivered in 4 days.")
    assert said.title == "'Delivered in 2 days.' is being broken fast"
    assert said.facts[:3] == (
        "Promised 90 %; kept 60 % in the 7 days to 3 February 2026 (84 of 140).",
        "It began to go wrong on 25 January 2026; 27 January 2026 showed it.",
        "In 28 days 56 may break; 98 did, 175 % of the budget.",
    )
    assert said.facts[3].startswith("Since 5 January 2026 83.3 % of 600 were kept;")
    assert said.places == (PLACE,)
    assert said.advice == "Soften it to 'Delivered in 4 days', or pull it."


def test_a_collapse_is_pulled(make_tally: MakeTally) -> None:
    said = words(make_tally, [19] * 20 + [1] * 3, "Delivered in 4 days.")
    assert said.title.endswith("has collapsed")
    assert said.advice == "Pull it now. What still held since then: 'Delivered in 4 days'."


@pytest.mark.parametrize("instead", ["", "delivered in 2 days"])
def test_what_is_promised_already_is_no_way_out(make_tally: MakeTally, instead: str) -> None:
    said = words(make_tally, [19] * 20 + [12] * 10, instead)
    assert said.instead == ""
    assert said.advice.startswith("Pull it: no limit")


def advice(limit: float | None) -> Advice:
    """The forecast supports a limit from here on."""
    whole = Strongest((), limit, 0.95, 0.95, 0.93, 0.95, 0.99, "")
    return Advice("on-time", 0.9, "day", (whole,), (), HeldRecord(0, 0, None, None))


@pytest.fixture
def ladder(make_tally: MakeTally, make_ladder: Callable[..., Ladder]) -> Ladder:
    """Since day 20 two days are kept by 12 of 20, 2.5 by 18, 3 by nearly all, 4 and 5 by all."""
    return make_ladder(
        {
            1: days(make_tally, [20] * 30),
            2: days(make_tally, [19] * 20 + [12] * 10),
            2.5: days(make_tally, [20] * 20 + [18] * 10),
            3: days(make_tally, [20] * 20 + [20, 19] * 5),
            4: days(make_tally, [20] * 30, pending=4),
            5: days(make_tally, [20] * 30),
        }
    )


ALERT = Alert(Severity.FAST, FIRST + timedelta(days=20), FIRST + timedelta(days=25))
TODAY = FIRST + timedelta(days=30)


def test_the_way_out_held_since_the_break_and_is_supported_by_the_forecast(ladder: Ladder) -> None:
    found = strongest_now(advice(2), ladder, ALERT, TODAY)
    assert found is not None
    # 1 is not advised, 2 broke, and what just keeps 90 % is not sure to.
    assert (found.limit, found.measured, found.bound) == (3, 0.975, 0.9)
    milder = strongest_now(advice(4), ladder, ALERT, TODAY)
    assert milder is not None
    assert milder.limit == 5, "4 is not decided yet"


def test_without_advice_or_days_there_is_no_way_out(ladder: Ladder) -> None:
    assert strongest_now(advice(None), ladder, ALERT, TODAY) is None
    assert strongest_now(advice(2), ladder, ALERT, FIRST + timedelta(days=20)) is None
