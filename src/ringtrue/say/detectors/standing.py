"""What the business is or has: "award-winning", "established", "certified", "trusted by"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors import _phrases
from ringtrue.say.slots import Slot, SlotKind

_LEXICON = _phrases.load("standing")

TRIGGERS = _LEXICON.triggers


def find(sentence: str) -> Iterator[Slot]:
    """Every phrase of the lexicon `standing`; `word` is the phrase."""
    return _phrases.find(_LEXICON, SlotKind.STANDING, sentence)
