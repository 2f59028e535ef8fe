"""Watching a promise after the launch: is it being broken, since when, and how badly?

An alert is worked out from the days alone, one after the other, never from when somebody looked:
looking again, more often or after a pause gives the same alert.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from ringtrue.core.evidence import Interval
from ringtrue.core.outcome import Counts, Tally
from ringtrue.gap.budget import Budget, budget_of
from ringtrue.gap.burning import (
    LEAST_BUDGET,
    PERIOD,
    RULES,
    BurnRule,
    Days,
    Severity,
    burn_rates,
    days_of,
    threshold,
)

ALPHA = 0.01
"""How probable it may be that the slow rule ever speaks of a promise that is kept."""

WINDOW_ALPHA = 0.001
"""How improbable a window of the other rules must be; they are looked at every day."""

CALM_DAYS = 7
"""Days without any rule being met before an alert closes: with the same days of the week."""

CALM_RATE = 0.75
"""The burn rate of those days must have come down to this, well below where alerts open."""

IntArray = npt.NDArray[np.int64]


class Stand(StrEnum):
    """What can be said of a promise now."""

    KEPT = "kept"
    BREAKING = "breaking"
    UNKNOWN = "cannot tell yet"


class Turn(StrEnum):
    """What happened to an alert."""

    OPENED = "opened"
    ESCALATED = "escalated"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an alert on a day; `severity` is the worst up to then."""

    turn: Turn
    day: date
    severity: Severity


@dataclass(frozen=True, slots=True)
class Alert:
    """An open alert: it has been so bad at worst, began to go wrong on a day, and was seen later.

    `began_on` is the day after which more broke than may, for the longest stretch up to
    `opened_on`, the first day on which a rule was met.
    """

    severity: Severity
    began_on: date
    opened_on: date


@dataclass(frozen=True, slots=True)
class Burn:
    """One rule now: the counts and burn rates of its windows, None where nothing is decided."""

    rule: BurnRule
    threshold: float
    long: Counts
    short: Counts
    long_rate: float | None
    short_rate: float | None
    met: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """A promise since its launch on `since`.

    `counts` are of all decided days since then and `limits` holds at all times at once (see
    `ringtrue.stats.sequential`). `budget` is of the last `PERIOD` days. `last_day` is the last one
    of which enough is decided; it, `limits` and `budget` are None without one. `changes` are the
    alerts since the launch, the oldest first, and `alert` is the one that is open.
    """

    standard: str
    target: float
    since: date
    last_day: date | None
    stand: Stand
    reason: str
    counts: Counts
    limits: Interval | None
    budget: Budget | None
    burns: tuple[Burn, ...]
    alert: Alert | None
    changes: tuple[Change, ...]


def watch(
    tally: Tally,
    target: float,
    since: date,
    today: date,
    *,
    min_decided: int = 30,
    independent: bool = False,
) -> Watched:
    """What the days from the launch (`since`) to yesterday say about a promise.

    Nothing is said before `min_decided` records are decided. `independent` says that records of
    one day do not share their fate.
    """
    days = days_of(tally, since, today)
    met = _met(days, target, min_decided, independent)
    changes, alert = _alerts(days, target, met.max(axis=1, initial=0))
    counts = days.counts(max(len(days), 1))
    budget = budget_of(days.counts(PERIOD), target)
    stand, reason = _stand(alert, budget, counts, min_decided)
    return Watched(
        standard=tally.standard,
        target=target,
        since=since,
        last_day=days.last,
        stand=stand,
        reason=reason,
        counts=counts,
        limits=_limits(days, independent),
        budget=budget,
        burns=tuple(
            _burn(rule, days, target, bool(len(met) and met[-1, number]))
            for number, rule in enumerate(RULES)
        ),
        alert=alert,
        changes=changes,
    )


def _met(days: Days, target: float, min_decided: int, independent: bool) -> IntArray:
    """Which rules are met on each day, as 1 + their number, else 0; shape (T, rules).

    Fast and acute wait for a whole window, for one bad day after the launch is no week.
    """
    found = np.zeros((len(days), len(RULES)), dtype=np.int64)
    for number, rule in enumerate(RULES):
        bar = threshold(rule, target)
        kept, broken = days.within(rule.long)
        speaks = (burn_rates(days, target, rule.long) >= bar) & (
            burn_rates(days, target, rule.short) >= bar
        )
        speaks &= kept + broken >= min_decided
        if rule.severity is Severity.SLOW:
            speaks &= _refuted(days, target, independent)
        else:
            worth = 1.0 if independent else 1.0 / days.spread
            speaks &= _by_chance(worth * kept, worth * broken, target) <= WINDOW_ALPHA
            speaks[: rule.long - 1] = False
        found[speaks, number] = number + 1
    return found


