"""The review of a campaign: read, bind, measure, judge, decide; `check` and pages show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ringtrue.core.claim import Label
from ringtrue.core.evidence import Evidence
from ringtrue.core.finding import Finding, Level
from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.planned_volume import AS_USUAL, PlannedVolume, every_day
from ringtrue.core.verdict import Decision, State, Verdict
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.planned_volume import AS_USUAL_EVERYWHERE, PlannedVolumes, planned_volumes
from ringtrue.desk.proofs import OnFile
from ringtrue.desk.services.bind_promises import BoundBy, BoundPromise, bind_promises
from ringtrue.desk.services.measure_standards import (
    MeasuredBook,
    MeasuredStandard,
    Progress,
    measure_standards,
)
from ringtrue.desk.services.read_materials import Reading, ask_rules
from ringtrue.gap.contradictions import Saying, find_contradictions
from ringtrue.gap.decision import Bond, Docket, decide
from ringtrue.gap.verdict import judge_standard, vague_verdict
from ringtrue.gap.wording import quoted
from ringtrue.say.rules import Measure, Measured

PROPOSED = "ringtrue-proposed-standard"
"""The finding that a promise is judged by a standard which nobody has confirmed."""

_BONDS = {
    BoundBy.BOOK: Bond.BOUND,
    BoundBy.PROPOSAL: Bond.BOUND,
    BoundBy.AMBIGUOUS: Bond.AMBIGUOUS,
    BoundBy.UNBOUND: Bond.UNBOUND,
    BoundBy.VAGUE: Bond.UNBOUND,
}


@dataclass(frozen=True, slots=True)
class JudgedStandard:
    """A measured standard and its verdicts: for everyone first, then by segment.

    `usual` are those at the usual volume, where the verdicts are about another one.
    """

    measured: MeasuredStandard
    verdicts: tuple[Verdict, ...]
    usual: tuple[Verdict, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict for everyone."""
        return self.verdicts[0]

    @property
    def as_usual(self) -> Verdict:
        """The verdict for everyone at the usual volume, which no campaign changes."""
        return (self.usual or self.verdicts)[0]


@dataclass(frozen=True, slots=True)
class JudgedPromise:
    """A promise of the copy, how it is bound, and what became of its standards.

    `vague` is the verdict when the wording can be held to nothing.
    """

    promise: BoundPromise
    standards: tuple[JudgedStandard, ...]
    vague: Verdict | None = None

    @property
    def verdict(self) -> Verdict | None:
        """The gravest verdict for everyone; None when nothing measures the promise."""
        whole = [standard.verdict for standard in self.standards]
        return min(whole, key=lambda each: _GRAVITY.index(each.state), default=self.vague)


