"""Wordings that a person wrote into the book: they are promises, whatever a reader makes of them.

A model may take "90% of our flights leave on time" for a plain number, or miss it; who writes it
beside a standard has decided. So every sentence that says a wording of the book is a promise of
score 1, and its claim is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.place import Place
from ringtrue.core.same_words import plain, says
from ringtrue.core.standard import Remedy, Standard, Uptime, Within

if TYPE_CHECKING:
    from ringtrue.say.document import Document, Passage

_ASSERTIONS = frozenset({Kind.NUMBER, Kind.RANK, Kind.AWARD, Kind.COMPARISON})


def standards_of(sentence: str, standards: Sequence[Standard]) -> tuple[Standard, ...]:
    """The standards of the book that a sentence says, in the book's order.

    A wording within a longer one that the sentence says as well does not count.
    """
    said = {}
    for standard in standards:
        wordings = (standard.promise, *standard.wordings)
        if found := [plain(words) for words in wordings if says(words, sentence)]:
            said[standard.id] = found
    longest = max((len(words) for found in said.values() for words in found), default=0)
    every = [words for found in said.values() for words in found if len(words) == longest]
    return tuple(
        standard
        for standard in standards
        if standard.id in said
        and any(words in every or not _within_any(words, every) for words in said[standard.id])
    )


def _within_any(words: str, longer: Sequence[str]) -> bool:
    return any(words in each for each in longer)


def with_book(
    document: Document, claims: Sequence[Claim], standards: Sequence[Standard]
) -> tuple[Claim, ...]:
    """The claims of a document with every wording of the book among them, in reading order."""
    if not any(standard.promise for standard in standards):
        return tuple(claims)
    known = {_key(claim.place): claim for claim in claims}
    for place, sentence, standard in _spoken(document, standards):
        found = next((each for each in known.values() if _meet(each.place, place)), None)
        if found is None:
            known[_key(place)] = _claim(place, sentence, standard)
        else:
            known[_key(found.place)] = _promised(found, standard)
    return tuple(sorted(known.values(), key=lambda claim: (claim.place.start, claim.place.end)))


def _spoken(
    document: Document, standards: Sequence[Standard]
) -> Iterator[tuple[Place, str, Standard]]:
    for passage in document.passages:
        for start, end in _sentences(passage):
            sentence = passage.text[start:end]
            for standard in standards_of(sentence, standards)[:1]:
                yield document.place(passage, start, end), sentence, standard


def _sentences(passage: Passage) -> list[tuple[int, int]]:
    from ringtrue.say.sentences import split_sentences

    return split_sentences(passage.text)


def _key(place: Place) -> tuple[int, int]:
    return place.start, place.end


def _meet(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def _claim(place: Place, sentence: str, standard: Standard) -> Claim:
    kind = _kind(standard)
    return Claim(place, sentence, sentence, Label.PROMISE, kind, measurable=True, score=1.0)


def _promised(claim: Claim, standard: Standard) -> Claim:
    kind = _kind(standard) if claim.kind in _ASSERTIONS else claim.kind
    return replace(claim, label=Label.PROMISE, kind=kind, measurable=True, score=1.0)


def _kind(standard: Standard) -> Kind:
    if isinstance(standard.test, Within):
        return Kind.TIME
    if isinstance(standard.test, Remedy):
        return Kind.REFUND
    return Kind.AVAILABILITY if isinstance(standard.test, Uptime) else Kind.SERVICE
