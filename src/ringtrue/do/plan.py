"""What one scan has to count so that many standards can be read off it.

Standards with the same clock (or value) and the same population share a *lane*: each record is
put once into the bin between two of the lane's edges. Lanes that are counted by the same day and
segments share a *panel*, which is one grouped query. A *reading* says which bins of which lane
make one standard's kept, broken, pending and void.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from enum import Enum

from ringtrue.core.expression import Expression
from ringtrue.core.source import Source
from ringtrue.core.standard import Missing, Standard
from ringtrue.do.calendars import Working

VERSION = 1
"""Raised whenever the meaning of a bin changes, so that no older cube is read."""


class Scale(Enum):
    """How the length of a clock is counted, as a whole number.

    Elapsed time and business hours in microseconds, days by the midnights passed, months in
    halves: 2n is exactly n months, 2n - 1 a little less.
    """

    ELAPSED = "elapsed"
    CALENDAR_DAY = "calendar day"
    MONTH = "month"
    BUSINESS_DAY = "business day"
    BUSINESS_HOUR = "business hour"


TOP = 2**59
"""The longest distance told apart (18,000 years); also the edge above all of a decided lane."""
OPEN = 2**61
NEVER_YET = OPEN - 2**60
"""An open record that no limit has begun to run for."""
VOID = 2**62


@dataclass(frozen=True, slots=True)
class Population:
    """Which records a lane is about and which of them do not count."""

    selected: Expression | None
    void: Expression | None


@dataclass(frozen=True, slots=True)
class Due:
    """The moment at which an earlier standard was due, where it was broken."""

    standard: Standard
    day: Expression
    working: Working | None


@dataclass(frozen=True, slots=True)
class ClockLane:
    """From a start to an end. Bins: by edge while decided, by edge while open, void."""

    start: Expression | Due
    end: Expression
    scale: Scale
    working: Working | None
    early_is_kept: bool
    population: Population
    edges: tuple[int, ...] = ()

    @property
    def bins(self) -> int:
        """Decided and open (a bin below each edge and one above all), then void."""
        return 2 * len(self.edges) + 3


def folded_edges(lane: ClockLane) -> list[int]:
    """The upper ends of a clock lane's bins, in the order of the bins.

    Three questions are folded into one number, so that one histogram answers them all: a decided
    record is its distance, an open one OPEN plus its age, a void one VOID.
    """
    decided = [*lane.edges, TOP]
    return [*decided, *(OPEN + edge for edge in decided), VOID]


@dataclass(frozen=True, slots=True)
class ValueLane:
    """A number. Bins: by edge (one above all), missing, void."""

    value: Expression
    population: Population
    edges: tuple[float, ...] = ()

    @property
    def bins(self) -> int:
        """A bin below each edge, one above all, missing, void."""
        return len(self.edges) + 3


@dataclass(frozen=True, slots=True)
class FlagLane:
    """A condition. Bins: true, false, unknown, void, not yet due."""

    condition: Expression
    population: Population

    @property
    def bins(self) -> int:
        """Kept, broken, missing, void, pending."""
        return 5


@dataclass(frozen=True, slots=True)
class WholeLane:
    """A standard that needs all its records at once; counted into the bins of a `FlagLane`."""

    standard: Standard
    population: Population

    @property
    def bins(self) -> int:
        """Kept, broken, missing, void, pending."""
        return 5


Lane = ClockLane | ValueLane | FlagLane | WholeLane


@dataclass(frozen=True, slots=True)
class Panel:
    """One grouped query: lanes counted by the local day of a moment and by segments.

    `place` is where a standard that asks for these segments is written.
    """

    day: Expression
    segments: tuple[str, ...]
    lanes: tuple[Lane, ...]
    place: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class UpTo:
    """Kept is whatever lies at or below the edge."""

    edge: int


@dataclass(frozen=True, slots=True)
class Inside:
    """Kept is what lies above `low` and at or below `high`; None is open."""

    low: float | None
    high: float | None
    missing: Missing


@dataclass(frozen=True, slots=True)
class Answer:
    """Kept is what the condition says."""

    missing: Missing


Mark = UpTo | Inside | Answer
Rungs = tuple[tuple[float, UpTo], ...]
"""Limits, lowest first, each with its mark."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one standard is read off: panel and lane by position, and the mark in its bins.

    `rungs` are other limits of the same clock.
    """

    standard: str
    panel: int
    lane: int
    mark: Mark
    rungs: Rungs = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is counted on one source."""

    source: Source
    panels: tuple[Panel, ...]
    readings: tuple[Reading, ...]

    @property
    def key(self) -> str:
        """A hash of everything that decides the bins besides the data and `as_of`."""
        source = replace(self.source, descriptions=(), place="")
        bare = (VERSION, source, self.panels)
        return hashlib.sha256(repr(bare).encode()).hexdigest()[:24]
