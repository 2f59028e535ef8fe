"""Limits: said in every material that makes the promise, by their words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ringtrue.core.campaign import Limit
from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.place import Place
from ringtrue.gap.limits import Copy, idle_limits, missing_limits

ISLANDS = Limit("Delivered in 2 days", "not on islands")


def copy(name: str, *sentences: str, small_print: str = "") -> Copy:
    text = " ".join((*sentences, small_print))
    claims = tuple(
        Claim(
            Place(name, 1, number, number, number + 1),
            sentence.rstrip("."),
            sentence,
            Label.PROMISE,
            Kind.TIME,
            measurable=True,
            score=1.0,
        )
        for number, sentence in enumerate(sentences, 1)
    )
    return Copy(text, claims)


@pytest.mark.parametrize(
    "small_print",
    ["Not on islands.", "(NOT  on islands)", "Does this go everywhere? It's not on islands, no."],
)
def test_a_limit_that_is_said_in_its_words_is_not_missing(small_print: str) -> None:
    page = copy("page", "Delivered in 2 days.", small_print=small_print)
    assert missing_limits([ISLANDS], [page]) == ()


@pytest.mark.parametrize(
    "small_print", ["", "Not on the islands.", "On islands not.", "not on isl"]
)
def test_other_words_do_not_say_it(small_print: str) -> None:
    page = copy("page", "Delivered in 2 days.", small_print=small_print)
    (missing,) = missing_limits([ISLANDS], [page])
    assert (missing.wording, missing.text) == (ISLANDS.wording, ISLANDS.text)


def test_each_material_that_makes_the_promise_owes_it_at_the_first_place_that_does() -> None:
    page = copy("page", "Hello.", "Delivered in 2 days.", "Yes, delivered in 2 days!")
    spot = copy("spot", "Order now, delivered in 2 days.")
    told = copy("mail", "Delivered in 2 days, not on islands.")
    silent = copy("bill", "We are here for you.")
    missing = missing_limits([ISLANDS], [page, spot, told, silent])
    assert [str(each.place) for each in missing] == ["page:1:2", "spot:1:1"]


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        ("Delivered in 2 days", "Delivered in 5 days."),
        ("Delivered in 2 days", "Most are delivered in 2 days."),
        ("On time", "We are on time."),
        ("", "Delivered in 2 days."),
        ("...", "Delivered in 2 days."),
    ],
)
def test_a_material_that_promises_something_else_owes_nothing(wording: str, sentence: str) -> None:
    limit = Limit(wording, "not on islands")
    assert missing_limits([limit], [copy("page", sentence)]) == ()
    assert idle_limits([limit], [copy("page", sentence)]) == (limit,)


def test_a_short_promise_is_found_where_it_is_the_whole_claim() -> None:
    (missing,) = missing_limits([Limit("On time", "weekdays")], [copy("page", "On time.")])
    assert missing.place is not None


def test_a_limit_is_idle_only_when_no_material_makes_its_promise() -> None:
    pages = [copy("page", "Delivered in 5 days."), copy("spot", "Delivered in 2 days.")]
    assert idle_limits([ISLANDS], pages) == ()
    assert idle_limits([ISLANDS], pages[:1]) == (ISLANDS,)
    assert idle_limits([ISLANDS], []) == (ISLANDS,)


def test_a_limit_written_twice_is_owed_once() -> None:
    assert len(missing_limits([ISLANDS, ISLANDS], [copy("page", "Delivered in 2 days.")])) == 1


def test_two_limits_of_one_promise_are_each_owed() -> None:
    pages = [copy("page", "Delivered in 2 days.", small_print="Not on islands.")]
    missing = missing_limits([ISLANDS, Limit(ISLANDS.wording, "weekdays only")], pages)
    assert [each.text for each in missing] == ["weekdays only"]


def test_a_short_promise_is_found_by_its_claim_within_a_longer_sentence() -> None:
    (claim,) = copy("page", "Come in: on time, as always.").claims
    page = Copy("Come in: on time, as always.", (replace(claim, text="On time"),))
    (missing,) = missing_limits([Limit("on time", "weekdays")], [page])
    assert missing.place == claim.place


def test_a_limit_of_no_wording_is_not_that_of_a_claim_without_words() -> None:
    (claim,) = copy("page", "On time.").claims
    page = Copy("On time.", (replace(claim, text="!"),))
    assert missing_limits([Limit("...", "weekdays")], [page]) == ()
