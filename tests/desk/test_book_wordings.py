"""What the book says is a promise is one, at its place, whether a reader found it or not."""

from __future__ import annotations

from ringtrue.core.claim import Kind, Label
from ringtrue.core.expression import Name
from ringtrue.core.quantity import Duration
from ringtrue.core.standard import Standard, Within
from ringtrue.desk.services.book_wordings import with_book
from ringtrue.desk.wordings import Wordings
from ringtrue.say.reading import read_bytes

TEST = Within(Name("a"), Name("b"), Duration.parse("2 days"))


def book(*wordings: str) -> tuple[Standard, ...]:
    return tuple(
        Standard(f"s{number}", "orders", TEST, 0.9, promise=words)
        for number, words in enumerate(wordings)
    )


def test_a_wording_that_no_reader_found_becomes_a_promise_at_its_place() -> None:
    document = read_bytes("a.txt", b"Hello.\n\nTeal curtains meet maple.\n")
    (claim,) = with_book(document, (), Wordings(book("Teal curtains meet maple")))
    assert (claim.label, claim.kind, claim.score) == (Label.PROMISE, Kind.TIME, 1.0)
    assert (claim.place.line, claim.place.column) == (3, 1)


def test_without_wordings_nothing_changes() -> None:
    document = read_bytes("a.txt", b"Teal curtains meet maple.")
    assert with_book(document, (), Wordings(book(""))) == ()
