"""Which sentences say what the book says, and which only look like it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.expression import Name
from ringtrue.core.quantity import Duration
from ringtrue.core.same_words import plain, says
from ringtrue.core.standard import Standard, Within
from ringtrue.desk.wordings import Wordings

TEST = Within(Name("a"), Name("b"), Duration.parse("2 days"))
SPOKEN = st.lists(
    st.sampled_from(["we", "come", "in", "2", "Days", "most", "", "-", "it’s", "£"]), max_size=12
).map(" ".join)


def book(*wordings: str) -> tuple[Standard, ...]:
    return tuple(
        Standard(f"s{number}", "orders", TEST, 0.9, promise=words)
        for number, words in enumerate(wordings)
    )


def test_a_wording_within_a_longer_one_that_is_said_does_not_count() -> None:
    short, long = book("delivered in 2 days", "Nine in ten orders are delivered in 2 days")
    wordings = Wordings((short, long))
    assert wordings.said_in("Nine in ten orders are delivered in 2 days.") == (long,)
    assert wordings.said_in("Always delivered in 2 days.") == (short,)


def test_one_wording_may_have_several_standards() -> None:
    both = book("Delivered in 2 days", "Delivered in 2 days")
    assert Wordings(both).said_in("Delivered in 2 days") == both


def test_a_standard_is_found_by_any_of_its_wordings_and_once() -> None:
    (one,) = book("Delivered in 2 days")
    several = Standard("s", "orders", TEST, 0.9, promise=one.promise, wordings=("It comes fast",))
    wordings = Wordings((several,))
    assert wordings.said_in("It comes fast!") == (several,)
    assert wordings.said_in("Delivered in 2 days, and delivered in 2 days.") == (several,)


def test_a_sentence_that_only_looks_like_it_says_nothing() -> None:
    wordings = Wordings(book("Delivered in 2 days", "On time"))
    assert wordings.said_in("Most are delivered in 2 days.") == ()
    assert wordings.said_in("Delivered in 2 or 3 days.") == ()
    assert wordings.said_in("We come on time.") == ()
    assert wordings.said_in("") == ()


def test_without_wordings_there_is_nothing_to_find() -> None:
    assert not Wordings(book("", "--"))
    assert Wordings(book("", "On time"))


@given(st.lists(SPOKEN, max_size=5), SPOKEN)
def test_what_is_found_is_what_holding_each_wording_against_the_sentence_finds(
    texts: list[str], sentence: str
) -> None:
    standards = book(*texts)
    assert Wordings(standards).said_in(sentence) == one_by_one(sentence, standards)


def one_by_one(sentence: str, standards: tuple[Standard, ...]) -> tuple[Standard, ...]:
    said = [each for each in standards if says(each.promise, sentence)]
    longest = max((len(plain(each.promise)) for each in said), default=0)
    every = [plain(each.promise) for each in said if len(plain(each.promise)) == longest]
    return tuple(
        each
        for each in said
        if plain(each.promise) in every or not any(plain(each.promise) in it for it in every)
    )
