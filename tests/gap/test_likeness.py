"""Limits of one length, and words that name a product."""

from __future__ import annotations

import pytest

from ringtrue.core.quantity import Duration
from ringtrue.gap.likeness import scope_words, span_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2 days", "48 hours", True),
        ("1 month", "30 days", True),
        ("1 month", "31 days", True),
        ("1 month", "32 days", False),
        ("12 months", "365 days", True),
        ("10 business days", "14 days", True),
        ("2 business days", "2 days", False),
        ("8 business hours", "8 business days", False),
        ("8 business hours", "8 business hours", True),
        ("0 calendar days", "1 calendar day", False),
        ("0 business days", "0 calendar days", False),
    ],
)
def test_limits_are_of_one_length_whatever_their_unit(one: str, other: str, same: bool) -> None:
    first, second = span_of(Duration.parse(one)), span_of(Duration.parse(other))
    assert first.meets(second) is same
    assert second.meets(first) is same


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Delivered in 2 working days", set()),
        ("Business customers: delivered in 2 days", {"business"}),
        ("By bus to London's shops, 24h", {"bus", "london", "shop"}),
        ("Order by 2pm", {"2pm"}),
    ],
)
def test_words_that_name_something_are_kept(text: str, words: set[str]) -> None:
    assert scope_words(text, ["deliver"]) == words