def _refuted(days: Days, target: float, independent: bool) -> npt.NDArray[np.bool_]:
    """Whether the days from some week after the launch on refute it, however often one looks."""
    from ringtrue.stats.sequential import log_wealth_from_any

    goal = min(target, 1 - LEAST_BUDGET)
    wealth = log_wealth_from_any(
        days.kept, days.decided, goal, every=7, usual=days.usual, independent=independent
    )
    return np.asarray(wealth >= math.log(1 / ALPHA))


def _by_chance(
    kept: npt.NDArray[np.float64], broken: npt.NDArray[np.float64], target: float
) -> npt.NDArray[np.float64]:
    """The binomial probability that so many break, or more, if the promise is just kept.

    Counts need not be whole. Source: as a beta distribution, DLMF 8.17.5.
    """
    from scipy.special import betainc

    some = np.where(broken > 0, broken, 1.0)
    tail = betainc(some, kept + 1, max(1 - target, LEAST_BUDGET))
    return np.asarray(np.where(broken > 0, tail, 1.0), dtype=np.float64)


def _alerts(days: Days, target: float, worst: IntArray) -> tuple[tuple[Change, ...], Alert | None]:
    """The story of alerts, told day by day; `worst` is 1 + the number of the worst rule met."""
    calm = burn_rates(days, target, CALM_DAYS) <= CALM_RATE
    changes: list[Change] = []
    level = last = opened = 0
    for number, now in enumerate(worst.tolist()):
        last = number if now else last
        if now > level:
            opened = opened if level else number
            turn = Turn.ESCALATED if level else Turn.OPENED
            level = now
            changes.append(Change(turn, days.day(number), RULES[level - 1].severity))
        elif level and number - last >= CALM_DAYS and calm[number]:
            changes.append(Change(Turn.CLOSED, days.day(number), RULES[level - 1].severity))
            level = 0
    if not level:
        return tuple(changes), None
    began = days.day(_beginning(days, target, opened))
    return tuple(changes), Alert(RULES[level - 1].severity, began, days.day(opened))


def _beginning(days: Days, target: float, seen: int) -> int:
    """The row from which on the most broke beyond what may, up to the one where it was seen.

    Source: Page, Continuous inspection schemes, Biometrika 41 (1954).
    """
    excess = (days.broken - (1 - target) * days.decided)[: seen + 1]
    start = int(np.argmax(np.cumsum(excess[::-1])[::-1]))
    return min(start + int(np.argmax(days.decided[start:] > 0)), seen)


def _burn(rule: BurnRule, days: Days, target: float, met: bool) -> Burn:
    rates = [_last(burn_rates(days, target, window)) for window in (rule.long, rule.short)]
    return Burn(
        rule,
        threshold(rule, target),
        days.counts(rule.long),
        days.counts(rule.short),
        rates[0],
        rates[1],
        met,
    )


def _last(rates: npt.NDArray[np.float64]) -> float | None:
    return float(rates[-1]) if len(rates) and np.isfinite(rates[-1]) else None


def _limits(days: Days, independent: bool) -> Interval | None:
    if days.last is None:
        return None
    from ringtrue.stats.sequential import share_limits

    low, high = share_limits(
        days.kept, days.decided, 0.95, usual=days.usual, independent=independent
    )
    unit = "records independent" if independent else "clustered by day"
    return Interval(low, high, 0.95, f"betting, valid at all times, {unit}")


def _stand(
    alert: Alert | None, budget: Budget | None, counts: Counts, least: int
) -> tuple[Stand, str]:
    if alert:
        return Stand.BREAKING, ""
    if counts.decided < least:
        what = f"{counts.decided:,} of the {least:,} records that it takes are decided"
        return Stand.UNKNOWN, f"{what}."
    if budget is None or budget.left < 0:
        return Stand.UNKNOWN, "More breaks than was promised, but that may still be chance."
    return Stand.KEPT, ""
