"""Which sentences say what the book says, and which only look like it."""

from __future__ import annotations

from ringtrue.core.claim import Kind, Label
from ringtrue.core.expression import Name
from ringtrue.core.quantity import Duration
from ringtrue.core.standard import Standard, Within
from ringtrue.desk.services.book_wordings import standards_of, with_book
from ringtrue.say.reading import read_bytes

TEST = Within(Name("a"), Name("b"), Duration.parse("2 days"))


def book(*wordings: str) -> tuple[Standard, ...]:
    return tuple(
        Standard(f"s{number}", "orders", TEST, 0.9, promise=words)
        for number, words in enumerate(wordings)
    )


def test_a_wording_within_a_longer_one_that_is_said_does_not_count() -> None:
    short, long = book("delivered in 2 days", "Nine in ten orders are delivered in 2 days")
    sentence = "Nine in ten orders are delivered in 2 days."
    assert standards_of(sentence, (short, long)) == (long,)
    assert standards_of("Always delivered in 2 days.", (short, long)) == (short,)


def test_one_wording_may_have_several_standards() -> None:
    both = book("Delivered in 2 days", "Delivered in 2 days")
    assert standards_of("Delivered in 2 days", both) == both


def test_a_wording_that_no_reader_found_becomes_a_promise_at_its_place() -> None:
    document = read_bytes("a.txt", b"Hello.\n\nTeal curtains meet maple.\n")
    (claim,) = with_book(document, (), book("Teal curtains meet maple"))
    assert (claim.label, claim.kind, claim.score) == (Label.PROMISE, Kind.TIME, 1.0)
    assert (claim.place.line, claim.place.column) == (3, 1)


def test_without_wordings_nothing_changes() -> None:
    document = read_bytes("a.txt", b"Teal curtains meet maple.")
    assert with_book(document, (), book("")) == ()
