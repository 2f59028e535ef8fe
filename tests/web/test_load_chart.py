"""Agents and answered shares over time, as pictures that can be read aloud."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from ringtrue.web.load_chart import agents_chart, answered_chart

NINE = datetime(2026, 4, 1, 9, tzinfo=UTC)


def starts(days: int, a_day: int = 4) -> list[datetime]:
    halves = ((day, half) for day in range(days) for half in range(a_day))
    return [NINE + timedelta(days=day, minutes=30 * half) for day, half in halves]


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter("text")]


def test_what_is_missing_is_filled_and_said() -> None:
    svg = agents_chart(starts(1), [2, 5, 3, 3], [3, 3, 3, 3])
    assert svg.count("c-missing") == 1
    assert "in 1 of them there are too few" in svg
    assert "1 Apr" in texts(svg)


def test_nothing_is_filled_where_nobody_is_missing() -> None:
    svg = agents_chart(starts(1), [2, 3, 3, 3], [3, 3, 3, 3])
    assert "c-missing" not in svg
    assert "in 0 of them" in svg


@pytest.mark.parametrize("days", [1, 14, 60])
def test_so_many_days_are_named_that_they_can_be_read(days: int) -> None:
    named = [
        each
        for each in texts(agents_chart(starts(days), [1] * 4 * days, [1] * 4 * days))
        if re.search("[A-Z]", each)
    ]
    assert 1 <= len(named) <= 14


@pytest.mark.parametrize("most", [0, 1, 7, 43, 900, 80_000])
def test_the_numbers_reach_as_far_as_what_is_needed(most: int) -> None:
    ticks = [float(each.replace(",", "")) for each in texts(agents_chart([NINE], [most], [0]))[:-1]]
    assert ticks[0] == 0
    assert ticks[-1] >= most
    assert len(ticks) <= 8


def test_the_share_answered_breaks_off_where_there_is_none() -> None:
    svg = answered_chart(starts(1), [0.9, None, 0.7, 0.8], 0.8)
    assert svg.count('class="c-line"') == 2
    assert "in 1 of them less than the promised 80 %" in svg


def test_nothing_is_drawn_of_nothing() -> None:
    assert agents_chart([], [], []) == answered_chart([NINE], [None], 0.8) == ""
