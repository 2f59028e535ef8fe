"""What a rule has to say about a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringtrue.core.place import Place


class Level(StrEnum):
    """How much a finding weighs unless the policy says otherwise."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule, at one place: why it speaks and what would settle it."""

    rule: str
    level: Level
    message: str
    why: str
    fix: str
    place: Place
