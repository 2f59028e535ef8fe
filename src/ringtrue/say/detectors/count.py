"""Counts: "2,000 customers", "10k users", "one name", "over 30 stores"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors._numbers import DIGITS, SCALE, value
from ringtrue.say.patterns import Pattern
from ringtrue.say.slots import DIGIT, Slot, SlotKind

_NOT = (
    r"(?:am|pm|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|"
    r"years?|yrs?|working|business|office|calendar|pounds?|pence|dollars?|cents?|euros?|rupees?|per|"
    r"percent|p|to|and|or|out|in|of|at|on|by|for|from|the|is|are|off|january|february|march|april|"
    r"may|june|july|august|september|october|november|december|st|nd|rd|th|street|road|avenue)\b"
)
_COUNT = Pattern(
    r"(?:(?P<lead>over|more than|up to|at least|under|fewer than|nearly|almost|around|about|all|"
    r"minimum|maximum|only|just)\s)?"
    rf"(?<![\w.,:/£$€+-])(?P<low>{DIGITS})(?P<scale>{SCALE})?\+?\s(?!{_NOT})(?P<noun>[a-z][a-z'-]+)"
)

TRIGGERS = frozenset({DIGIT})


def find(sentence: str) -> Iterator[Slot]:
    """Numbers of things that are neither time, money nor shares; `word` is the thing.

    >>> [(slot.low, slot.high, slot.word) for slot in find("trusted by over 2,000 firms")]
    [(2000.0, None, 'firms')]
    """
    for match in _COUNT.finditer(sentence):
        number, lead = value(match["low"], match["scale"]), match["lead"] or ""
        capped = lead in {"up to", "under", "fewer than", "maximum"}
        open_end = lead in {"over", "more than", "at least", "minimum"}
        yield Slot(
            SlotKind.COUNT,
            match.start(),
            match.end(),
            match[0],
            low=None if capped else number,
            high=None if open_end else number,
            word=match["noun"],
        )
