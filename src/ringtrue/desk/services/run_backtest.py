"""How often the gate would have been wrong on this very source: the back-test of standards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ringtrue.core.errors import MeasureError
from ringtrue.core.policy import Policy
from ringtrue.desk.services.measure_standards import MeasuredBook, MeasuredStandard, Progress
from ringtrue.gap.backtest import DEFAULTS, Backtest, Options, backtest_standard


@dataclass(frozen=True, slots=True)
class Backtested:
    """The back-test of one standard, or the reason why there is none."""

    measured: MeasuredStandard
    backtest: Backtest | None
    reason: str = ""


def run_backtest(
    book: MeasuredBook,
    policy: Policy,
    *,
    only: Sequence[str] = (),
    options: Options = DEFAULTS,
    progress: Progress | None = None,
) -> tuple[Backtested, ...]:
    """Back-test every measured standard, or those named, on its own history."""
    chosen = [each for each in book.standards if not only or each.standard.id in only]
    tested = []
    for number, each in enumerate(chosen):
        if progress:
            progress(f"Back-testing {each.standard.id}", number / len(chosen))
        tested.append(_test(each, policy, book, options))
    return tuple(tested)


def _test(
    measured: MeasuredStandard, policy: Policy, book: MeasuredBook, options: Options
) -> Backtested:
    found = measured.measured
    try:
        tested = backtest_standard(
            measured.standard, found.tally, found.ladder, policy, book.as_of, options
        )
    except MeasureError as error:  # too short a history is a finding about it, not a failure
        return Backtested(measured, None, str(error))
    return Backtested(measured, tested)
