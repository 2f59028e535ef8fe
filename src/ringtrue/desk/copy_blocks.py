"""A material as a page shows it: its passages in order, cut where claims begin and end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ringtrue.core.claim import Claim
from ringtrue.say.document import Document, Passage, Role


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a passage as a reader sees them.

    `start` and `end` are their half-open span in the material's text, `claim` the number of the
    claim that they make (from 0, in the order of the claims), None for the words around claims.
    """

    text: str
    start: int
    end: int
    claim: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One passage (heading, paragraph, item, ...) in pieces."""

    role: Role
    pieces: tuple[Piece, ...]


def blocks_of(document: Document, claims: Sequence[Claim]) -> tuple[Block, ...]:
    """The passages that a reader sees, in reading order; no words are lost and none told twice."""
    order = sorted(range(len(claims)), key=lambda number: claims[number].place.start)
    starts = [claims[number].place.start for number in order]
    return tuple(
        Block(passage.role, tuple(_pieces(passage, _within(passage, claims, order, starts))))
        for passage in document.passages
    )


_Cut = tuple[int, int, int]


def _within(
    passage: Passage, claims: Sequence[Claim], order: list[int], starts: list[int]
) -> list[_Cut]:
    """Start and end in the passage, and number, of its claims; in order, none into another."""
    first, last = passage.span(0, len(passage.text))
    cuts: list[_Cut] = []
    for number in order[bisect_right(starts, first - 1) : bisect_right(starts, last)]:
        place = claims[number].place
        after = cuts[-1][1] if cuts else 0
        start = _offset(passage, place.start, after)
        end = _offset(passage, place.end, start)
        if after <= start < end:
            cuts.append((start, end, number))
    return cuts


def _offset(passage: Passage, wanted: int, least: int) -> int:
    """The first character from `least` on that stands at `wanted` in the original, or after it."""
    low, high = least, len(passage.text)
    while low < high:
        middle = (low + high) // 2
        if passage.span(middle, middle + 1)[0] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def _pieces(passage: Passage, cuts: Sequence[_Cut]) -> Iterator[Piece]:
    at = 0
    for start, end, number in cuts:
        if at < start:
            yield _piece(passage, at, start)
        yield _piece(passage, start, end, number)
        at = end
    if at < len(passage.text):
        yield _piece(passage, at, len(passage.text))


def _piece(passage: Passage, start: int, end: int, claim: int | None = None) -> Piece:
    return Piece(passage.text[start:end], *passage.span(start, end), claim)
