"""Which claims of two versions of a copy are the same claim: as it was, or in other words.

A page is edited all the time. What matters is what each edit did to a promise, so a promise that
was reworded must not be told as one that vanished and one that appeared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from ringtrue.core.claim import Claim
from ringtrue.core.same_words import plain
from ringtrue.gap.terms import terms_of

PAIRS = 10_000
"""So many claims that went, times those that came, are looked at for rewording."""
ALIKE = 0.5
"""Claims whose words match at least so far (0 to 1) are one claim that was reworded."""
_SAME_SUBJECT = 0.3
"""What it counts that both state a number of the same subject."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """A claim before and after."""

    old: Claim
    new: Claim


@dataclass(frozen=True, slots=True)
class Rewordings:
    """What became of the claims of a copy, in the order of the text."""

    appeared: tuple[Claim, ...]
    vanished: tuple[Claim, ...]
    reworded: tuple[Reworded, ...]


def find_rewordings(old: Sequence[Claim], new: Sequence[Claim]) -> Rewordings:
    """Claims that appeared, vanished and were reworded; the same words elsewhere are no change.

    Of claims that went and that came, the two that are most alike are one claim, and so on. Two
    that state numbers of different subjects never are: "delivered in 2 days", "refunded in 2 days".
    """
    appeared, vanished = _missing(new, old), _missing(old, new)
    pairs = _pairs(vanished, appeared) if len(appeared) * len(vanished) <= PAIRS else []
    gone, come = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    return Rewordings(
        appeared=tuple(each for at, each in enumerate(appeared) if at not in come),
        vanished=tuple(each for at, each in enumerate(vanished) if at not in gone),
        reworded=tuple(Reworded(vanished[pair.old], appeared[pair.new]) for pair in pairs),
    )


class _Pair(NamedTuple):
    """Two claims by their numbers in the lists."""

    old: int
    new: int


def _pairs(vanished: Sequence[Claim], appeared: Sequence[Claim]) -> list[_Pair]:
    before, after = ([_Known.of(each) for each in side] for side in (vanished, appeared))
    found = [
        (_likeness(one, other), -at, -to)
        for at, one in enumerate(before)
        for to, other in enumerate(after)
    ]
    taken: list[_Pair] = []
    gone: set[int] = set()
    come: set[int] = set()
    for score, at, to in sorted(found, reverse=True):
        if score >= ALIKE and -at not in gone and -to not in come:
            gone.add(-at)
            come.add(-to)
            taken.append(_Pair(-at, -to))
    return sorted(taken)


class _Known(NamedTuple):
    """What claims are compared by."""

    words: list[str]
    about: frozenset[str]

    @classmethod
    def of(cls, claim: Claim) -> _Known:
        return cls(plain(claim.text).split(), terms_of(claim).about)


def _likeness(one: _Known, other: _Known) -> float:
    if one.about and other.about and one.about != other.about:
        return 0.0
    ratio = SequenceMatcher(None, one.words, other.words).ratio()
    return ratio + (_SAME_SUBJECT if one.about and one.about == other.about else 0.0)


def _missing(claims: Sequence[Claim], others: Sequence[Claim]) -> list[Claim]:
    """Those that the others do not say, as often as they say it."""
    left = Counter(map(_said, others))
    found = []
    for claim in claims:
        left[_said(claim)] -= 1
        if left[_said(claim)] < 0:
            found.append(claim)
    return found


def _said(claim: Claim) -> tuple[str, str, str, tuple[str, ...]]:
    """A claim by its words and by what narrows it, wherever that stands."""
    narrowed = sorted({plain(each.text) for each in claim.qualifiers})
    return claim.label.value, claim.kind.value, plain(claim.text), tuple(narrowed)
