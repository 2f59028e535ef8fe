"""A review as the store keeps it: every claim and standard with its numbers, for pages to show.

The store keeps these as JSON of the review, so that a page needs no measuring, and so that what
people signed can be shown for ever as they saw it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.evidence import Interval
from ringtrue.core.finding import Finding
from ringtrue.core.outcome import Counts
from ringtrue.core.place import Place
from ringtrue.core.standard import Standard
from ringtrue.core.trees import grow
from ringtrue.core.verdict import Decision, PlannedLoad, State, Verdict
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.drafts_in_words import describe
from ringtrue.desk.models.review import Review as ReviewRow
from ringtrue.desk.services.advise_promises import Advised
from ringtrue.desk.services.bind_promises import BoundBy, Proposal
from ringtrue.desk.services.review_campaign import JudgedPromise, JudgedStandard, Review
from ringtrue.gap.load import load_words

SHOWN_CANDIDATES = 3
"""So many ways to measure one meaning are kept, the best first."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to measure a meaning: the standard as YAML, its score (0 to 1) and the reasons."""

    id: str
    source: str
    yaml: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a wording in words, and how it could be measured.

    `state` says whether that is clear (bound), open (ambiguous) or not to be had (unbound), and
    `reason` why; `stated` is False for what we propose for a vague wording.
    """

    text: str
    stated: bool
    state: str
    reason: str
    ways: tuple[Way, ...]

    @property
    def words(self) -> str:
        """The meaning without why the wording is taken so, which `text` adds in brackets."""
        return self.text.partition(" (")[0]

    @property
    def why(self) -> str:
        """Why the wording is taken so; empty when that goes without saying."""
        return self.text.partition(" (")[2].removesuffix(")")


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim at its place, with what the rules say and, for a promise, what it is held to.

    `state` is the gravest verdict; None for an assertion and for a promise that nothing measures.
    `standards` are the ids of the standards it is held to.
    """

    place: Place
    text: str
    sentence: str
    label: Label
    kind: Kind
    measurable: bool
    findings: tuple[Finding, ...] = ()
    by: BoundBy | None = None
    because: str = ""
    state: State | None = None
    standards: tuple[str, ...] = ()
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """One segment under a standard: its counts and its verdict."""

    segment: tuple[str, ...]
    counts: Counts
    share: float | None
    state: State
    expected: float | None
    bound: float | None


