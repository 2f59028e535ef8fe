"""How often would a rule have been wrong, and how much that held would it have let pass?

A rule says at the end of a period which promises to clear; the next period says whether it was
right. Every rule is put to the same cases, so that a cautious bound and the plain share can be
compared on any source. The misses of one period are alike, so intervals are clustered by period.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from ringtrue.stats.arrays import BoolArray, FloatArray
from ringtrue.stats.clearing import DEFAULTS, TARGETS, Clearing, clearing_levels, clears
from ringtrue.stats.predictive import Roll
from ringtrue.stats.proportions import ShareInterval, clustered, wilson

Rule: TypeAlias = Callable[[int, float], BoolArray]
"""(origin, target) to what is cleared, (S, L); it may look at periods up to the origin only."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a target, or all of them together (`target` is None).

    `cases` are segment x limit x period (x target) with enough records in the judged period;
    `wrong` were cleared and did not hold; `missed` held and were not cleared. The intervals are
    None where there is nothing to divide by.
    """

    target: float | None
    cases: int
    cleared: int
    wrong: int
    held: int
    missed: int
    wrong_share: ShareInterval | None
    cleared_of_held: ShareInterval | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """The table of one rule; the last row is all targets together."""

    rows: tuple[Row, ...]
    min_next: int

    @property
    def total(self) -> Row:
        """All targets together.

        Definition (no formula): the last row.

        >>> from ringtrue.stats.predictive import _example_counts, roll
        >>> r = roll(_example_counts())
        >>> backtest(r, plain_rule(r), [0.8]).total.held
        2
        """
        return self.rows[-1]


def backtest(
    rolled: Roll,
    rule: Rule,
    targets: Sequence[float] = TARGETS,
    min_next: int = 30,
    level: float = 0.95,
) -> Backtest:
    """Put a rule to every origin whose period has come.

    A case counts when its judged period has at least `min_next` decided records. Held: `kept >=
    target * decided`. Intervals are Wilson intervals of the effective size, clustered by period.

    Source: rolling-origin evaluation, Tashman, International Journal of Forecasting 16 (2000);
    intervals as `ringtrue.stats.proportions.clustered`.

    >>> from ringtrue.stats.predictive import _example_counts, roll
    >>> r = roll(_example_counts())
    >>> total = backtest(r, predictive_rule(r), [0.8, 0.95]).total
    >>> total.cases, total.cleared, total.wrong, total.held
    (4, 1, 0, 2)
    """
    tables = [_tally(rolled, rule, target, min_next) for target in targets]
    rows = [_row(target, table, level) for target, table in zip(targets, tables, strict=True)]
    everything = np.sum(tables, axis=0) if tables else np.zeros((0, 4))
    return Backtest((*rows, _row(None, everything, level)), min_next)


def plain_rule(rolled: Roll) -> Rule:
    """Clear when the last period's plain share meets the target; what most dashboards do.

    Formula: `kept / decided >= target`; no source, it is the reference to beat.

    >>> from ringtrue.stats.predictive import _example_counts, roll
    >>> plain_rule(roll(_example_counts()))(0, 0.8).tolist()
    [[True]]
    """

    def rule(origin: int, target: float) -> BoolArray:
        kept, decided = rolled.counts.kept[origin], rolled.counts.decided[origin]
        return np.asarray((decided > 0) & (kept >= target * decided - 1e-9), dtype=np.bool_)

    return rule


def wilson_rule(rolled: Roll, level: float = 0.95) -> Rule:
    """Clear when the one-sided Wilson bound of the last period meets the target.

    Formula and source: `ringtrue.stats.proportions.wilson` at `2 level - 1`, lower end.

    >>> from ringtrue.stats.predictive import _example_counts, roll
    >>> wilson_rule(roll(_example_counts()))(0, 0.8).tolist()
    [[True]]
    """
    lower, _ = wilson(rolled.counts.kept, rolled.counts.decided, 2.0 * level - 1.0)

    def rule(origin: int, target: float) -> BoolArray:
        decided = rolled.counts.decided[origin]
        return np.asarray((decided > 0) & (lower[origin] >= target), dtype=np.bool_)

    return rule


def predictive_rule(
    rolled: Roll,
    level: float | None = None,
    targets: Sequence[float] = TARGETS,
    settings: Clearing = DEFAULTS,
) -> Rule:
    """Clear when the probability of holding is high enough: at `level`, or at the learnt one.

    The learnt one is found on `targets`. Formula and source: `clearing_levels`.

    >>> from ringtrue.stats.predictive import _example_counts, roll
    >>> predictive_rule(roll(_example_counts()), 0.9)(2, 0.8).tolist()
    [[True]]
    """
    levels = (
        clearing_levels(rolled, targets, settings)
        if level is None
        else np.full(len(rolled.forecasts), level)
    )

    def rule(origin: int, target: float) -> BoolArray:
        return clears(rolled.forecasts[origin], target, float(levels[origin]))

    return rule


def _tally(rolled: Roll, rule: Rule, target: float, min_next: int) -> FloatArray:
    """Per judged period: cases, cleared, cleared and held, held; (origins, 4)."""
    table = []
    for origin in rolled.judged:
        kept = rolled.counts.kept[origin + rolled.ahead]
        decided = rolled.counts.decided[origin + rolled.ahead]
        case = decided >= max(min_next, 1)
        held = case & (kept >= target * decided - 1e-9)
        yes = case & rule(origin, target)
        table.append([case.sum(), yes.sum(), (yes & held).sum(), held.sum()])
    return np.array(table, dtype=np.float64).reshape(-1, 4)


def _row(target: float | None, table: FloatArray, level: float) -> Row:
    cases, cleared, right, held = (int(x) for x in table.sum(axis=0))
    return Row(
        target=target,
        cases=cases,
        cleared=cleared,
        wrong=cleared - right,
        held=held,
        missed=held - right,
        wrong_share=_share(table[:, 1] - table[:, 2], table[:, 1], level),
        cleared_of_held=_share(table[:, 2], table[:, 3], level),
    )


def _share(part: FloatArray, whole: FloatArray, level: float) -> ShareInterval | None:
    return clustered(part, whole, level) if whole.sum() > 0 else None
