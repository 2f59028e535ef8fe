"""What costs nothing: "free survey", "no call-out fee", "at no extra charge", "on the house"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors._words import words
from ringtrue.say.patterns import Pattern
from ringtrue.say.slots import Slot, SlotKind

_COST = (
    r"fees?|charges?|costs?|obligations?|commission|surcharges?|deposits?|payments?|"
    r"price|set-?up|extras|surprises|mark-?ups?"
)
_NO = (
    rf"\b(?:no|zero|without|never any|nil) (?:(?:extra|hidden|additional|call[\s-]?out|"
    rf"up[\s-]?front|"
    rf"booking|cancellation|joining|set-?up|delivery|monthly|admin|exit|surprise|further|nasty|more|"
    rf"or|and|any|fixed|annual|minimum|transaction|agency|finance|credit card|card)\b"
    rf"[\s,]?\s?){{0,3}}(?:{_COST})\b"
)
_FREE = (
    r"\b(?:for|it's|it is|is|are|totally|completely|absolutely|always|100%) free\b"
    r"(?! (?:of|from)\b)"
    r"|(?<![\w-])free(?! (?:of|from|to|time|range|standing|flow\w*|hand|will|and fair|"
    r"spirit\w*|press)\b)"
    r"(?=[\s,.!:*)]|$)(?: of charge\b)?|\bfree of (?:any )?(?:charge|cost)\b"
    r"|\bfree to (?:use|join|try|enter)\b"
)
_OTHER = (
    r"\bcomplimentary\b|\bon the house\b|\bat our (?:own )?expense\b|\bwe pay (?:the|for)\b"
    r"|\bwaived?\b"
    r"|\bfreephone\b|\b(?:half[\s-]price|buy one,? get one)\b"
)
_MATCH = Pattern(f"{_NO}|{_FREE}|{_OTHER}")
_FEEL = Pattern(
    r"\b(?:feel|please|sugar|gluten|dairy|tax|risk|stress|hassle|hands|"
    r"fat|lead|"
    r"set|be|being)[\s-]$"
)

TRIGGERS = words(
    "no zero without never nil free complimentary house expense pay waive waived freephone half buy"
)


def find(sentence: str) -> Iterator[Slot]:
    """Everything that the customer does not pay for.

    >>> [slot.text for slot in find("free survey, no call-out fee; feel free to ask")]
    ['free', 'no call-out fee']
    """
    for match in _MATCH.finditer(sentence):
        if not _FEEL.search(sentence, max(0, match.start() - 10), match.start()):
            yield Slot(SlotKind.FREE, match.start(), match.end(), match[0], word=match[0])
