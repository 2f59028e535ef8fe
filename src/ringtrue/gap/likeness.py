"""When two wordings promise the same thing: limits of one length, and words for one product.

"48 hours" and "2 days" are the same promise, "2 days" and "2 working days" are not. "Furniture
delivered in 10 days" and "Delivered in 2 days" need not speak of the same orders.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ringtrue.core.quantity import SECONDS, Duration, Unit
from ringtrue.core.same_words import plain

_DAY = SECONDS[Unit.DAY]
_BUSINESS_WEEK = 5
_WORDS = Path(__file__).with_name("data") / "empty_words.txt"
_NUMBER = re.compile(r"\d+(?:h|hr|hrs|m|min|mins|s|sec|secs|d|k|st|nd|rd|th)?")
"""Not "2pm": whoever orders later is promised something else."""
_WORKING = re.compile(r"\b(?:business|working|calendar) (?=(?:day|hour)s?\b)")


class Span(NamedTuple):
    """How long a limit may be, from `low` to `high` seconds of elapsed or of `working` time."""

    low: float
    high: float
    working: Unit | None = None

    def meets(self, other: Span) -> bool:
        """Whether both may be of one length."""
        same = self.working is other.working
        return same and self.low <= other.high and other.low <= self.high


def span_of(limit: Duration) -> Span:
    """A limit as seconds, so that limits in different units can be compared.

    A month has 28 to 31 days, five business days are a week; any other number of business days or
    hours is a length of its own, which no number of plain days is.

    >>> span_of(Duration.parse("2 calendar days")).meets(span_of(Duration.parse("48 hours")))
    True
    >>> span_of(Duration.parse("2 days")).meets(span_of(Duration.parse("2 business days")))
    False
    """
    amount, unit = limit.amount, limit.unit
    if unit is Unit.MONTH:
        return Span(28 * amount * _DAY, 31 * amount * _DAY)
    if unit is Unit.BUSINESS_DAY and amount and amount % _BUSINESS_WEEK == 0:
        weeks = amount / _BUSINESS_WEEK * SECONDS[Unit.WEEK]
        return Span(weeks, weeks)
    if unit in {Unit.BUSINESS_DAY, Unit.BUSINESS_HOUR}:
        return Span(amount, amount, unit)
    seconds = amount * _DAY if unit is Unit.CALENDAR_DAY else limit.seconds
    assert seconds is not None, unit
    return Span(seconds, seconds)


def scope_words(text: str, subject: Collection[str]) -> frozenset[str]:
    """The words that may say for which products or customers a promise is.

    Numbers, units, small words, those of promising (`data/empty_words.txt`) and those of the
    `subject` itself say nothing about it. A plural is its singular.

    >>> sorted(scope_words("Furniture delivered to London in 10 working days", ["deliver"]))
    ['furniture', 'london']
    """
    words = (word.removesuffix("'s") for word in _WORKING.sub("", plain(text)).split())
    kept = (word for word in words if word not in _empty_words() and not _NUMBER.fullmatch(word))
    return frozenset(
        word if len(word) < 4 or word.endswith("ss") else word.removesuffix("s")
        for word in kept
        if not any(word.startswith(stem) for stem in subject)
    )


@cache
def _empty_words() -> frozenset[str]:
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
