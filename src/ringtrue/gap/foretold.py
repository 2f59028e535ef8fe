"""What objections foretold, against what happened: was the promise broken after somebody objected?

An objection **came true** when, on the days that it is about, an alert opened for the promise or
the interval of the kept share lay wholly below what was promised. It **did not come true** when
the interval lay wholly at or above it and no alert opened. Anything else cannot be told yet, and
is counted apart. The days are those from the launch on, or from the objection when it came later,
until the campaign ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ringtrue.core.dates import day
from ringtrue.core.evidence import Interval
from ringtrue.core.outcome import Counts, Tally
from ringtrue.gap.watching import Turn, Watched, watch
from ringtrue.gap.wording import percent

LEVEL = 0.95


class Foretold(StrEnum):
    """What became of an objection."""

    BROKE = "came true"
    KEPT = "did not come true"
    UNKNOWN = "cannot tell yet"
    NOT_MADE = "the promise was not made"


@dataclass(frozen=True, slots=True)
class Judged:
    """One objection against one standard.

    `since` is the first day that counts and `last_day` the last one of which enough is decided.
    `limits` hold however often one looks; None before anything is decided. `broke_on` is the day
    on which an alert first opened.
    """

    outcome: Foretold
    since: date
    last_day: date | None
    target: float
    counts: Counts
    limits: Interval | None
    broke_on: date | None
    because: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of an objection on one standard, as the desk keeps it and shows it.

    `standard` is empty where nothing measures the promise, or it was not made. `low` and `high`
    hold however often one looks; None before anything is decided.
    """

    standard: str
    outcome: Foretold
    because: str
    target: float
    since: date
    last_day: date | None
    counts: Counts
    low: float | None
    high: float | None


def judge_objection(
    tally: Tally,
    target: float,
    since: date,
    until: date,
    *,
    min_decided: int = 30,
    independent: bool = False,
) -> Judged:
    """Whether a promise was broken from `since` to the day before `until`.

    Decided by the same alerts and the same interval as the watching of a launched promise (see
    `ringtrue.gap.watching`), so that looking every day proves nobody right by chance.
    """
    watched = watch(tally, target, since, until, min_decided=min_decided, independent=independent)
    opened = next((each.day for each in watched.changes if each.turn is Turn.OPENED), None)
    outcome, because = _outcome(watched, opened, min_decided)
    return Judged(
        outcome,
        since,
        watched.last_day,
        target,
        watched.counts,
        watched.limits,
        opened,
        because,
    )


def _outcome(watched: Watched, opened: date | None, least: int) -> tuple[Foretold, str]:
    target, limits = watched.target, watched.limits
    if opened is not None:
        return Foretold.BROKE, f"An alert opened on {day(opened)}."
    if watched.counts.decided < least or limits is None:
        some = f"{watched.counts.decided:,} of the {least:,} records that it takes are decided."
        return Foretold.UNKNOWN, some
    told = f"the usual share lies between {percent(limits.low)} and {percent(limits.high)}"
    if limits.high < target:
        return Foretold.BROKE, f"{told.capitalize()}, below the promised {percent(target)}."
    if limits.low >= target:
        return Foretold.KEPT, f"{told.capitalize()}, not below the promised {percent(target)}."
    return Foretold.UNKNOWN, f"{told.capitalize()}, and {percent(target)} were promised."


def together(outcomes: Sequence[Foretold]) -> Foretold:
    """The outcome of an objection to a promise that several standards measure.

    It came true when one of them broke, and did not when all of them were kept.

    >>> together([Foretold.KEPT, Foretold.BROKE]).value, together([]).value
    ('came true', 'cannot tell yet')
    """
    found = set(outcomes)
    if Foretold.BROKE in found:
        return Foretold.BROKE
    return found.pop() if len(found) == 1 else Foretold.UNKNOWN


@dataclass(frozen=True, slots=True)
class Rightness:
    """How often objections came true: `true` of the `judged` ones, with the ends of an interval.

    `unknown` cannot be told yet, of `not_made` ones the promise was never made. The interval is
    Wilson's for the share among objections like these; it is 0 to 1 where none was judged.
    """

    true: int
    judged: int
    unknown: int
    not_made: int
    low: float
    high: float


def rightness(outcomes: Sequence[Foretold]) -> Rightness:
    """Count objections by what became of them.

    >>> found = rightness([Foretold.BROKE, Foretold.BROKE, Foretold.KEPT, Foretold.UNKNOWN])
    >>> found.true, found.judged, found.unknown, round(found.low, 2), round(found.high, 2)
    (2, 3, 1, 0.21, 0.94)
    """
    count = {each: sum(one is each for one in outcomes) for each in Foretold}
    true = count[Foretold.BROKE]
    judged = true + count[Foretold.KEPT]
    low, high = _wilson(true, judged)
    unknown, not_made = count[Foretold.UNKNOWN], count[Foretold.NOT_MADE]
    return Rightness(true, judged, unknown, not_made, low, high)


def _wilson(true: int, judged: int) -> tuple[float, float]:
    if not judged:
        return 0.0, 1.0
    from ringtrue.stats.proportions import wilson

    low, high = wilson(true, judged, LEVEL)
    return float(low), float(high)
