"""Deadlines named by a day or hour: "same day", "next working day", "by noon", "tomorrow"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringtrue.core.quantity import Duration, Unit
from ringtrue.say.detectors._clock import TIME, hours
from ringtrue.say.detectors._words import words
from ringtrue.say.patterns import Pattern
from ringtrue.say.slots import Slot, SlotKind

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DEADLINE = Pattern(
    r"\b(?:(?P<same>(?:on the |the )?same[\s-](?:working[\s-]|business[\s-])?day)"
    r"|(?P<next>(?:on the |the )?(?:next|following)[\s-]"
    r"(?P<work>working[\s-]|business[\s-])?(?:day|morning))"
    r"|(?P<today>(?:later )?today|tonight|this (?:morning|afternoon|evening))"
    r"|(?P<tomorrow>tomorrow)"
    r"|(?P<overnight>overnight)"
    r"|(?P<now>immediate(?:ly)?|instant(?:ly)?|straight ?away|right away|at once|in no time)"
    r"|(?:by|before|until)\s(?P<end>the end of the "
    r"(?:next |same |working |business )*(?:day|week|month)"
    r"|close of (?:business|play))"
    rf"|(?P<lead>by|before|until)\s(?P<clock>{TIME})"
    rf"|(?:by|before)\s(?P<weekday>{_DAYS}))\b"
)

TRIGGERS = words(
    "same next following today tonight morning afternoon evening tomorrow overnight immediate "
    "immediately instant instantly away straightaway once time by before until"
)


def find(sentence: str) -> Iterator[Slot]:
    """Every named deadline; the same day is a duration of 0 calendar days, the next one of 1.

    >>> [(slot.word, str(slot.duration)) for slot in find("order by noon for next-day delivery")]
    [('by', 'None'), ('next day', '1 calendar day')]
    """
    for match in _DEADLINE.finditer(sentence):
        name = match.lastgroup or ""
        duration = _duration(match)
        yield Slot(
            SlotKind.DEADLINE,
            match.start(),
            match.end(),
            match[0],
            duration=duration,
            high=hours(match["clock"]) if match["clock"] else None,
            word=match["lead"] or _WORDS.get(name) or ("next day" if match["next"] else match[0]),
        )


_WORDS = {
    "same": "same day",
    "today": "today",
    "tomorrow": "tomorrow",
    "overnight": "overnight",
    "now": "immediately",
    "end": "by the end",
    "weekday": "by weekday",
}


def _duration(match: re.Match[str]) -> Duration | None:
    if match["next"]:
        return Duration(1.0, Unit.BUSINESS_DAY if match["work"] else Unit.CALENDAR_DAY)
    if match["same"] or match["today"]:
        return Duration(0.0, Unit.CALENDAR_DAY)
    if match["tomorrow"] or match["overnight"]:
        return Duration(1.0, Unit.CALENDAR_DAY)
    return None
