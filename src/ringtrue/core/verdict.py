"""What we think of one promise, and of the whole campaign."""

from __future__ import annotations

from dataclasses import dataclass
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
class Verdict:
    """Whether a promise will be kept in the next period, and why we say so.

    `bound` is the predictive lower bound of the next period's share at `level`, `expected` its
    centre and `chance` the probability that it reaches `target`; None where we cannot tell.
    `segment` is empty for the whole population.
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


class Outlook(StrEnum):
    """The decision on a campaign."""

    CLEAR = "clear"
    CONDITIONAL = "conditional"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a decision: what it rests on, where, and what would clear it.

    `message` begins with the promise's own words; `standard` is what they are held to, if anything.
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
