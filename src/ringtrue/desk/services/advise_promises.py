"""What may honestly be promised instead: limits that hold, and the words for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ringtrue.core.policy import Policy
from ringtrue.desk.services.measure_standards import MeasuredBook, MeasuredStandard
from ringtrue.gap.advice import Advice, advise


@dataclass(frozen=True, slots=True)
class Advised:
    """The advice for one standard; `advice` is None when it has no limit to move."""

    measured: MeasuredStandard
    advice: Advice | None
    reason: str = ""


def advise_promises(
    book: MeasuredBook,
    policy: Policy,
    *,
    only: Sequence[str] = (),
    share: float | None = None,
) -> tuple[Advised, ...]:
    """The strongest honest promise for every measured standard, or for those named.

    `share` is the share that shall be kept; each standard's own target when None. Raises
    `UsageError` for a share outside (0, 1] and for a name that is not measured.
    """
    chosen = [each for each in book.standards if not only or each.standard.id in only]
    return tuple(_advise(each, policy, book, share) for each in chosen)


def _advise(
    measured: MeasuredStandard, policy: Policy, book: MeasuredBook, share: float | None
) -> Advised:
    ladder = measured.measured.ladder
    if ladder is None or measured.evidence is None:
        why = "no record was selected" if ladder else "its test has no limit that could be moved"
        return Advised(measured, None, why)
    return Advised(measured, advise(measured.standard, ladder, policy, book.as_of, share=share))
