"""Which texts say the same words, and which only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.same_words import holds_words, plain, says


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        ("Delivered in 2 days", "DELIVERED IN 2 DAYS!"),
        ("Delivered in 2 days.", "Ordered now, delivered in 2 days, anywhere."),
        ("On time", "On time."),
        ("New York's airports", "New York’s airports"),
        ("Save 40%", "Save 40 %"),
    ],
)
def test_the_same_words_are_the_same_wording(wording: str, sentence: str) -> None:
    assert says(wording, sentence)


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        ("Delivered in 2 days", "Delivered in 3 days"),
        ("On time", "New York to everywhere, on time"),
        ("Orders come in 2 days", "Most orders come in 2 days"),
        ("We deliver in 2 days", "Sadly we deliver in 2 days not"),
        ("Delivered in 2 days", "Undelivered in 2 days"),
        ("", "Anything"),
        ("...", "..."),
    ],
)
def test_other_words_are_not(wording: str, sentence: str) -> None:
    assert not says(wording, sentence)


def test_plain_keeps_what_changes_the_meaning() -> None:
    assert plain("£5 off, 40%!") == "£ 5 off 40 %"


@pytest.mark.parametrize(
    ("text", "wording", "held"),
    [
        ("This is for the UK only.", "UK only", True),
        ("uk -- ONLY", "UK only", True),
        ("Only in the UK", "UK only", False),
        ("Mauk only", "UK only", False),
        ("The UK, and only that", "UK only", False),
        ("", "UK only", False),
        ("UK only", "UK only", True),
    ],
)
def test_a_text_holds_words_side_by_side_and_whole(text: str, wording: str, held: bool) -> None:
    assert holds_words(text, wording) is held


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_words_are_held_by_every_text_around_them(before: str, words: str, after: str) -> None:
    assert holds_words(f"{before}. {words} .{after}", words) or not plain(words)


@given(st.text(max_size=40))
def test_plain_words_are_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)
