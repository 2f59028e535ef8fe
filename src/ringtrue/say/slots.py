"""The parts of a sentence that a promise is made of: times, money, shares, remedies, attitudes.

Slots are found by the modules of the package `detectors`, one for each kind that patterns find
and one for all that lexicons list; both modules and lexicons are found by scanning, so one more
kind is one more file. A detector is only asked when one of its
trigger words stands in the sentence, which is what keeps reading a long page cheap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple, Protocol, cast

from ringtrue.core.quantity import Duration

MAX_SENTENCE = 5_000
"""Characters of a sentence that are looked at; nobody promises anything after that."""

DIGIT = "0"
"""The trigger that stands for any digit."""

_WORD = re.compile(r"[a-z]+|[%£$€₹]")
_DIGIT = re.compile(r"\d")


class SlotKind(StrEnum):
    """What a slot tells."""

    DURATION = "duration"
    DEADLINE = "deadline"
    CLOCK = "clock"
    MONEY = "money"
    SHARE = "share"
    COUNT = "count"
    UPTIME = "uptime"
    REFUND = "refund"
    REMEDY = "remedy"
    FREE = "free"
    AVAILABILITY = "availability"
    ATTITUDE = "attitude"
    GUARANTEE = "guarantee"
    EASE = "ease"
    QUALITY = "quality"
    SECURITY = "security"
    INCLUDED = "included"
    STANDING = "standing"


class Slot(NamedTuple):
    """One part of a sentence, at characters `start` to `end` (half-open) of it.

    `duration` belongs to durations, deadlines and remedies; for a range it is the longer end and
    `low` the shorter one in the same unit. `low` and `high` are amounts of money (main unit of
    `currency`), per cent, counts, or hours of the day (17.5 is half past five); None is an open
    end. `word` is the word that steers it: "within" of "within 2 days", "customers" of "2,000
    customers", "same day", "open".
    """

    kind: SlotKind
    start: int
    end: int
    text: str
    duration: Duration | None = None
    low: float | None = None
    high: float | None = None
    currency: str = ""
    word: str = ""


class Detector(Protocol):
    """What a module of `detectors` offers."""

    TRIGGERS: frozenset[str]

    def find(self, sentence: str) -> Iterator[Slot]:
        """Every slot of this kind, in order."""


Find = Callable[[str], Iterator[Slot]]


@cache
def _detectors() -> tuple[tuple[frozenset[str], Find], ...]:
    package = import_module("ringtrue.say.detectors")
    names = sorted(each.name for each in iter_modules(package.__path__))
    modules = [
        cast(Detector, import_module(f"{package.__name__}.{name}"))
        for name in names
        if not name.startswith("_")
    ]
    return tuple((module.TRIGGERS, module.find) for module in modules)


@lru_cache(maxsize=8192)
def find_slots(sentence: str) -> tuple[Slot, ...]:
    """Every slot of a sentence, by place; slots of different kinds may overlap.

    Only the first `MAX_SENTENCE` characters are read.

    >>> [(slot.kind.value, slot.text) for slot in find_slots("Delivered in 2 days, or it's free.")]
    [('duration', 'in 2 days'), ('remedy', "or it's free"), ('free', "it's free")]
    """
    sentence = sentence[:MAX_SENTENCE]
    plain = sentence.lower().replace("’", "'")
    if len(plain) != len(sentence):
        plain = sentence.replace("’", "'")
    words = set(_WORD.findall(plain))
    if _DIGIT.search(plain):
        words.add(DIGIT)
    found = [
        slot
        for triggers, find in _detectors()
        if not words.isdisjoint(triggers)
        for slot in find(plain)
    ]
    found.sort(key=lambda slot: (slot.start, -slot.end, slot.kind))
    return tuple(_as_written(slot, sentence) for slot in found)


def _as_written(slot: Slot, sentence: str) -> Slot:
    text = sentence[slot.start : slot.end]
    if text == slot.text:
        return slot
    return Slot(
        slot.kind,
        slot.start,
        slot.end,
        text,
        slot.duration,
        slot.low,
        slot.high,
        slot.currency,
        slot.word,
    )
