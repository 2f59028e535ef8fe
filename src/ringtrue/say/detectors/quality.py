"""How good it will be: "highest standards", "top quality", "freshly made"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors import _phrases
from ringtrue.say.slots import Slot, SlotKind

_LEXICON = _phrases.load("quality")

TRIGGERS = _LEXICON.triggers


def find(sentence: str) -> Iterator[Slot]:
    """Every phrase of the lexicon `quality`; `word` is the phrase."""
    return _phrases.find(_LEXICON, SlotKind.QUALITY, sentence)
