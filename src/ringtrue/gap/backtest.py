"""How often would the gate have been wrong? Every rule put to every past period of a source.

At the end of each period each rule says which promises it would clear, from what was known then;
the next period says which of them held. The table stands beside every verdict, so that a reader
can see what its certainty has been worth on the very same data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import numpy as np

from ringtrue.core.errors import MeasureError, UsageError
from ringtrue.core.evidence import Interval
from ringtrue.core.outcome import Ladder, Tally
from ringtrue.core.policy import Policy
from ringtrue.core.standard import Standard
from ringtrue.gap.foresight import Foresight
from ringtrue.gap.history import History
from ringtrue.gap.panel import panel_of
from ringtrue.gap.periods import Grain, Period
from ringtrue.stats import rolling
from ringtrue.stats.arrays import BoolArray
from ringtrue.stats.clearing import TARGETS, clears
from ringtrue.stats.predictive import Roll
from ringtrue.stats.proportions import ShareInterval

MIN_NEXT = 30
"""A case counts when its judged period has so many decided records. Ours."""


class Rule(StrEnum):
    """Ways to decide whether a promise may be made; the last one is the gate's own."""

    PLAIN = "plain share"
    BINOMIAL = "binomial bound"
    PREDICTIVE = "predictive bound"


@dataclass(frozen=True, slots=True)
class BacktestRow:
    """One line of the table: a rule at one target, or at all targets together (`target` None).

    `cases` are segment x limit x period (x target). Of the `cleared`, `wrong` did not hold in the
    judged period; `held` is how many of all cases did. Shares and intervals (clustered by period)
    are None where there is nothing to divide by.
    """

    rule: Rule
    target: float | None
    cases: int
    cleared: int
    wrong: int
    held: int
    wrong_share: float | None
    wrong_interval: Interval | None
    cleared_of_held: float | None
    cleared_of_held_interval: Interval | None


@dataclass(frozen=True, slots=True)
class Case:
    """One promise in one judged period: what was known before, who cleared it, what came.

    `limit` is None for a standard without a ladder; `chance` is the forecast's probability that
    the target is reached, `level` the one needed to clear.
    """

    segment: tuple[str, ...]
    limit: float | None
    period: Period
    target: float
    chance: float
    level: float
    cleared_by: tuple[Rule, ...]
    kept: int
    decided: int

    @property
    def share(self) -> float:
        """The share kept in the judged period."""
        return self.kept / self.decided

    @property
    def held(self) -> bool:
        """Whether the judged period reached the target."""
        return self.kept >= self.target * self.decided - 1e-9


@dataclass(frozen=True, slots=True)
class Backtest:
    """The table, rule by rule, and the cases it was counted from."""

    rows: tuple[BacktestRow, ...]
    cases: tuple[Case, ...]
    min_next: int

    def total(self, rule: Rule) -> BacktestRow:
        """All targets of one rule together."""
        return next(row for row in self.rows if row.rule is rule and row.target is None)


@dataclass(frozen=True, slots=True)
class Options:
    """What a back-test asks.

    `targets` are shares, `confidence` is that of the bounds, `min_next` the fewest decided records
    in the judged period that make a case, `min_decided` the fewest before it that support a yes.
    """

    targets: tuple[float, ...] = TARGETS
    rules: tuple[Rule, ...] = tuple(Rule)
    confidence: float = 0.95
    min_next: int = MIN_NEXT
    min_decided: int = 30
    grain: Grain = Grain.MONTH


DEFAULTS = Options()


def backtest_standard(
    standard: Standard,
    tally: Tally,
    ladder: Ladder | None,
    policy: Policy,
    as_of: datetime,
    options: Options = DEFAULTS,
    *,
    foresight: Foresight | None = None,
) -> Backtest:
    """The back-test of `judge_standard` per segment, at the standard's own limit.

    The standard's own target joins those of the options; confidence and fewest records are the
    policy's. A standard without segments is tested on its whole population. `foresight` lends what
    other questions about the same counts have worked out.

    Raises:
        MeasureError: Fewer than two periods are complete and decided.
    """
    targets = tuple(sorted({*options.targets, standard.target}))
    chosen = replace(
        options,
        targets=targets,
        confidence=policy.confidence,
        min_decided=policy.min_decided,
    )
    panel = panel_of(standard, tally, ladder)
    foresight = foresight or Foresight()
    history = foresight.history(panel, as_of.date(), options.grain, lead=True)
    return _Trial(foresight, history, chosen, (0,), (None,), tally.standard).run()


