"""What a campaign says now, in the form that a sign-off binds, beside what was reviewed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from ringtrue.core.campaign import Limit
from ringtrue.core.claim import Claim, Label
from ringtrue.core.proof import Proof, ProofKind, fault_of
from ringtrue.core.trees import canonical, plant_fields
from ringtrue.desk.campaign_proofs import on_file
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.materials import Page
from ringtrue.desk.media_plans import media_plan_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.review import Review
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.offer_limits import offer_limits_of
from ringtrue.desk.proofs import OnFile, used
from ringtrue.desk.review_records import JudgedClaim, Judgement, judgement_of
from ringtrue.desk.services.bind_promises import BoundBy
from ringtrue.desk.services.whole_book import Book
from ringtrue.gap.bound import (
    Bound,
    BoundClaim,
    BoundEvidence,
    BoundLimit,
    BoundMaterial,
    BoundOffer,
    BoundPlacement,
    BoundProof,
    BoundStandard,
)
from ringtrue.gap.bound_changes import differences
from ringtrue.gap.offer import terms_of
from ringtrue.gap.seal import from_json


def limits_of(campaign: Campaign) -> tuple[Limit, ...]:
    """The campaign's limits as nouns."""
    return tuple(Limit(each.wording, each.text) for each in campaign.limits.all())


def bind(
    campaign: Campaign,
    pages: Sequence[Page],
    limits: Sequence[Limit],
    standards: Iterable[BoundStandard],
    evidence: Iterable[BoundEvidence],
    known: OnFile,
) -> Bound:
    """Everything that a sign-off of the campaign binds; of what is on file, what its copy uses."""
    claims = tuple(claim for page in pages for claim in page.read.claims)
    return Bound(
        wording=_wording(pages),
        claims=tuple(
            BoundClaim(page.name, claim.text, claim.kind)
            for page in pages
            for claim in page.read.claims
        ),
        limits=tuple(BoundLimit(each.wording, each.text) for each in limits),
        standards=tuple(standards),
        evidence=tuple(evidence),
        media=tuple(
            BoundPlacement(each.name, canonical(plant_fields(each)))
            for each in media_plan_of(campaign).placements
        ),
        proofs=tuple(map(bound_proof, used(known.proofs, claims))),
        offers=tuple(BoundOffer(each.name, terms_of(each)) for each in offer_limits_of(campaign)),
        audience=campaign.audience,
        lift=campaign.lift,
        launch_on=campaign.launch_on,
    )


def bound_proof(proof: Proof) -> BoundProof:
    """A proof in the form that a sign-off binds."""
    return BoundProof(
        proof.wording,
        proof.title,
        proof.kind.value,
        proof.dated.isoformat(),
        proof.valid_until.isoformat() if proof.valid_until else "",
        proof.reference,
        proof.digest,
    )


def bound_of(review: Review) -> Bound:
    """What a review bound; rows never change, so it is read once."""
    return _bound(review.pk, review.at)


@lru_cache(64)
def _bound(pk: int, _: datetime) -> Bound:
    return from_json(json.dumps(Review.objects.values_list("bound", flat=True).get(pk=pk)))


@dataclass(frozen=True, slots=True)
class Present:
    """What a sign-off would bind now, and what is no longer as it was reviewed, in sentences."""

    bound: Bound
    changed: tuple[str, ...]


