"""What comes with it: "included", "comes with", "you will get", "as standard"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors import _phrases
from ringtrue.say.slots import Slot, SlotKind

_LEXICON = _phrases.load("included")

TRIGGERS = _LEXICON.triggers


def find(sentence: str) -> Iterator[Slot]:
    """Every phrase of the lexicon `included`; `word` is the phrase."""
    return _phrases.find(_LEXICON, SlotKind.INCLUDED, sentence)
