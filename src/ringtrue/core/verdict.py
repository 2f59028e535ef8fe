"""What we think of one promise, and of the whole campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ringtrue.core.finding import Level
from ringtrue.core.place import Place


class State(StrEnum):
    """The verdict on one promise, for the next period and not the last one."""

    HOLDS = "holds"
    FAILS = "fails"
    UNPROVEN = "unproven"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class PlannedLoad:
    """What the source's own history says of a busier period than usual.

    Attributes:
        lift: The planned volume as a multiple of the usual one.
        peak: That of the busiest planned day, above 1.
        usual: Records of a day as it is now.
        planned: Records of the busiest day as planned.
        days: Days of the history that were at least as busy as that one.
        known: Days of the history of which that is known.
        busiest: The busiest of them, as a multiple of what was usual then.
        share_usual: Share kept on usual days; None where no day was so busy as planned.
        share: Share kept when it is so busy as planned, with its interval from `low` to `high` at
            `level`, each planned day counted by its records; None likewise.
        shift: By how many logits that is below the usual share, with standard error `sd`.
        seed: Of the draws that the interval rests on.
        first_day: The first and `last_day` the last planned day, `peak_day` the busiest; None where
            every day is planned alike.
    """

    lift: float
    peak: float
    usual: float
    planned: float
    days: int
    known: int
    busiest: float
    share_usual: float | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    shift: float = 0.0
    sd: float = 0.0
    seed: int = 0
    first_day: date | None = None
    last_day: date | None = None
    peak_day: date | None = None

    @property
    def unseen(self) -> bool:
        """Whether there is no telling, because it was never so busy."""
        return self.share is None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a promise will be kept in the next period, and why we say so.

    `bound` is the predictive lower bound of the next period's share at `level`, `expected` its
    centre and `chance` the probability that it reaches `target`; None where we cannot tell.
    `segment` is empty for the whole population. `load` is what a planned volume above the usual
    does to it; None where the volume is as usual.
    """

    promise: str
    standard: str
    state: State
    target: float
    reasons: tuple[str, ...]
    segment: tuple[str, ...] = ()
    measured: float | None = None
    expected: float | None = None
    bound: float | None = None
    level: float | None = None
    chance: float | None = None
    load: PlannedLoad | None = None


class Outlook(StrEnum):
    """The decision on a campaign."""

    CLEAR = "clear"
    CONDITIONAL = "conditional"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a decision: what it rests on, where, and what would clear it.

    `message` begins with the promise's own words; `standard` is the id of what they are held to.
    """

    code: str
    level: Level
    message: str
    cure: str
    place: Place | None = None
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the campaign may go out, with every reason, the gravest first."""

    outlook: Outlook
    reasons: tuple[Reason, ...]