def present_of(
    campaign: Campaign,
    pages: Sequence[Page],
    limits: Sequence[Limit],
    book: Book,
    review: Review | None,
    today: date,
) -> Present:
    """The present beside the last review; `changed` is empty while that is of what is there.

    Evidence counts as it was reviewed until another review finds other numbers; but when a later
    measuring has changed what is expected of a standard, or a proof has run out, that is said.
    """
    known = on_file(campaign, book.workspace, today)
    if review is None:
        return Present(bind(campaign, pages, limits, (), (), known), ())
    before, judgement = bound_of(review), judgement_of(review)
    meanings = _Meanings(judgement, book)
    standards, changed = before.standards, list[str]()
    if set(before.wording) != set(_wording(pages)) or judgement.book != book.key:
        standards = tuple(meanings.standards(pages))
        changed += meanings.confirmed(pages)
    if judgement.judging != book.judging:
        changed.append("What judges it has changed: policy, jurisdictions, or who answers calls.")
    now = bind(campaign, pages, limits, standards, before.evidence, known)
    changed += _turned(review, judgement)
    changed += _run_out(campaign, review, before.proofs, today)
    return Present(now, (*differences(before, now), *changed))


class _Meanings:
    """What the promises of the copy are held to by the present book, without any source.

    A promise that the book does not have keeps the proposal that it was reviewed with.
    """

    def __init__(self, judgement: Judgement, book: Book) -> None:
        self.book = book.wordings
        self.reviewed = {claim.sentence: claim for claim in judgement.claims}
        self.yaml = {each.id: each.yaml for each in judgement.standards}

    def standards(self, pages: Sequence[Page]) -> Iterator[BoundStandard]:
        """The standards in use, each once."""
        found: dict[str, str] = {}
        for claim in _promises(pages):
            written = self.book.said_in(claim.sentence)
            found |= {standard.id: standard_yaml(standard) for standard in written}
            if not written:
                found = self._proposed(self.reviewed.get(claim.sentence)) | found
        return (BoundStandard(name, yaml) for name, yaml in found.items())

    def _proposed(self, reviewed: JudgedClaim | None) -> dict[str, str]:
        if reviewed is None or reviewed.by is not BoundBy.PROPOSAL:
            return {}
        return {name: self.yaml[name] for name in reviewed.standards}

    def confirmed(self, pages: Sequence[Page]) -> list[str]:
        """Promises that the book now has and did not have when they were reviewed."""
        return [
            f"The book now says what {claim.text!r} means."
            for claim in _promises(pages)
            if self._was_open(self.reviewed.get(claim.sentence))
            and self.book.said_in(claim.sentence)
        ]

    @staticmethod
    def _was_open(reviewed: JudgedClaim | None) -> bool:
        return reviewed is not None and reviewed.by is not BoundBy.BOOK


def _promises(pages: Sequence[Page]) -> Iterator[Claim]:
    for page in pages:
        yield from (claim for claim in page.read.claims if claim.label is Label.PROMISE)


def _wording(pages: Sequence[Page]) -> tuple[BoundMaterial, ...]:
    return tuple(
        BoundMaterial(page.name, page.version.material.channel, page.version.digest)
        for page in pages
    )


def _run_out(
    campaign: Campaign, review: Review, proofs: Iterable[BoundProof], today: date
) -> Iterator[str]:
    """Proofs that counted when the review was made, and do not before the launch."""
    if not campaign.is_open:
        return
    for each in map(_proof, proofs):
        fault = fault_of(each, today, campaign.launch_on)
        if fault and not fault_of(each, review.at.date(), campaign.launch_on):
            yield f"The proof {each.title!r} of {each.wording!r} does not count any more: {fault}."


def _proof(row: BoundProof) -> Proof:
    return Proof(
        row.wording,
        row.title,
        ProofKind(row.kind),
        date.fromisoformat(row.dated),
        date.fromisoformat(row.valid_until) if row.valid_until else None,
        row.reference,
        row.digest,
    )


def _turned(review: Review, judgement: Judgement) -> list[str]:
    """Standards of which a later measuring expects something else than the review did."""
    states = {each.id: each.state for each in judgement.standards}
    later = Standing.objects.filter(as_of__gt=review.as_of)
    return [
        f"{name!r} was measured again: it was said to be {states[name].value}, and now {state}."
        for name, state in later.values_list("standard", "state")
        if name in states and state != states[name].value
    ]
