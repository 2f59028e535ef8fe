"""Uptime: "99.9% uptime", "available 99.99 % of the time"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors._numbers import DIGITS, value
from ringtrue.say.patterns import Pattern
from ringtrue.say.slots import Slot, SlotKind

_WHAT = r"up ?-?time|availability|available|sla\b|service level|reliab(?:le|ility)|online"
_AFTER = Pattern(rf"(?P<share>{DIGITS})\s?%[^.!?]{{0,30}}?\b(?P<what>{_WHAT})")
_BEFORE = Pattern(rf"\b(?P<what>{_WHAT})[^.!?%]{{0,30}}?(?<![\d.])(?P<share>{DIGITS})\s?%")

TRIGGERS = frozenset({"%"})


def find(sentence: str) -> Iterator[Slot]:
    """A share of the time that something works, in per cent (`low`).

    >>> [(slot.low, slot.word) for slot in find("99.999% uptime sla")]
    [(99.999, 'uptime')]
    """
    match = _AFTER.search(sentence) or _BEFORE.search(sentence)
    if match and 50 <= value(match["share"]) <= 100:
        low = value(match["share"])
        yield Slot(
            SlotKind.UPTIME, match.start(), match.end(), match[0], low=low, word=match["what"]
        )
