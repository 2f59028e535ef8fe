"""What a promise's page tells beyond its numbers: what could be promised, and how judging fared.

The frontier, the ready wordings and the back-test come from forecasts, which take longer than a
page may. So they are worked out where the numbers are, and kept beside the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ringtrue.core.standard import Remedy, Standard, Within
from ringtrue.desk.services.advise_promises import Advised
from ringtrue.desk.services.run_backtest import Backtested
from ringtrue.gap.advice import Advice, FrontierPoint, HeldRecord
from ringtrue.gap.backtest import Backtest, BacktestRow


@dataclass(frozen=True, slots=True)
class ReadyWording:
    """Words that may be said, for everyone when `segment` is empty.

    `limit` is in the study's unit, `measured` the share kept within it so far, `bound` the one that
    the next month reaches with the study's confidence. `text` is empty when nothing may be said:
    `reason` then says why.
    """

    segment: tuple[str, ...]
    text: str
    limit: float | None
    measured: float | None
    bound: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Study:
    """What else one measurement says of a standard.

    `frontier` are the limits for everyone, `wordings` those for everyone first, `record` how such
    advice fared in the past; without them `no_advice` says why. `tested` are the back-test's rows
    at the standard's own target and at all targets, over `months` judged months from `first_month`
    to `last_month`; without them `no_test` says why.
    """

    target: float
    confidence: float
    unit: str
    promised: float | None
    strongest: float | None
    columns: tuple[str, ...]
    frontier: tuple[FrontierPoint, ...]
    wordings: tuple[ReadyWording, ...]
    record: HeldRecord | None
    no_advice: str
    tested: tuple[BacktestRow, ...]
    min_next: int
    months: int
    first_month: str
    last_month: str
    no_test: str


def studies_of(
    advised: Sequence[Advised], tested: Sequence[Backtested], confidence: float
) -> dict[str, Study]:
    """The study of every standard that was advised on and back-tested, by its id."""
    tests = {each.measured.standard.id: each for each in tested}
    return {
        each.measured.standard.id: _study(each, tests[each.measured.standard.id], confidence)
        for each in advised
        if each.measured.standard.id in tests
    }


def _study(advised: Advised, tested: Backtested, confidence: float) -> Study:
    standard, advice = advised.measured.standard, advised.advice
    test, months = tested.backtest, _months(tested.backtest)
    whole = next((each for each in advice.strongest if not each.segment), None) if advice else None
    return Study(
        target=standard.target,
        confidence=confidence,
        unit=advice.unit if advice else "",
        promised=_limit(standard),
        strongest=whole.limit if whole else None,
        columns=advised.measured.tally.segment_columns,
        frontier=tuple(each for each in advice.frontier if not each.segment) if advice else (),
        wordings=tuple(_wordings(advised, advice)) if advice else (),
        record=advice.record if advice else None,
        no_advice=advised.reason,
        tested=_rows(test, standard.target) if test else (),
        min_next=test.min_next if test else 0,
        months=len(months),
        first_month=months[0] if months else "",
        last_month=months[-1] if months else "",
        no_test=tested.reason,
    )


def _limit(standard: Standard) -> float | None:
    test = standard.test
    return test.limit.amount if isinstance(test, Within | Remedy) else None


def _wordings(advised: Advised, advice: Advice) -> Iterator[ReadyWording]:
    """The strongest limit for everyone, the promised limit as it is kept, then every segment."""
    whole, *parts = advice.strongest
    yield ReadyWording(
        (), advised.wording(()), whole.limit, whole.measured, whole.bound, whole.reason
    )
    yield from _as_it_is(advised, advice, said=whole.limit)
    for each in parts:
        text = advised.wording(each.segment)
        yield ReadyWording(each.segment, text, each.limit, each.measured, each.bound, each.reason)


def _as_it_is(advised: Advised, advice: Advice, said: float | None) -> Iterator[ReadyWording]:
    """The promised limit, with the share that will be kept within it."""
    promised = _limit(advised.measured.standard)
    point = next((p for p in advice.frontier if not p.segment and p.limit == promised), None)
    if point is None or point.limit == said:
        return
    text = advised.wording_at(point)
    if text:
        yield ReadyWording((), text, point.limit, point.counts.share, point.bound, "")


def _rows(test: Backtest, target: float) -> tuple[BacktestRow, ...]:
    return tuple(row for row in test.rows if row.target in (None, target))


def _months(test: Backtest | None) -> list[str]:
    """The months that were judged, the first one first."""
    cases = test.cases if test else ()
    found = {case.period.number: case.period.label for case in cases}
    return [found[number] for number in sorted(found)]
