"""Shares: "99.99%", "100 per cent", "nine out of ten", "9 in 10"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringtrue.say.detectors._numbers import DIGITS, NUMBER, value
from ringtrue.say.patterns import Pattern
from ringtrue.say.slots import Slot, SlotKind

_LEAD = (
    r"(?:(?P<lead>up to|over|more than|at least|less than|under|from|nearly|almost|only|just)\s)?"
)
_PERCENT = Pattern(
    rf"{_LEAD}(?<![\w.])(?:(?P<low>{DIGITS})\s?%?\s?(?:-|–|to)\s?)?"
    rf"(?P<high>{NUMBER})\s?(?:%|per ?cent\b)"
)
_OF = (
    r"\s(?:out of(?: every)?|in every|in)\s"
    r"(?P<whole>10|100|ten|twenty|20|a hundred|five|5|four|4|three|3)"
)
_WHOLE = Pattern(_OF)
_RATIO = Pattern(
    rf"{_LEAD}(?<![\w.£$€])(?P<part>{NUMBER}){_OF}"
    r"(?![\w.:]|\s(?:minute|hour|day|week|month|year))"
)

TRIGGERS = frozenset({"%", "percent", "per", "out", "in"})


def find(sentence: str) -> Iterator[Slot]:
    """Every share, in per cent.

    >>> [(slot.high, slot.word) for slot in find("up to 30% off, and nine out of ten come back")]
    [(30.0, 'up to'), (90.0, '')]
    """
    has_percent = "%" in sentence or "cent" in sentence
    for match in _PERCENT.finditer(sentence) if has_percent else ():
        low = value(match["low"]) if match["low"] else None
        yield _slot(match, low, value(match["high"].strip()))
    for match in _RATIO.finditer(sentence) if _WHOLE.search(sentence) else ():
        part, whole = value(match["part"]), value(match["whole"])
        if part <= whole:
            yield _slot(match, None, 100 * part / whole)


def _slot(match: re.Match[str], low: float | None, high: float) -> Slot:
    start, end = match.span()
    floor = high if low is None else low
    return Slot(SlotKind.SHARE, start, end, match[0], None, floor, high, "", match["lead"] or "")
