"""How the business says it will behave: "committed to", "here for you", "peace of mind"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors import _phrases
from ringtrue.say.slots import Slot, SlotKind

_LEXICON = _phrases.load("attitude")

TRIGGERS = _LEXICON.triggers


def find(sentence: str) -> Iterator[Slot]:
    """Every phrase of the lexicon `attitude`; `word` is the phrase."""
    return _phrases.find(_LEXICON, SlotKind.ATTITUDE, sentence)
