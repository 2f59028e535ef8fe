"""What the customer is spared: "hassle-free", "no paperwork", "in a few clicks"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors import _phrases
from ringtrue.say.slots import Slot, SlotKind

_LEXICON = _phrases.load("ease")

TRIGGERS = _LEXICON.triggers


def find(sentence: str) -> Iterator[Slot]:
    """Every phrase of the lexicon `ease`; `word` is the phrase."""
    return _phrases.find(_LEXICON, SlotKind.EASE, sentence)
