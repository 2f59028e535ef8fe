"""Durations: "within 2 working days", "3-5 days", "24-hour", "half an hour", "a fortnight"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringtrue.core.quantity import Duration, Unit
from ringtrue.say.detectors._numbers import NUMBER, TO, value
from ringtrue.say.patterns import Pattern
from ringtrue.say.slots import Slot, SlotKind

_UNITS = {
    "second": (Unit.SECOND, 1),
    "sec": (Unit.SECOND, 1),
    "minute": (Unit.MINUTE, 1),
    "min": (Unit.MINUTE, 1),
    "hour": (Unit.HOUR, 1),
    "hr": (Unit.HOUR, 1),
    "day": (Unit.DAY, 1),
    "night": (Unit.DAY, 1),
    "week": (Unit.WEEK, 1),
    "fortnight": (Unit.DAY, 14),
    "month": (Unit.MONTH, 1),
    "year": (Unit.MONTH, 12),
    "yr": (Unit.MONTH, 12),
}
_BUSINESS = {"day": Unit.BUSINESS_DAY, "hour": Unit.BUSINESS_HOUR}
_LEADS = (
    "within less than|within about|within just|in less than|in under|in just|in as little as|"
    "in about|within|inside|in|under|less than|fewer than|no more than|no longer than|"
    "not more than|"
    "maximum of|max|up to|as little as|at least|minimum of|more than|over|after|for the next|"
    "for|every|all|last|first|per|just|only|about|around|approximately"
)
_UNIT_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
_DURATION = Pattern(
    rf"(?<![\w.,£$€])(?:(?P<lead>{_LEADS})\s)?(?:the\s)?(?:(?P<low>{NUMBER}){TO})?(?P<high>{NUMBER})"
    r"[\s-]?(?:(?:full|short|more)\s)?"
    r"(?P<sort>working|business|office|trading|calendar|consecutive|clear)?[\s-]?"
    rf"(?P<unit>{_UNIT_WORDS})s?(?:\((?:s|es)\))?(?:')?(?P<tail> and a half)?\b"
    r"(?!\s?(?:a|per)\s(?:day|week|month|year)|\sold\b)"
)
_BARE = Pattern(
    r"\b(?P<lead>within|in|inside|under)\s(?:the|an?)\s(?P<unit>hour|day|week|fortnight|month)\b"
)
_ELLIPTIC = Pattern(rf"\bwithin (?P<high>{NUMBER})(?=\s?[.,;:!)]|$)")

TRIGGERS = frozenset({*_UNITS, *(f"{unit}s" for unit in _UNITS)})


def find(sentence: str) -> Iterator[Slot]:
    """Every stretch of time; `word` is what leads into it ("within", "under", "for", "per").

    >>> slot, = find("most orders arrive within 3-5 working days")
    >>> slot.word, slot.low, str(slot.duration)
    ('within', 3.0, '5 business days')
    """
    last: Slot | None = None
    for match in _DURATION.finditer(sentence):
        if match["lead"] or match["tail"] or match["high"] not in {"a", "an"}:
            last = _slot(match, value(match["high"]) + (0.5 if match["tail"] else 0.0))
            yield last
    after = last.end if last else 0
    for match in _BARE.finditer(sentence, after):
        yield _slot(match, 1.0)
    if last and last.duration:
        yield from _elliptic(sentence, after, last.duration.unit)


def _elliptic(sentence: str, after: int, unit: Unit) -> Iterator[Slot]:
    """The second limit of "acknowledged within 2 days and answered within 5"."""
    for match in _ELLIPTIC.finditer(sentence, after):
        limit = Duration(value(match["high"]), unit)
        start, end = match.span()
        yield Slot(SlotKind.DURATION, start, end, match[0], limit, high=limit.amount, word="within")


def _slot(match: re.Match[str], amount: float) -> Slot:
    groups = match.groupdict()
    unit, times = _UNITS[match["unit"]]
    sort = groups.get("sort")
    if sort == "calendar" and unit is Unit.DAY:
        unit = Unit.CALENDAR_DAY
    elif sort in {"working", "business", "office", "trading"}:
        unit = _BUSINESS.get(match["unit"], unit)
    low = groups.get("low")
    return Slot(
        SlotKind.DURATION,
        match.start(),
        match.end(),
        match[0],
        duration=Duration(amount * times, unit),
        low=value(low) * times if low else None,
        high=amount * times,
        word=groups.get("lead") or "",
    )
