"""Words that bind: "guarantee", "warranty", "we promise", "we stand by"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors import _phrases
from ringtrue.say.slots import Slot, SlotKind

_LEXICON = _phrases.load("guarantee")

TRIGGERS = _LEXICON.triggers


def find(sentence: str) -> Iterator[Slot]:
    """Every phrase of the lexicon `guarantee`; `word` is the phrase."""
    return _phrases.find(_LEXICON, SlotKind.GUARANTEE, sentence)