@dataclass(frozen=True, slots=True)
class StandardFigures:
    """A standard with what was measured and what is expected of the next period.

    Shares lie between 0 and 1. `evidence` is the SHA-256 of the evidence file, empty when no
    record was selected. `load` is what the planned volume does, where it is above the usual.
    `strongest` is the boldest wording for everyone that would hold, empty when
    there is none. `confirmed` is False for a proposal of ours.
    """

    id: str
    promise: str
    source: str
    yaml: str
    definition: str
    confirmed: bool
    target: float
    as_of: datetime
    counts: Counts
    share: float | None
    interval: Interval | None
    first_day: date | None
    last_day: date | None
    state: State
    reasons: tuple[str, ...]
    expected: float | None
    bound: float | None
    level: float | None
    chance: float | None
    evidence: str
    strongest: str
    load: PlannedLoad | None = None
    parts: tuple[JudgedPart, ...] = ()

    @property
    def load_told(self) -> str:
        """What the planned volume does, in a sentence; empty where it is as usual."""
        return load_words(self.load) if self.load else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a review found. `book` and `judging` are the keys of the book it was made with."""

    book: str
    judging: str
    claims: tuple[JudgedClaim, ...]
    standards: tuple[StandardFigures, ...]

    def standard(self, name: str) -> StandardFigures | None:
        """One standard by its id."""
        return next((each for each in self.standards if each.id == name), None)


READ_ONCE = ("bound", "decision", "promises")
"""The columns of a review that are large, and read once for all who ask."""


def decision_of(row: ReviewRow) -> Decision:
    """The decision that a row keeps; rows never change, so it is read once."""
    return _decision(row.pk, row.at)


@lru_cache(64)
def _decision(pk: int, _: datetime) -> Decision:
    return grow(Decision, ReviewRow.objects.values_list("decision", flat=True).get(pk=pk))


def judgement_of(row: ReviewRow) -> Judgement:
    """What a row keeps beside the decision; rows never change, so it is read once."""
    return _judgement(row.pk, row.at)


@lru_cache(64)
def _judgement(pk: int, _: datetime) -> Judgement:
    return grow(Judgement, ReviewRow.objects.values_list("promises", flat=True).get(pk=pk))


def judged_claims(review: Review) -> tuple[JudgedClaim, ...]:
    """Every claim of a review, in reading order."""
    promises = {each.promise.claim.place: each for each in review.promises}
    return tuple(_claim(claim, promises.get(claim.place)) for claim in review.reading.claims)


def figures_of(
    judged: JudgedStandard, as_of: datetime, evidence: str, strongest: str, *, confirmed: bool
) -> StandardFigures:
    """One judged standard, with the digest of its evidence and its strongest wording."""
    measured, verdict = judged.measured, judged.verdict
    standard, found = measured.standard, measured.evidence
    return StandardFigures(
        id=standard.id,
        promise=standard.promise,
        source=standard.source,
        yaml=standard_yaml(standard),
        definition=measured.measured.definition,
        confirmed=confirmed,
        target=standard.target,
        as_of=as_of,
        counts=found.counts if found else Counts(),
        share=found.share if found else None,
        interval=found.interval if found else None,
        first_day=found.first_day if found else None,
        last_day=found.last_day if found else None,
        state=verdict.state,
        reasons=verdict.reasons,
        expected=verdict.expected,
        bound=verdict.bound,
        level=verdict.level,
        chance=verdict.chance,
        evidence=evidence,
        strongest=strongest,
        load=verdict.load,
        parts=_parts(judged),
    )


def strongest_of(advised: Sequence[Advised]) -> dict[str, str]:
    """The strongest wording for everyone, by the id of the standard."""
    return {each.measured.standard.id: each.wording(()) for each in advised}


def meaning_of(proposal: Proposal) -> Meaning:
    """A proposal in words, with its best candidates."""
    binding = proposal.binding
    return Meaning(
        text=describe(proposal.draft),
        stated=proposal.draft.stated,
        state=binding.state.value,
        reason=binding.reason,
        ways=tuple(
            Way(
                each.standard.id,
                each.standard.source,
                standard_yaml(each.standard),
                round(each.score, 4),
                each.reasons,
            )
            for each in binding.candidates[:SHOWN_CANDIDATES]
        ),
    )


def _claim(claim: Claim, judged: JudgedPromise | None) -> JudgedClaim:
    promise = judged.promise if judged else None
    verdict = judged.verdict if judged else None
    return JudgedClaim(
        place=claim.place,
        text=claim.text,
        sentence=claim.sentence,
        label=claim.label,
        kind=claim.kind,
        measurable=claim.measurable,
        findings=claim.findings,
        by=promise.by if promise else None,
        because=promise.reason if promise else "",
        state=verdict.state if verdict else None,
        standards=_ids(promise.standards) if promise else (),
        meanings=tuple(map(meaning_of, promise.proposals)) if promise else (),
    )


def _ids(standards: Sequence[Standard]) -> tuple[str, ...]:
    return tuple(each.id for each in standards)


def _parts(judged: JudgedStandard) -> tuple[JudgedPart, ...]:
    verdicts: dict[tuple[str, ...], Verdict] = {
        each.segment: each for each in judged.verdicts if each.segment
    }
    return tuple(
        JudgedPart(
            row.segment,
            row.counts,
            row.share,
            verdicts[row.segment].state,
            verdicts[row.segment].expected,
            verdicts[row.segment].bound,
        )
        for row in judged.measured.segments
        if row.segment in verdicts
    )
