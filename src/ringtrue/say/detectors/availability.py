"""Where and when something can be had: "open", "in stock", "nationwide", "same-day slots"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors import _phrases
from ringtrue.say.slots import Slot, SlotKind

_LEXICON = _phrases.load("availability")

TRIGGERS = _LEXICON.triggers


def find(sentence: str) -> Iterator[Slot]:
    """Every phrase of the lexicon `availability`; `word` is the phrase."""
    return _phrases.find(_LEXICON, SlotKind.AVAILABILITY, sentence)
