"""The strongest honest promise: per segment the boldest limit that will hold at the wished share.

A limit is bold when it is low. The answer is read off the ladder of limits that measuring counted
anyway, under the same forecast as the verdict, and it comes with its own record: how often the
limits that would have been advised held in the period after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.evidence import Interval
from ringtrue.core.outcome import Counts, Ladder, Tally, to_number
from ringtrue.core.planned_volume import AS_USUAL, PlannedVolume
from ringtrue.core.policy import Policy
from ringtrue.core.standard import Standard
from ringtrue.gap.backtest import MIN_NEXT
from ringtrue.gap.columns import Columns, parts_by
from ringtrue.gap.foresight import Foresight
from ringtrue.gap.load import planned_shifts
from ringtrue.gap.periods import Grain
from ringtrue.gap.shares import intervals_of
from ringtrue.gap.wording import chance, floored, percent
from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.boldest import boldest, boldest_record
from ringtrue.stats.forecast import Forecast, at_planned_load
from ringtrue.stats.predictive import Roll
from ringtrue.stats.proportions import clustered


@dataclass(frozen=True, slots=True)
class Strongest:
    """The boldest limit of one segment that holds, or None and the `reason` why none does.

    `measured` is the share kept at that limit so far, `bound` what the next period reaches with
    probability `level`, `chance` the probability that it reaches the wished share. Without a limit
    they speak of the mildest one. `segment` is empty for the whole population.
    """

    segment: tuple[str, ...]
    limit: float | None
    measured: float | None
    expected: float | None
    bound: float | None
    level: float
    chance: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """One limit of one segment: how bold against how sure. None where nothing is known."""

    segment: tuple[str, ...]
    limit: float
    counts: Counts
    interval: Interval | None
    expected: float | None
    bound: float | None


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """How earlier advice fared: of `cases` limits that would have been advised, `held` held."""

    cases: int
    held: int
    share: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What may be promised, first for everyone, then by segment; and the frontier it lies on."""

    standard: str
    share: float
    unit: str
    strongest: tuple[Strongest, ...]
    frontier: tuple[FrontierPoint, ...]
    record: HeldRecord