_GRAVITY = (State.FAILS, State.UNPROVEN, State.VAGUE, State.HOLDS)


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that a decision rests on.

    `standards` are those that were judged: the book's, whether the copy promises them or not unless
    only those were asked for, and the proposals in use. `planned` are the volumes that they were
    judged at.
    """

    workspace: Workspace
    reading: Reading
    promises: tuple[JudgedPromise, ...]
    book: MeasuredBook
    standards: tuple[JudgedStandard, ...]
    decision: Decision
    planned: PlannedVolumes = AS_USUAL_EVERYWHERE

    @property
    def as_of(self) -> datetime:
        """The moment of judgement."""
        return self.book.as_of

    def promised(self, name: str) -> bool:
        """Whether the copy promises this standard."""
        return any(
            standard.id == name for each in self.promises for standard in each.promise.standards
        )


def review_campaign(
    workspace: Workspace,
    reading: Reading,
    *,
    as_of: datetime | None = None,
    refresh: bool = False,
    whole_book: bool = True,
    lift: float | None = None,
    on_file: OnFile | None = None,
    media: MediaPlan | None = None,
    progress: Progress | None = None,
) -> Review:
    """Judge every promise that was read and decide about the campaign.

    With `whole_book` the standards that the copy does not promise are judged beside those that it
    does; the decision is the same without. `lift` is the planned volume as a multiple of the usual,
    the workspace's when None: promises are judged at it, or at what the `media` plan brings to
    their source. `on_file` are the proofs of statements, those of the workspace when None. Raises
    `MeasureError` when a source cannot be read or a number cannot be had: without numbers there is
    no decision.
    """
    bindings = bind_promises(workspace, reading.promises, progress)
    standards = tuple(dict.fromkeys((*workspace.standards, *bindings.standards)))
    book = measure_standards(workspace, standards, as_of=as_of, refresh=refresh, progress=progress)
    wanted = None if whole_book else {standard.id for standard in bindings.standards}
    every = every_day(workspace.lift if lift is None else lift)
    planned = planned_volumes(workspace, book, every, media or MediaPlan())
    judged = tuple(
        judge(each, workspace, book, progress, planned.of(each.standard.source))
        for each in book.standards
        if wanted is None or each.standard.id in wanted
    )
    on_file = on_file or OnFile(workspace.proofs, (as_of or clock.now()).date())
    reading = _ask_again(reading, workspace, bindings.promises, book, on_file)
    claims = {claim.place: claim for claim in reading.claims}
    promises = tuple(
        _assemble(replace(each, claim=claims[each.claim.place]), judged, workspace)
        for each in bindings.promises
    )
    decision = decide(
        _dockets(promises, reading), workspace.policy, book.as_of, _loose(promises, reading)
    )
    return Review(workspace, reading, promises, book, judged, decision, planned)


def judge(
    measured: MeasuredStandard,
    workspace: Workspace,
    book: MeasuredBook,
    progress: Progress | None,
    planned: PlannedVolume = AS_USUAL,
) -> JudgedStandard:
    """The verdicts on one standard of a measured book: for everyone and by segment."""
    if progress:
        done = book.standards.index(measured) / len(book.standards)
        progress(f"Judging {measured.standard.id}", done)
    usual, *busy = (
        judge_standard(
            measured.standard,
            measured.tally,
            measured.ladder,
            workspace.policy,
            book.as_of,
            independent=measured.independent,
            foresight=book.foresight,
            planned=volume,
        )
        for volume in ((AS_USUAL, planned) if planned.is_more else (AS_USUAL,))
    )
    return JudgedStandard(measured, busy[0], usual) if busy else JudgedStandard(measured, usual)


def _ask_again(
    reading: Reading,
    workspace: Workspace,
    promises: Sequence[BoundPromise],
    book: MeasuredBook,
    on_file: OnFile,
) -> Reading:
    """The reading with what the rules say now that the shares are known."""
    measured = tuple(known for promise in promises for known in _known(promise, book))
    materials = tuple(
        ask_rules(
            each.document,
            each.claims,
            workspace,
            (*measured, *on_file.known(each.claims)),
            book.as_of.date(),
        )
        for each in reading.materials
    )
    return replace(reading, materials=materials)


def _known(promise: BoundPromise, book: MeasuredBook) -> Iterator[Measured]:
    for standard in promise.standards:
        found = book.get(standard.id)
        if found and found.evidence and found.evidence.share is not None:
            yield Measured(promise.claim.place, Measure.KEPT, found.evidence.share)


def _assemble(
    promise: BoundPromise, judged: Sequence[JudgedStandard], workspace: Workspace
) -> JudgedPromise:
    names = [standard.id for standard in promise.standards]
    standards = tuple(each for each in judged if each.measured.standard.id in names)
    vague = promise.by is BoundBy.VAGUE
    verdict = vague_verdict(promise.claim.text, workspace.policy) if vague else None
    return JudgedPromise(promise, standards, verdict)


def _dockets(promises: Sequence[JudgedPromise], reading: Reading) -> list[Docket]:
    dockets = [
        Docket(
            claim=each.promise.claim,
            bond=_BONDS[each.promise.by],
            verdicts=tuple(verdict for judged in each.standards for verdict in judged.verdicts),
            evidence=tuple(_evidence(each)),
            note=each.promise.reason,
        )
        for each in promises
    ]
    assertions = (claim for claim in reading.claims if claim.label is Label.ASSERTION)
    return dockets + [Docket(claim, Bond.UNBOUND) for claim in assertions]


def _evidence(promise: JudgedPromise) -> list[Evidence]:
    found = (judged.measured.evidence for judged in promise.standards)
    return [evidence for evidence in found if evidence is not None]


def _loose(promises: Sequence[JudgedPromise], reading: Reading) -> tuple[Finding, ...]:
    """Findings of no claim: about files, silences, contradictions, and unconfirmed proposals."""
    of_files = (finding for material in reading.materials for finding in material.findings)
    proposed = (
        _unconfirmed(each.promise) for each in promises if each.promise.by is BoundBy.PROPOSAL
    )
    return (*of_files, *find_contradictions(_sayings(promises, reading)), *proposed)


def _sayings(promises: Sequence[JudgedPromise], reading: Reading) -> list[Saying]:
    """Every promise with its channel, and with the book's standards when it has some."""
    channels = {
        each.document.material.name: each.document.material.channel for each in reading.materials
    }
    return [
        Saying(
            claim=promise.claim,
            channel=channels.get(promise.claim.place.file, ""),
            standards=tuple(standard.id for standard in promise.standards)
            if promise.by is BoundBy.BOOK
            else (),
        )
        for promise in (each.promise for each in promises)
    ]


def _unconfirmed(promise: BoundPromise) -> Finding:
    return Finding(
        rule=PROPOSED,
        level=Level.WARNING,
        message=f"{quoted(promise.claim.text)} is judged by a proposed standard.",
        why="A proposal is a reading of the words; a person decides what was promised.",
        fix="Confirm the meaning at the desk, or write the standard into ringtrue.yaml"
        " ('ringtrue bind --yaml' prints it).",
        place=promise.claim.place,
    )
