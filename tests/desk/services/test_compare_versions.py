"""Two versions of a material: what a reader sees change, and what that does to its promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.desk.services.compare_versions import Comparison, WordChange, compare
from ringtrue.desk.services.read_materials import judge_document
from ringtrue.say.reading import read_bytes


def compared(old: str, new: str) -> Comparison:
    one, other = (judge_document(read_bytes("ad.txt", text.encode())) for text in (old, new))
    return compare(one, other)


def said(comparison: Comparison, *changes: WordChange) -> str:
    words = (piece for stretch in comparison.stretches for piece in stretch.words)
    return "".join(piece.text for piece in words if piece.change in changes)


def test_a_promise_of_other_words_is_one_that_changed() -> None:
    found = compared("Delivered in 2 days.", "Delivered in 5 days.")
    ((reworded),) = found.reworded
    assert (reworded.old.text, reworded.new.text) == ("Delivered in 2 days", "Delivered in 5 days")
    assert found.appeared == found.vanished == ()


def test_promises_that_have_nothing_in_common_appear_and_vanish() -> None:
    found = compared("Free returns on every order.", "We answer every call within 30 seconds.")
    assert [each.text for each in found.vanished] == ["Free returns on every order"]
    assert [each.text for each in found.appeared] == ["We answer every call within 30 seconds"]
    assert found.reworded == ()


def test_a_promise_that_only_moved_is_no_change_of_promises() -> None:
    found = compared(
        "Delivered in 2 days.\n\nHello and welcome.", "Hello and welcome.\n\nDelivered in 2 days."
    )
    assert found.same_claims
    assert not found.same_words


def test_a_promise_that_is_said_once_less_has_vanished() -> None:
    found = compared("Delivered in 2 days.\n\nDelivered in 2 days.", "Delivered in 2 days.")
    assert [each.text for each in found.vanished] == ["Delivered in 2 days"]


@pytest.mark.parametrize("text", ["Delivered in 2 days.", "Hello.\n\nWelcome."])
def test_the_same_text_is_no_change(text: str) -> None:
    found = compared(text, text)
    assert found.same_words
    assert found.same_claims


def test_passages_that_stay_are_counted_and_not_shown() -> None:
    found = compared("One.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nFour.")
    assert [(each.unchanged, bool(each.words)) for each in found.stretches] == [
        (2, False),
        (0, True),
    ]


WORDS = st.lists(st.sampled_from(["a", "bb", "ccc", "in", "2", "days"]), min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(
    old: list[str], new: list[str]
) -> None:
    one, other = " ".join(old), " ".join(new)
    found = compared(one, other)
    if not found.same_words:
        assert said(found, WordChange.SAME, WordChange.REMOVED) == one
        assert said(found, WordChange.SAME, WordChange.ADDED) == other
    else:
        assert one == other