def advise(
    standard: Standard,
    ladder: Ladder,
    policy: Policy,
    as_of: datetime,
    *,
    share: float | None = None,
    grain: Grain = Grain.MONTH,
    independent: bool = False,
    foresight: Foresight | None = None,
    planned: PlannedVolume = AS_USUAL,
) -> Advice:
    """The boldest limit of the ladder that keeps `share` (default: the standard's target).

    A limit is advised when it, and every milder one, reaches the share in the next period with a
    probability of at least the policy's confidence. The record counts segments, or the whole
    population where there are none, in periods with at least 30 decided records. `foresight` lends
    what other questions about the same counts have worked out; the intervals of the frontier are
    clustered by day, or Wilson's when the records are `independent`. Where more is `planned`
    than usual, limits are advised for that (`ringtrue.gap.load`), and none where it was never
    seen; the record is that of usual periods.

    Raises:
        UsageError: The ladder has no rung, or the share is not above 0 and up to 1.
    """
    wished = standard.target if share is None else share
    if not ladder.rungs or not 0 < wished <= 1:
        what = f"{percent(wished)} of {len(ladder.rungs)} limits cannot be advised"
        cure = "Give a share above 0 % and up to 100 %, and a standard with limits."
        raise UsageError(what, where=ladder.standard, cure=cure)
    foresight, today = foresight or Foresight(), as_of.date()
    adviser = _Adviser(ladder, policy, today, wished, grain, independent, foresight, planned)
    question = (ladder.rungs, policy.min_decided, policy.confidence, today, grain, independent)
    views = foresight.once(("views", *question), adviser.views)
    return Advice(
        standard=ladder.standard,
        share=wished,
        unit=ladder.unit,
        strongest=tuple(each for view in views for each in adviser.strongest(view)),
        frontier=foresight.once(("frontier", planned, *question), lambda: adviser.frontier(views)),
        record=adviser.record(views[-1]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """One way to cut the population: segments, their rows per limit, and the forecast."""

    segments: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[Columns, ...], ...]
    rolled: Roll | None


class _Adviser:
    """One ladder, one wish, one day."""

    def __init__(
        self,
        ladder: Ladder,
        policy: Policy,
        today: date,
        wished: float,
        grain: Grain,
        independent: bool,
        foresight: Foresight,
        planned: PlannedVolume,
    ) -> None:
        self._rungs = ladder.rungs
        self._limits = [rung.limit for rung in ladder.rungs]
        self._tallies = [rung.tally for rung in ladder.rungs]
        self._unit, self._wished, self._grain = ladder.unit, wished, grain
        self._policy, self._today = policy, today
        self._independent, self._foresight, self._planned = independent, foresight, planned

    def views(self) -> tuple[_View, ...]:
        """Everyone together, and the segments where there are some."""
        whole = self.look(merged=True)
        segmented = self._tallies[0].segment_columns
        return (whole, self.look(merged=False)) if segmented else (whole,)

    def look(self, *, merged: bool) -> _View:
        ahead = self._foresight
        history = ahead.history(self._tallies, self._today, self._grain, merged=merged)
        rolled = ahead.roll(history, self._policy.min_decided, history.ahead)
        rungs = [_cells(each, self._today, merged=merged) for each in self._tallies]
        cells = tuple(zip(*rungs, strict=True))
        return _View(history.segments, cells, rolled)

    def strongest(self, view: _View) -> Iterator[Strongest]:
        level = self._policy.confidence
        if view.rolled is None:
            for segment in view.segments:
                reason = f"No {self._grain} is complete and decided yet."
                yield Strongest(segment, None, None, None, None, level, None, reason)
            return
        forecast = self._coming(view.rolled)
        if forecast is None:
            for segment in view.segments:
                times = f"{self._planned.peak:.3g} times"
                reason = f"It was never {times} as busy as usual, so nothing is known."
                yield Strongest(segment, None, None, None, None, level, None, reason)
            return
        found = boldest(forecast, self._wished, level)
        centre, bound = forecast.centre, forecast.lower(level)
        odds = forecast.probability(self._wished)
        for code, segment in enumerate(view.segments):
            at = int(found[code])
            quiet = bool(forecast.abstains[code, at])
            yield Strongest(
                segment=segment,
                limit=self._limits[at] if at >= 0 else None,
                measured=view.cells[code][at].total().share,
                expected=None if quiet else float(centre[code, at]),
                bound=None if quiet else float(bound[code, at]),
                level=level,
                chance=None if quiet else float(odds[code, at]),
                reason=self._quiet(view.cells[code][at].total())
                if quiet
                else self._why(at, float(bound[code, at]), float(odds[code, at])),
            )

    def _coming(self, rolled: Roll) -> Forecast | None:
        """The period to promise for, as busy as planned; None where it was never so busy."""
        forecast = rolled.forecasts[-1]
        planned = self._planned
        if not planned.is_more:
            return forecast
        shifts = self._foresight.once(("shifts", self._rungs, planned, self._today), self._shifts)
        return at_planned_load(forecast, planned.lift, *shifts) if shifts else None

    def _shifts(self) -> tuple[FloatArray, FloatArray] | None:
        wholes = [_cells(each, self._today, merged=True)[0] for each in self._tallies]
        return planned_shifts(wholes, self._planned)

    def frontier(self, views: Sequence[_View]) -> tuple[FrontierPoint, ...]:
        return tuple(point for view in views for point in self._frontier(view))

    def _frontier(self, view: _View) -> Iterator[FrontierPoint]:
        forecast = self._coming(view.rolled) if view.rolled else None
        bound = forecast.lower(self._policy.confidence) if forecast else None
        for code, segment in enumerate(view.segments):
            found = intervals_of(view.cells[code], independent=self._independent)
            for at, limit in enumerate(self._limits):
                cell = view.cells[code][at]
                known = forecast is not None and not forecast.abstains[code, at]
                yield FrontierPoint(
                    segment=segment,
                    limit=limit,
                    counts=cell.total(),
                    interval=found[at],
                    expected=float(forecast.centre[code, at]) if forecast and known else None,
                    bound=float(bound[code, at]) if bound is not None and known else None,
                )

    def record(self, view: _View) -> HeldRecord:
        if view.rolled is None:
            return HeldRecord(0, 0, None, None)
        level = self._policy.confidence
        held, given = boldest_record(view.rolled, self._wished, level, MIN_NEXT)
        if not given.sum():
            return HeldRecord(0, 0, None, None)
        found = clustered(held, given)
        interval = Interval(found.lower, found.upper, found.level, "Wilson, clustered by period")
        return HeldRecord(int(given.sum()), int(held.sum()), found.share, interval)

    def _why(self, at: int, bound: float, odds: float) -> str:
        limit = f"{self._limits[at]:g} {self._unit}{'' if self._limits[at] == 1 else 's'}"
        level = chance(self._policy.confidence)
        if at >= 0:
            return (
                f"Within {limit} at least {floored(bound)} are kept next {self._grain} "
                f"with {level} certainty; the chance of {percent(self._wished)} is {chance(odds)}."
            )
        return (
            f"None of the limits tried reaches {percent(self._wished)} with {level} certainty: "
            f"within {limit}, the mildest one, at least {floored(bound)} are kept next "
            f"{self._grain} (chance of {percent(self._wished)}: {chance(odds)})."
        )

    def _quiet(self, counts: Counts) -> str:
        return (
            f"Too little to advise on: {counts.decided:,} decided in all, or none for several "
            f"{self._grain}s; at least {self._policy.min_decided:,} are needed."
        )


def _cells(tally: Tally, today: date, *, merged: bool) -> list[Columns]:
    """The rows of each segment up to `today`; all rows at once when merged."""
    columns = Columns.of(tally)
    columns = columns.take(columns.day <= to_number(today))
    if merged:
        return [columns]
    parts = dict(parts_by(columns, columns.segment))
    nothing = columns.take(np.zeros(0, dtype=np.int64))
    return [parts.get(code, nothing) for code in range(len(tally.segments))]
