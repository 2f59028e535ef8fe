"""What "answered in time" means: its three usual definitions, and the target that names one.

The same floor has three service levels, and the more callers give up, the further they are apart.
So a share never stands without its definition, nor without the share that was abandoned.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from ringtrue.core.errors import UsageError

_HOUR = 3600.0


class Definition(StrEnum):
    """Of which calls a share is answered in time; the value is how it is written."""

    OFFERED = "offered"
    """All calls: who gave up was not answered in time."""
    LESS_SHORT = "less-short-abandoned"
    """All calls but those that were given up within the time promised."""
    ANSWERED = "answered"
    """The answered calls alone: who gave up does not count."""

    @property
    def words(self) -> str:
        """What is over what, in words."""
        return _WORDS[self]


_WORDS = {
    Definition.OFFERED: "answered in time / all calls offered",
    Definition.LESS_SHORT: "answered in time / (calls offered - abandoned within that time)",
    Definition.ANSWERED: "answered in time / calls answered",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised to callers.

    Attributes:
        seconds: Within which a call is to be answered, 0 or more.
        share: Of the calls that `definition` counts, above 0 and below 1.
        definition: Which calls count.
        abandoned: The greatest share of all calls that may be abandoned; None where nobody set one,
            which lets a floor meet its share by losing callers.
        occupancy: The greatest share of their time that agents may be busy; None for no such bound.
    """

    seconds: float
    share: float
    definition: Definition = Definition.OFFERED
    abandoned: float | None = None
    occupancy: float | None = None

    def __post_init__(self) -> None:
        """Refuse shares that are none, and times that no caller would wait."""
        if not (isfinite(self.seconds) and 0 <= self.seconds <= 24 * _HOUR):
            told = f"answered within {self.seconds:g} seconds cannot be promised"
            raise UsageError(told, cure="Give seconds from 0 to a day.")
        bounds = {"share": self.share, "abandoned": self.abandoned, "occupancy": self.occupancy}
        for name, value in bounds.items():
            if value is not None and not 0 < value < 1:
                told = f"{name} {value:g} is not between 0 and 1"
                raise UsageError(told, cure="Write 80 % as 0.8; not all calls can be promised.")

    @property
    def words(self) -> str:
        """The promise in a sentence's words.

        >>> Target(20, 0.8, abandoned=0.03).words
        '80 % within 20 s (answered in time / all calls offered), at most 3 % abandoned'
        """
        words = f"{100 * self.share:g} % within {self.seconds:g} s ({self.definition.words})"
        if self.abandoned is not None:
            words += f", at most {100 * self.abandoned:g} % abandoned"
        if self.occupancy is not None:
            words += f", agents busy at most {100 * self.occupancy:g} % of their time"
        return words
