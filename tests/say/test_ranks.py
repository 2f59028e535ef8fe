"""First places are found wherever a business gives them to itself, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Kind, Label
from ringtrue.say.judge import Unit, judge_sentences
from ringtrue.say.ranks import claims_first_place, ranks_nobody

FIRST = (
    "New York's No. 1 airline",
    "New York’s No. 1 airline for punctuality.",
    "Britain's favourite biscuit",
    "BRITAIN'S FAVOURITE",
    "The nation's favourite",
    "America's favorite pickup",
    "Leeds' favourite curry house",
    "The North East's favourite carpet shop",
    "Britain's most loved bread",
    "The region's largest garden centre.",
    "No.1 for tyres",
    "Number one in Yorkshire for sheds",
    "#1 rated plumber in Leeds",
    "#1 rated",
    "Your No. 1 choice for skips",
    "We're number one for sofas.",
    "Ranked #1 by Which?",
)
SILENT = (
    "Punctuality is one of our No. 1 priorities",
    "One of our No. 1 priorities is safety",
    "one of our No. 1 priorities",
    "No. 1 High Street",
    "Visit us at No. 1 High Street, Leeds.",
    "London's No. 1 High Street",
    "Room No. 1",
    "Room No. 1 sleeps four.",
    "Step number 1: tell us your size.",
    "Rule No. 1: never boil the milk.",
    "What is Britain's favourite dog?",
    "Sarah's favourite biscuit",
    "The chef's favourite dish",
    "Take bus no. 1 for the museum",
    "The number one reason for returns is size.",
    "Number one hits of the 80s",
    "#1 Fill in the form",
    "This week's most read",
    "Choose your favourite colour",
)


@pytest.mark.parametrize("text", FIRST)
def test_a_first_place_is_an_assertion(text: str) -> None:
    (found,) = judge_sentences([Unit(text)])
    assert found.label is Label.ASSERTION
    assert found.kind is Kind.RANK
    assert 0.3 <= found.score <= 1


@pytest.mark.parametrize("text", SILENT)
def test_what_ranks_nobody_is_no_assertion(text: str) -> None:
    (found,) = judge_sentences([Unit(text)])
    assert found.label is None


def test_a_priority_beside_another_fact_does_not_silence_it() -> None:
    assert ranks_nobody("Safety is our number one priority.")
    assert not ranks_nobody("Safety is our number one priority, and we won the Golden Spanner.")
    assert not ranks_nobody("Safety is our number one priority in 40 countries.")
    assert not ranks_nobody("We care about safety.")


def test_a_first_place_beside_a_promise_stays_a_promise() -> None:
    (found,) = judge_sentences([Unit("Britain's favourite florist delivers within 24 hours.")])
    assert found.label is Label.PROMISE


@given(st.text(max_size=80))
def test_any_text_is_told_without_trouble(text: str) -> None:
    assert not (claims_first_place(text) and ranks_nobody(text))


@pytest.mark.parametrize("piece", ["a1", "?", "a1 ", "'s ", "no. 1 ", ".-1"])
def test_hostile_text_is_told_as_soon_as_any_other(piece: str) -> None:
    assert not claims_first_place(piece * 200_000)
