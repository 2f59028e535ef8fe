"""What is behind a campaign, from the store: the part of a dossier that speaks of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ringtrue.core.event import Event
from ringtrue.desk.audit import event_of
from ringtrue.desk.campaign_state import CampaignStanding
from ringtrue.desk.dossier.telling import (
    tell_campaign,
    tell_item,
    tell_live,
    tell_live_finding,
    tell_material,
    tell_objection,
    tell_override,
    tell_proof,
    tell_reasons,
    tell_review,
    tell_sign_off,
    tell_written_proof,
)
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.event import ChainHead, EventRecord
from ringtrue.desk.models.live import LiveCopyRecord, LiveFinding
from ringtrue.desk.models.material import Material
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.standing import EvidenceRecord
from ringtrue.desk.outcome_view import outcomes_of
from ringtrue.desk.proofs import used
from ringtrue.gap.chain import START, Head
from ringtrue.gap.dossier import (
    CampaignFile,
    EvidenceFile,
    LimitTold,
    LiveTold,
    ObjectionTold,
    ProofTold,
    ReviewTold,
    StandardTold,
    campaign_subject,
)


@dataclass(frozen=True, slots=True)
class Only:
    """What is told of campaigns in the dossier of a promise: what is about that."""

    standard: str
    objections: frozenset[int]


def gather_campaign(
    standing: CampaignStanding, now: datetime, only: Only | None = None
) -> CampaignFile:
    """Everything behind a campaign as it stands, or only what is about one promise."""
    campaign, whole = standing.campaign, only is None
    rows = campaign.reviews.select_related("by").order_by("id")
    reviews = tuple(_about(tell_review(each), only) for each in rows)
    materials = _materials(campaign, reviews, only)
    findings = LiveFinding.objects.filter(material__in=materials).select_related("material")
    signed = sorted(standing.sign_offs, key=lambda each: each.pk)
    overrides = campaign.overrides.select_related("person").order_by("id")
    return CampaignFile(
        about=tell_campaign(standing),
        seal=standing.seal,
        changed=standing.changed,
        reasons=tell_reasons(standing.gate.reasons) if whole else (),
        waiting=standing.gate.waiting if whole and campaign.is_open else (),
        materials=tuple(map(tell_material, materials)),
        limits=tuple(LimitTold(each.wording, each.text) for each in campaign.limits.all()),
        proofs=tuple(_proofs(standing)),
        reviews=reviews,
        sign_offs=tuple(tell_sign_off(each, standing.seal, now.date()) for each in signed),
        objections=tell_objections(_objections(standing, only), only),
        checklist=tuple(map(tell_item, standing.checklist)) if whole else (),
        overrides=tuple(map(tell_override, overrides)),
        live=tuple(_live(materials)),
        live_findings=tuple(map(tell_live_finding, findings.order_by("id"))),
    )


def _proofs(standing: CampaignStanding) -> Iterator[ProofTold]:
    """All that were ever kept with the campaign, then those of ringtrue.yaml that it uses."""
    rows = standing.campaign.proofs.select_related("by", "withdrawn_by", "file")
    yield from map(tell_proof, rows)
    claims = [claim for page in standing.pages for claim in page.read.claims]
    yield from map(tell_written_proof, used(standing.book.workspace.proofs, claims))


def tell_objections(
    rows: Iterable[ObjectionRecord], only: Only | None = None
) -> tuple[ObjectionTold, ...]:
    """Objections in their order, and what became of them (on one promise, where it is `only`)."""
    found = sorted(rows, key=lambda each: each.pk)
    came = outcomes_of(each.pk for each in found)
    told = (tell_objection(each, came.get(each.pk)) for each in found)
    if only is None:
        return tuple(told)
    wanted = ("", only.standard)
    return tuple(
        replace(each, came=tuple(tried for tried in each.came if tried.standard in wanted))
        for each in told
    )


def gather_evidence(standards: Iterable[StandardTold]) -> Iterator[EvidenceFile]:
    """Every file that these were judged by, once."""
    used = {(each.id, each.evidence) for each in standards}
    found = EvidenceRecord.objects.filter(digest__in={digest for _, digest in used if digest})
    for row in found.order_by("id"):
        if (row.standard, row.digest) in used:
            yield EvidenceFile(row.standard, row.digest, row.content)


def gather_campaign_events(file: CampaignFile) -> Iterator[Event]:
    """Those of the chain that speak of a campaign or of an objection to its wording."""
    numbers = (f"objection:{each.number}" for each in file.objections)
    found = EventRecord.objects.filter(subject__in=[campaign_subject(file), *numbers])
    return map(event_of, found.order_by("number"))


def head_now() -> str:
    """The end of the whole chain."""
    row = ChainHead.objects.first()
    return str(Head(row.number, row.hash) if row else START)


def _about(review: ReviewTold, only: Only | None) -> ReviewTold:
    if only is None:
        return review
    own = tuple(each for each in review.standards if each.id == only.standard)
    return replace(review, reasons=(), standards=own)


def _materials(
    campaign: Campaign, reviews: Iterable[ReviewTold], only: Only | None
) -> list[Material]:
    """All of them, or those that a review ever held to the promise."""
    rows = campaign.materials.order_by("id")
    if only is None:
        return list(rows)
    claims = (claim for review in reviews for claim in review.claims)
    names = {claim.material for claim in claims if only.standard in claim.standards}
    return list(rows.filter(name__in=names))


def _objections(standing: CampaignStanding, only: Only | None) -> list[ObjectionRecord]:
    return [
        each
        for each in standing.objections
        if only is None or (each.campaign_id is not None and each.pk in only.objections)
    ]


def _live(materials: Collection[Material]) -> Iterator[LiveTold]:
    """What pages showed; with their bytes where something was found, and as they are now."""
    rows = LiveCopyRecord.objects.filter(material__in=materials).order_by("id")
    kept = list(rows.select_related("material", "version").defer("data", "version__data"))
    last = {each.material_id: each.pk for each in kept}
    whole = set(LiveFinding.objects.filter(copy__in=kept).values_list("copy", flat=True))
    for row in kept:
        yield tell_live(row, whole=row.pk in whole or last[row.material_id] == row.pk)
