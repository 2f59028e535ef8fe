"""Will this promise be kept in the next period? The verdict, with reasons in plain words.

Last year's share is history; customers will live in the next period. So the verdict rests on a
forecast of that period (`ringtrue.stats.predictive`) and on how sure one must be before a promise
is cleared (`ringtrue.stats.clearing`), learnt from how such forecasts fared on this source.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import numpy as np

from ringtrue.core.dates import day
from ringtrue.core.outcome import Ladder, Tally, to_day, to_number
from ringtrue.core.planned_volume import AS_USUAL, PlannedVolume
from ringtrue.core.policy import Policy
from ringtrue.core.standard import Standard
from ringtrue.core.verdict import PlannedLoad, State, Verdict
from ringtrue.gap.columns import Columns, parts_by
from ringtrue.gap.foresight import Foresight
from ringtrue.gap.load import load_words, planned_load
from ringtrue.gap.panel import panel_of
from ringtrue.gap.periods import Grain
from ringtrue.gap.shares import interval_of
from ringtrue.gap.states import Facts, Foreseen, caveats, settle
from ringtrue.gap.wording import chance, floored, percent, records, spread
from ringtrue.stats.forecast import at_planned_load
from ringtrue.stats.predictive import Roll


def judge_standard(
    standard: Standard,
    tally: Tally,
    ladder: Ladder | None,
    policy: Policy,
    as_of: datetime,
    grain: Grain = Grain.MONTH,
    *,
    independent: bool = False,
    foresight: Foresight | None = None,
    planned: PlannedVolume = AS_USUAL,
) -> tuple[Verdict, ...]:
    """The verdict for everyone first, then one for each segment in the tally's order.

    It speaks of the period that runs at `as_of` or begins after it, and reads only periods that
    are over and decided. The `ladder` lends the promise its neighbours (`ringtrue.gap.panel`);
    `foresight` lends what other questions about the same counts have worked out. Shares so far
    have intervals clustered by day, or Wilson's when the records are `independent`.

    Where more is `planned` than usual the forecast is moved by what such days did before
    (`ringtrue.gap.load`), and where there were none the promise is unproven.

    Raises:
        MeasureError: The ladder was counted for other segments than the tally.
    """
    today = as_of.date()
    columns = Columns.of(tally)
    columns = columns.take(columns.day <= to_number(today))
    load = planned_load(columns, planned) if planned.is_more else None
    judge = _Judge(standard, policy, today, independent, foresight or Foresight(), load)
    panel = panel_of(standard, tally, ladder)
    whole = judge.verdicts(panel, [((), columns)], grain, merged=True)
    if not tally.segment_columns:
        return tuple(whole)
    parts = dict(parts_by(columns, columns.segment))
    nothing = columns.take(np.zeros(0, dtype=np.int64))
    named = [(name, parts.get(code, nothing)) for code, name in enumerate(tally.segments)]
    return (*whole, *judge.verdicts(panel, named, grain, merged=False))


def vague_verdict(promise: str, policy: Policy) -> Verdict:
    """The verdict on a promise that no standard measures."""
    why = "Nothing says what would count as kept, so nobody can measure it."
    return Verdict(promise, "", State.VAGUE, policy.target, (why,))


class _Judge:
    """One standard under one policy on one day."""

    def __init__(
        self,
        standard: Standard,
        policy: Policy,
        today: date,
        independent: bool,
        foresight: Foresight,
        load: PlannedLoad | None,
    ) -> None:
        self._standard, self._policy, self._today = standard, policy, today
        self._independent, self._foresight, self._load = independent, foresight, load

    def verdicts(
        self,
        panel: tuple[Tally, ...],
        named: list[tuple[tuple[str, ...], Columns]],
        grain: Grain,
        *,
        merged: bool,
    ) -> Iterator[Verdict]:
        """One verdict per segment, all from one roll over the history."""
        policy, ahead = self._policy, self._foresight
        history = ahead.history(panel, self._today, grain, merged=merged, lead=True)
        rolled = ahead.roll(history, policy.min_decided, history.ahead)
        foreseen = self._foresee(rolled) if rolled else []
        for code, (segment, columns) in enumerate(named):
            last = columns.day[columns.decided > 0]
            facts = Facts(
                counts=columns.total(),
                interval=interval_of(columns, independent=self._independent),
                target=self._standard.target,
                min_decided=policy.min_decided,
                age=to_number(self._today) - int(last.max()) if len(last) else 0,
                stale_days=policy.stale_days,
                history=history,
                foreseen=foreseen[code] if foreseen else None,
                load=self._load,
            )
            yield self._verdict(facts, segment, columns)

    def _foresee(self, rolled: Roll) -> list[Foreseen]:
        """The next period of every segment at the standard's own limit, which is the first."""
        needed = self._foresight.needed_chances(rolled, self._policy.confidence)
        forecast, level = rolled.forecasts[-1], float(needed[-1])
        if self._load and not self._load.unseen:
            load = self._load
            forecast = at_planned_load(forecast, load.lift, load.shift, load.sd)
        odds = forecast.probability(self._standard.target)
        columns = (forecast.centre, forecast.lower(level), odds)
        return [
            Foreseen(float(centre), float(bound), level, float(odds), forecast.reasons(code, 0))
            for code, (centre, bound, odds) in enumerate(
                zip(*(each[:, 0] for each in columns), strict=True)
            )
        ]

    def _verdict(self, facts: Facts, segment: tuple[str, ...], columns: Columns) -> Verdict:
        state, why = settle(facts)
        seen = _shown(facts)
        load = load_words(self._load) if self._load and not self._load.unseen else ""
        said = (self._past(facts, columns), load, self._next(facts), why, *caveats(facts))
        return Verdict(
            promise=self._standard.promise,
            standard=self._standard.id,
            state=state,
            target=facts.target,
            reasons=tuple(filter(None, said)),
            segment=segment,
            measured=facts.counts.share,
            expected=seen.expected if seen else None,
            bound=seen.bound if seen else None,
            level=seen.level if seen else None,
            chance=seen.chance if seen else None,
            load=self._load,
        )

    def _past(self, facts: Facts, columns: Columns) -> str:
        if facts.interval is None or facts.counts.share is None:
            return ""
        first, last = (day(to_day(int(end))) for end in (columns.day.min(), columns.day.max()))
        share = f"{percent(facts.counts.share)} ({spread(facts.interval)})"
        counted = records(facts.counts, self._standard.source)
        return f"Kept for {share} of {counted} from {first} to {last}."

    def _next(self, facts: Facts) -> str:
        seen, period = _shown(facts), facts.history.target
        if seen is None or period is None:
            return ""
        least = f"at least {floored(seen.bound)} with {chance(seen.level)} certainty"
        if seen.bound < seen.expected:  # a skewed forecast may have its bound above its mean
            least = f"{percent(seen.expected)}, and {least}"
        return f"{period.title}: we expect {least}; promised {percent(facts.target)}."


def _shown(facts: Facts) -> Foreseen | None:
    seen = facts.foreseen
    return None if seen is None or seen.abstains else seen