def run_backtest(
    subject: Tally | Ladder,
    as_of: datetime,
    options: Options = DEFAULTS,
    limits: tuple[float, ...] = (),
    *,
    foresight: Foresight | None = None,
) -> Backtest:
    """The back-test over every segment and limit of a tally or ladder.

    All rungs of a ladder are learnt from; `limits` chooses those that are counted (default: all).
    `foresight` lends what other questions about the same counts have worked out.

    Raises:
        MeasureError: Fewer than two periods are complete and decided.
        UsageError: One of `limits` is not on the ladder, or a target is not between 0 and 1.
    """
    foresight = foresight or Foresight()
    if isinstance(subject, Tally):
        history = foresight.history([subject], as_of.date(), options.grain)
        return _Trial(foresight, history, options, (0,), (None,), subject.standard).run()
    known = tuple(rung.limit for rung in subject.rungs)
    asked = limits or known
    for limit in asked:
        if limit not in known:
            steps = ", ".join(f"{each:g}" for each in known)
            cure = f"The ladder has {steps} ({subject.unit})."
            raise UsageError(f"{limit:g} is no limit", where=subject.standard, cure=cure)
    rungs = [rung.tally for rung in subject.rungs]
    history = foresight.history(rungs, as_of.date(), options.grain)
    chosen = tuple(known.index(limit) for limit in asked)
    return _Trial(foresight, history, options, chosen, asked, subject.standard).run()


class _Trial:
    """One history rolled once, all rules put to the chosen limits."""

    def __init__(
        self,
        foresight: Foresight,
        history: History,
        options: Options,
        chosen: Sequence[int],
        limits: Sequence[float | None],
        standard: str,
    ) -> None:
        self._history, self._options, self._limits = history, options, limits
        self._chosen = list(chosen)
        self._full = _rolled(foresight, history, options, standard)
        self._levels = foresight.needed_chances(self._full, options.confidence)
        self._roll = _narrow(self._full, self._chosen)
        self._rules = {rule: self._rule(rule) for rule in options.rules}

    def run(self) -> Backtest:
        rows = [row for rule in self._options.rules for row in self._rows(rule)]
        return Backtest(tuple(rows), tuple(self._cases()), self._options.min_next)

    def _rule(self, rule: Rule) -> rolling.Rule:
        if rule is Rule.PLAIN:
            return rolling.plain_rule(self._roll)
        if rule is Rule.BINOMIAL:
            # At one half the bound is the share itself, which the quantile just above it gives.
            return rolling.wilson_rule(self._roll, max(self._options.confidence, 0.5 + 1e-9))
        return self._predictive

    def _predictive(self, origin: int, target: float) -> BoolArray:
        level = float(self._levels[origin])
        return clears(self._full.forecasts[origin], target, level)[:, self._chosen]

    def _rows(self, rule: Rule) -> Iterator[BacktestRow]:
        asked = self._options
        table = rolling.backtest(self._roll, self._rules[rule], asked.targets, asked.min_next)
        for row in table.rows:
            yield BacktestRow(
                rule=rule,
                target=row.target,
                cases=row.cases,
                cleared=row.cleared,
                wrong=row.wrong,
                held=row.held,
                wrong_share=row.wrong_share.share if row.wrong_share else None,
                wrong_interval=_interval(row.wrong_share),
                cleared_of_held=row.cleared_of_held.share if row.cleared_of_held else None,
                cleared_of_held_interval=_interval(row.cleared_of_held),
            )

    def _cases(self) -> Iterator[Case]:
        counts, grain = self._roll.counts, self._history.grain
        for origin in self._roll.judged:
            at = origin + self._roll.ahead
            period = Period(grain, int(counts.periods[at]))
            enough = np.argwhere(counts.decided[at] >= max(self._options.min_next, 1))
            for target in self._options.targets:
                yield from self._of_period(origin, at, period, target, enough.tolist())

    def _of_period(
        self, origin: int, at: int, period: Period, target: float, enough: list[list[int]]
    ) -> Iterator[Case]:
        forecast = self._full.forecasts[origin]
        chance = forecast.probability(target)[:, self._chosen].tolist()
        cleared = {rule: says(origin, target).tolist() for rule, says in self._rules.items()}
        kept, decided = self._roll.counts.kept[at].tolist(), self._roll.counts.decided[at].tolist()
        for segment, limit in enough:
            yield Case(
                segment=self._history.segments[segment],
                limit=self._limits[limit],
                period=period,
                target=target,
                chance=chance[segment][limit],
                level=float(self._levels[origin]),
                cleared_by=tuple(rule for rule, yes in cleared.items() if yes[segment][limit]),
                kept=int(kept[segment][limit]),
                decided=int(decided[segment][limit]),
            )


def _narrow(rolled: Roll, chosen: list[int]) -> Roll:
    """The same roll whose counts show only the chosen limits."""
    counts = rolled.counts
    shown = replace(counts, decided=counts.decided[..., chosen], kept=counts.kept[..., chosen])
    return replace(rolled, counts=shown)


def _interval(found: ShareInterval | None) -> Interval | None:
    if found is None:
        return None
    return Interval(found.lower, found.upper, found.level, "Wilson, clustered by period")


def _rolled(foresight: Foresight, history: History, options: Options, standard: str) -> Roll:
    for target in options.targets:
        if not 0 < target <= 1:
            cure = "Write a share above 0 and up to 1."
            raise UsageError(f"Target {target:g} is no share", where=standard, cure=cure)
    rolled = foresight.roll(history, options.min_decided, ahead=1)
    known = len(rolled.forecasts) if rolled else 0
    if rolled is None or known < 2:
        what = f"A back-test needs two complete {history.grain}s, there are {known}"
        cure = "Measure a longer time, or look at shorter periods."
        raise MeasureError(what, where=standard, cure=cure)
    return rolled
