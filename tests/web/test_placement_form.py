"""What people type of a placement."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.media_plan import Per, Placement
from ringtrue.do.channels import rates_of
from ringtrue.web.placement_form import figure_of, placement_of, typed

FORM = {
    "name": " Spring letter ",
    "channel": "email",
    "first": "2026-04-01T09:00",
    "last": "",
    "reach": "18,000 - 20,000 - 21,000",
    "response": "1% – 2% – 4%",
    "contacts": "0.3",
    "delay": "6",
    "per": "order",
}


def typed_in(**changes: str) -> Placement:
    return placement_of(lambda name: {**FORM, **changes}.get(name, ""), "Mia", rates_of)


def test_a_form_is_a_placement() -> None:
    found = placement_of(lambda name: FORM.get(name, ""), "Mia", rates_of)
    assert (found.name, found.channel) == ("Spring letter", "email")
    assert found.first == found.last == datetime(2026, 4, 1, 9)
    assert (found.reach.low, found.reach.best, found.reach.high) == (18_000, 20_000, 21_000)
    assert (found.response.low, found.response.best, found.response.high) == (0.01, 0.02, 0.04)
    assert found.per is Per.ORDER
    assert {each.source for each in found.figures} == {"Mia"}
    assert found.orders == pytest.approx(400)


def test_what_is_left_empty_is_as_usual_for_the_channel() -> None:
    found = typed_in(channel="e-mail", response="", delay=" ")
    usual = rates_of("e-mail")
    assert (found.response, found.delay) == (usual.response, usual.delay)
    assert found.response.basis is Basis.ASSUMED
    assert found.contacts.basis is Basis.STATED


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"first": "soon"}, "no moment"),
        ({"first": "2026-04-01T09:00Z"}, "zone"),
        ({"last": "2026-03-01T09:00"}, "ends"),
        ({"reach": "many"}, "no number"),
        ({"reach": ""}, "no number"),
        ({"reach": "1 – 2"}, "2 numbers"),
        ({"reach": "3 – 2 – 1"}, "not within"),
        ({"reach": "nan"}, "not within"),
        ({"response": "150"}, "cannot be"),
        ({"delay": "90000"}, "hours, not minutes"),
        ({"contacts": "-3"}, "number"),
    ],
)
def test_what_cannot_be_is_asked_back(change: dict[str, str], word: str) -> None:
    with pytest.raises(UsageError) as caught:
        typed_in(**change)
    assert word in str(caught.value)
    assert caught.value.cure


@given(st.lists(st.integers(0, 10**9), min_size=3, max_size=3).map(sorted))
def test_what_is_shown_reads_back(ends: list[int]) -> None:
    figure = Figure("reach", ends[1], ends[0], ends[2], "people", Basis.STATED, "Mia")
    assert figure_of(typed(figure), "reach", "people", "Mia") == figure
