"""What the page of a dossier lists, worked out from what is sealed and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ringtrue.core.errors import UsageError
from ringtrue.core.outcome import Counts
from ringtrue.gap.dossier import (
    CampaignFile,
    Dossier,
    EvidenceFile,
    MonthTold,
    ObjectionTold,
    ReviewTold,
    StandardTold,
)
from ringtrue.gap.dossier_numbers import bodies_of, evidence_of
from ringtrue.gap.evidence_file import evidence_from_json


@dataclass(frozen=True, slots=True)
class Made:
    """Words of a material that make the promise, and the first and last review that found them."""

    material: str
    channel: str
    words: str
    first: ReviewTold
    last: ReviewTold


@dataclass(frozen=True, slots=True)
class StandardVersion:
    """One way in which the standard was written: from when on, and what tells so."""

    yaml: str
    since: datetime
    told_by: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query that counted records, with the ids of its standards and the seals of its evidence."""

    number: int
    text: str
    standards: tuple[str, ...]
    digests: tuple[str, ...]


def queries_of(dossier: Dossier) -> tuple[Query, ...]:
    """Every query once, in the order of the evidence; evidence that does not read has none."""
    found: dict[str, list[EvidenceFile]] = {}
    for each in dossier.evidence:
        try:
            found.setdefault(evidence_from_json(each.content).query, []).append(each)
        except UsageError:
            continue
    return tuple(
        Query(
            number,
            text,
            tuple(sorted({each.standard for each in files})),
            tuple(each.digest for each in files),
        )
        for number, (text, files) in enumerate(found.items(), 1)
    )


def months_of(standard: StandardTold, dossier: Dossier) -> tuple[MonthTold, ...]:
    """The months of a standard by its evidence; without intervals, which that does not carry."""
    promise = dossier.promise
    if promise is not None and promise.standard == standard:
        return promise.months
    found = evidence_of(standard, dossier)
    slices = found.slices if found else ()
    return tuple(MonthTold(each.period, each.counts, None, None) for each in slices if each.period)


def parts_of(standard: StandardTold, dossier: Dossier) -> list[tuple[str, Counts]]:
    """The segments of a standard by its evidence, with their counts."""
    found = evidence_of(standard, dossier)
    slices = found.slices if found else ()
    return [(" · ".join(each.segment), each.counts) for each in slices if each.segment]


def made_in(file: CampaignFile, standard: str) -> tuple[Made, ...]:
    """Where a campaign makes the promise, or made it: the newest words first."""
    channels = {each.name: each.channel for each in file.materials}
    found: dict[tuple[str, str], tuple[ReviewTold, ReviewTold]] = {}
    for review in file.reviews:
        for claim in review.claims:
            if standard in claim.standards:
                key = (claim.material, claim.text)
                first, _ = found.get(key, (review, review))
                found[key] = (first, review)
    rows = [
        Made(name, channels.get(name, ""), words, first, last)
        for (name, words), (first, last) in found.items()
    ]
    return tuple(sorted(rows, key=lambda each: -each.last.number))


def standard_versions(dossier: Dossier) -> tuple[StandardVersion, ...]:
    """How the standard of a promise was written, the newest first; by events and by reviews."""
    if dossier.promise is None:
        return ()
    name = dossier.subject_id
    events = {each.number: each for each in dossier.events}
    told = [
        StandardVersion(body, events[number].at, f"event {number}")
        for number, body in bodies_of(name, dossier)
    ]
    told += [
        StandardVersion(each.yaml, review.at, f"review {review.number}")
        for file in dossier.campaigns
        for review in file.reviews
        for each in review.standards
        if each.id == name
    ]
    return tuple(_turns(sorted(told, key=lambda each: each.since)))[::-1]


def _turns(told: list[StandardVersion]) -> Iterator[StandardVersion]:
    """The first of every run that says the same."""
    before = ""
    for each in told:
        if each.yaml != before:
            yield each
        before = each.yaml


def all_objections(dossier: Dossier) -> tuple[ObjectionTold, ...]:
    """Those to every campaign and to none, in their order."""
    rows = [each for file in dossier.campaigns for each in file.objections]
    rows += dossier.promise.objections if dossier.promise else ()
    return tuple(sorted(rows, key=lambda each: each.number))
