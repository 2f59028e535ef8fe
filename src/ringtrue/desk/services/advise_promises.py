"""What may honestly be promised instead: limits that hold, and the words for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ringtrue.core.policy import Policy
from ringtrue.desk.planned_volume import AS_USUAL_EVERYWHERE, PlannedVolumes
from ringtrue.desk.services.measure_standards import MeasuredBook, MeasuredStandard, Progress
from ringtrue.desk.services.word_promises import word_limit, word_promise
from ringtrue.gap.advice import Advice, FrontierPoint, advise


@dataclass(frozen=True, slots=True)
class Advised:
    """The advice for one standard; `advice` is None when it has no limit to move."""

    measured: MeasuredStandard
    advice: Advice | None
    reason: str = ""

    def wording(self, segment: tuple[str, ...]) -> str:
        """Words that the evidence supports for one segment; empty when there are none."""
        strongest = self.advice.strongest if self.advice else ()
        found = next((each for each in strongest if each.segment == segment), None)
        if found is None or self.advice is None:
            return ""
        columns = self.measured.tally.segment_columns
        return word_promise(self.measured.standard, self.advice, found, columns)

    def wording_at(self, point: FrontierPoint) -> str:
        """Words for everyone at one limit, with the share that keeps it; empty for none."""
        return word_limit(self.measured.standard, self.advice, point) if self.advice else ""


def advise_promises(
    book: MeasuredBook,
    policy: Policy,
    *,
    only: Sequence[str] = (),
    share: float | None = None,
    planned: PlannedVolumes = AS_USUAL_EVERYWHERE,
    progress: Progress | None = None,
) -> tuple[Advised, ...]:
    """The strongest honest promise for every measured standard, or for those named.

    `share` is the share that shall be kept; each standard's own target when None. `planned` are
    the volumes that it shall hold at. Raises `UsageError` for a share outside (0, 1] and for a name
    that is not measured.
    """
    chosen = [each for each in book.standards if not only or each.standard.id in only]
    advised = []
    for number, each in enumerate(chosen):
        if progress:
            progress(f"Advising on {each.standard.id}", number / len(chosen))
        advised.append(_advise(each, policy, book, share, planned))
    return tuple(advised)


def _advise(
    measured: MeasuredStandard,
    policy: Policy,
    book: MeasuredBook,
    share: float | None,
    planned: PlannedVolumes,
) -> Advised:
    ladder = measured.ladder
    if ladder is None or measured.evidence is None:
        why = "no record was selected" if ladder else "its test has no limit that could be moved"
        return Advised(measured, None, why)
    advice = advise(
        measured.standard,
        ladder,
        policy,
        book.as_of,
        share=share,
        independent=measured.independent,
        foresight=book.foresight,
        planned=planned.of(measured.standard.source),
    )
    return Advised(measured, advice)
