"""First places that a business gives itself: "New York's No. 1 airline", "Britain's favourite".

A learned model has seen few of them and knows no places, so it is unsure of most; and what is
"one of our No. 1 priorities" ranks nobody. Here a sentence is told to be the one or the other.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ringtrue.say.slots import MAX_SENTENCE

_PLACES = Path(__file__).with_name("lexicons") / "en" / "places.txt"
_LONGEST = 2
"""Words of the longest name of a place."""

_HINTS = ("no.1", "no. 1", "no 1", "no1", "#1", "# 1", "number 1", "number one", "favo", "most ")
"""What every first place has in it: the quick answer for all other sentences."""

_CLOSING = " \t\n\"'”’)!"
"""What may stand behind a question mark."""

_FIRST = r"(?<!\w)(?:no\.? ?1|number (?:one|1)|# ?1)(?![\w.]*\d)"
_PRAISED = r"most (?:loved|trusted|popular|recommended|visited|awarded|read|watched|wanted)"
_OF_A_PLACE = re.compile(
    rf"(?<![\w.-])(?P<place>(?:[\w.-]{{1,20}} )?[\w.-]{{1,20}}?)(?:['’]s|(?<=s)['’]) "
    rf"(?:very own |own )?(?:{_FIRST}|favou?rite|{_PRAISED})\b"
)
_PLAIN = re.compile(
    rf"\b(?:we(?:['’]re| are)|is|are|as|still|again|voted|ranked|rated|named|remains?|called)"
    rf" (?:the |your |its )?{_FIRST}\b"
    rf"|^(?:still |again )?(?:the |your )?{_FIRST} (?:for|in) (?!\w+ (?:list|series))"
    rf"|{_FIRST}[- ](?:rated|ranked|(?:best[- ]?)?selling|recommended|trusted|choice|brand"
    r"|suppliers?|providers?|retailers?|dealers?|specialists?)\b"
)
_NO_RANK = re.compile(
    rf"{_FIRST} (?:\w+ )?(?:priorit\w+|concerns?|aims?|goals?|rules?|reasons?|causes?|mistakes?"
    r"|questions?|complaints?|tips?|problems?|thing|way"
    r"|street|road|lane|avenue|square|place|terrace|mews|quay|court|house|row|hill|way|drive)\b"
)
_ASKS = re.compile(
    r"\W*(?:who|what|which|where|why|how|when|is|are|do|does|did|can|could|should|want|looking)\b"
)
_OTHER_FACT = re.compile(
    r"\d|\b(?:award|winn(?:er|ing)|won|voted|leading|largest|biggest|oldest|only|than)\b"
)


def claims_first_place(text: str) -> bool:
    """Whether a sentence gives the business a first place.

    >>> [claims_first_place(each) for each in ("Britain's favourite tea", "Mum's favourite")]
    [True, False]
    """
    plain = text[:MAX_SENTENCE].lower()
    if not any(each in plain for each in _HINTS):
        return False
    if _NO_RANK.search(plain) or _is_question(plain):
        return False
    named = (found["place"].split() for found in _OF_A_PLACE.finditer(plain))
    return any(map(_is_place, named)) or _PLAIN.search(plain) is not None


def ranks_nobody(text: str) -> bool:
    """Whether the only first place of a sentence is that of an aim, a rule or a house.

    >>> ranks_nobody("Safety is one of our No. 1 priorities.")
    True
    """
    plain = text[:MAX_SENTENCE].lower()
    if not any(each in plain for each in _HINTS):
        return False
    rest = _NO_RANK.sub(" ", plain)
    return rest != plain and _OTHER_FACT.search(rest) is None


def _is_question(plain: str) -> bool:
    return plain.rstrip(_CLOSING).endswith("?") and _ASKS.match(plain) is not None


def _is_place(words: list[str]) -> bool:
    return any(" ".join(words[-many:]) in _places() for many in range(1, _LONGEST + 1))


@cache
def _places() -> frozenset[str]:
    lines = _PLACES.read_text("utf-8").splitlines()
    listed = (line.split(",") for line in lines if not line.startswith("#"))
    return frozenset(place.strip() for line in listed for place in line)
