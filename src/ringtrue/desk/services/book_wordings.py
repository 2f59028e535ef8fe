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
from ringtrue.core.standard import Remedy, Standard, Uptime, Within
from ringtrue.desk.wordings import Wordings

if TYPE_CHECKING:
    from ringtrue.say.document import Document, Passage

_ASSERTIONS = frozenset({Kind.NUMBER, Kind.RANK, Kind.AWARD, Kind.COMPARISON})


def with_book(document: Document, claims: Sequence[Claim], wordings: Wordings) -> tuple[Claim, ...]:
    """The claims of a document with every wording of the book among them, in reading order."""
    if not wordings:
        return tuple(claims)
    known = {_key(claim.place): claim for claim in claims}
    for place, sentence, standard in _spoken(document, wordings):
        found = next((each for each in known.values() if _meet(each.place, place)), None)
        if found is None:
            known[_key(place)] = _claim(place, sentence, standard)
        else:
            known[_key(found.place)] = _promised(found, standard)
    return tuple(sorted(known.values(), key=lambda claim: (claim.place.start, claim.place.end)))


def _spoken(document: Document, wordings: Wordings) -> Iterator[tuple[Place, str, Standard]]:
    for passage in document.passages:
        for start, end in _sentences(passage):
            sentence = passage.text[start:end]
            for standard in wordings.said_in(sentence)[:1]:
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
