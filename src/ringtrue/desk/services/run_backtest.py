"""How often the gate would have been wrong on this very source: the back-test of standards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ringtrue.core.errors import MeasureError
from ringtrue.core.policy import Policy
from ringtrue.core.standard import Within
from ringtrue.desk.services.measure_standards import MeasuredBook, MeasuredStandard, Progress
from ringtrue.gap.backtest import DEFAULTS, Backtest, Options, backtest_standard
from ringtrue.gap.backtest import run_backtest as backtest_ladder


@dataclass(frozen=True, slots=True)
class Backtested:
    """The back-test of one standard, or the reason why there is none.

    `limits` are the limits of the ladder that were tested together; empty for the standard's own.
    """

    measured: MeasuredStandard
    backtest: Backtest | None
    reason: str = ""
    limits: tuple[float, ...] = ()


def run_backtest(
    book: MeasuredBook,
    policy: Policy,
    *,
    only: Sequence[str] = (),
    options: Options = DEFAULTS,
    limits: tuple[float, ...] = (),
    progress: Progress | None = None,
) -> tuple[Backtested, ...]:
    """Back-test every measured standard, or those named, on its own history.

    With `limits`, in the unit of the standard's own, the same promise is tested at all of them
    together; raises `UsageError` for one that is not on its ladder.
    """
    chosen = [each for each in book.standards if not only or each.standard.id in only]
    tested = []
    for number, each in enumerate(chosen):
        if progress:
            progress(f"Back-testing {each.standard.id}", number / len(chosen))
        tested.append(_test(each, policy, book, options, limits))
    return tuple(tested)


def run_family(
    book: MeasuredBook, policy: Policy, progress: Progress | None = None
) -> tuple[Backtested, ...]:
    """One back-test per source, at the limit of its first standard and at 2, 4 and 8 times it.

    A single limit meets few cases; a family of them says how good the gate is on this source.
    """
    seen, tested = set[str](), []
    for each in book.standards:
        test, ladder = each.standard.test, each.ladder
        if not isinstance(test, Within) or ladder is None:
            continue
        known = {rung.limit for rung in ladder.rungs}
        limits = tuple(n * test.limit.amount for n in _FAMILY if n * test.limit.amount in known)
        if each.standard.source in seen or len(limits) < 2:
            continue
        seen.add(each.standard.source)
        if progress:
            progress(f"Back-testing {each.standard.id} at {len(limits)} limits", 0.0)
        tested.append(_test(each, policy, book, DEFAULTS, limits))
    return tuple(tested)


_FAMILY = (1, 2, 4, 8)


def _test(
    measured: MeasuredStandard,
    policy: Policy,
    book: MeasuredBook,
    options: Options,
    limits: tuple[float, ...],
) -> Backtested:
    standard, ladder, shared = measured.standard, measured.ladder, book.foresight
    try:
        if limits and ladder is not None:
            chosen = replace(options, confidence=policy.confidence, min_decided=policy.min_decided)
            tested = backtest_ladder(ladder, book.as_of, chosen, limits, foresight=shared)
        elif limits:
            return Backtested(measured, None, "its test has no limit that could be moved")
        else:
            tested = backtest_standard(
                standard, measured.tally, ladder, policy, book.as_of, options, foresight=shared
            )
    except MeasureError as error:  # too short a history is a finding about it, not a failure
        return Backtested(measured, None, str(error), limits)
    return Backtested(measured, tested, limits=limits)
