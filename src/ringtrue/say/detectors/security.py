"""How data, keys and payments are kept: "encrypted", "never share", "confidential"."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors import _phrases
from ringtrue.say.slots import Slot, SlotKind

_LEXICON = _phrases.load("security")

TRIGGERS = _LEXICON.triggers


def find(sentence: str) -> Iterator[Slot]:
    """Every phrase of the lexicon `security`; `word` is the phrase."""
    return _phrases.find(_LEXICON, SlotKind.SECURITY, sentence)
