"""Hours and days of service: "9am-5pm", "24/7", "Monday to Friday", "365 days a year"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringtrue.say.detectors._clock import MARKS, TIME, hours
from ringtrue.say.detectors._words import any_in, words
from ringtrue.say.patterns import Pattern
from ringtrue.say.slots import DIGIT, Slot, SlotKind

_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?"
_TO = r"\s?(?:-|–|—|to|until|till|through|thru|and|&)\s?"
_HOURS = Pattern(
    rf"(?:from |between )?(?<![\d.])(?P<low>{TIME}|\d{{1,2}}(?:[:.]\d{{2}})?){_TO}(?P<high>{TIME})"
)
_ALWAYS = Pattern(
    r"\b(?:24[/ ]?7(?:[/ ]?365)?|24[\s-]hours?(?: a| per|,)[\s-]day"
    r"|(?:twenty[\s-]four|24) hours a day|(?<=open )24 hours|(?<=available )24 hours"
    r"|24[\s-](?:hour|hr) (?=emergency|service|call|line|support|help|cover|out|access)"
    r"|(?:a?round)[\s-]the[\s-]clock"
    r"|day (?:and|or) night"
    r"|(?:7|seven) days (?:a|per) week|(?:365|364) days(?: (?:a|per|of the) year)?"
    r"|every day(?: of the (?:year|week))?|all year round|any ?time of (?:the )?day)"
)
_WEEK = Pattern(
    rf"\b(?P<first>{_DAY}){_TO}(?P<last>{_DAY})\b|\b(?:weekdays|weekends|bank holidays|evenings)\b"
)

TRIGGERS = words(
    "clock night hours hour hr days every year day time weekdays weekends holidays evenings mon "
    "monday mondays tue tues tuesday tuesdays wed wednesday wednesdays thu thur thurs thursday "
    "thursdays fri friday fridays sat saturday saturdays sun sunday sundays am pm noon midday "
    "midnight"
) | {DIGIT}


def find(sentence: str) -> Iterator[Slot]:
    """Opening hours (`low` and `high` in hours of the day) and ways to say always or which days.

    >>> [(slot.word, slot.low, slot.high) for slot in find("open mon-fri 9am to 5.30pm, 24/7")]
    [('days', None, None), ('hours', 9.0, 17.5), ('always', None, None)]
    """
    found = [_named("days", match) for match in _WEEK.finditer(sentence)]
    found += [_named("always", match) for match in _ALWAYS.finditer(sentence)]
    for match in _HOURS.finditer(sentence) if any_in(MARKS, sentence) else ():
        low, high = _ends(match)
        if low is not None and high is not None:
            found.append(
                Slot(
                    SlotKind.CLOCK,
                    match.start(),
                    match.end(),
                    match[0],
                    None,
                    low,
                    high,
                    "",
                    "hours",
                )
            )
    yield from sorted(found, key=lambda slot: slot.start)


def _named(word: str, match: re.Match[str]) -> Slot:
    return Slot(SlotKind.CLOCK, match.start(), match.end(), match[0], word=word)


def _ends(match: re.Match[str]) -> tuple[float | None, float | None]:
    low, high = hours(match["low"]), hours(match["high"])
    if low is not None and high is not None and match["low"].isdigit() and low <= 12 < high:
        later = low + 12
        low = later if later < high and low < 6 else low
    return low, high
