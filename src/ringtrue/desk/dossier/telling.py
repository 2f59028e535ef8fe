"""Rows of the store as a dossier tells them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ringtrue.core.campaign import CampaignState
from ringtrue.core.errors import RingtrueError
from ringtrue.core.finding import Level
from ringtrue.core.proof import Proof
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook, Reason
from ringtrue.desk.campaign_proofs import proof_of
from ringtrue.desk.campaign_state import CampaignStanding, signed_of
from ringtrue.desk.finding_workspace import FILE_NAME
from ringtrue.desk.materials import document_of
from ringtrue.desk.models.campaign import Override
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.models.live import LiveCopyRecord, LiveFinding
from ringtrue.desk.models.material import Material, MaterialVersion
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.proof import ProofRecord
from ringtrue.desk.models.review import Review, SignOffRecord
from ringtrue.desk.objection_view import SOMEBODY
from ringtrue.desk.outcome_view import OutcomeView
from ringtrue.desk.present import bound_of
from ringtrue.desk.review_records import JudgedClaim, StandardFigures, decision_of, judgement_of
from ringtrue.gap.dossier import (
    About,
    ClaimTold,
    ItemTold,
    LiveFindingTold,
    LiveTold,
    MaterialFile,
    ObjectionTold,
    OverrideTold,
    ProofTold,
    ReasonTold,
    ReviewTold,
    SignOffTold,
    StandardTold,
    Version,
)
from ringtrue.gap.gate import count_of
from ringtrue.gap.seal import to_json

SMALL_FILE = 2**20
"""The file of a proof is in the dossier up to so many bytes, and else only its digest."""


def tell_campaign(standing: CampaignStanding) -> About:
    """The campaign itself."""
    row = standing.campaign
    return About(
        slug=row.slug,
        name=row.name,
        state=CampaignState(standing.state),
        audience=row.audience,
        lift=float(row.lift),
        launch_on=row.launch_on,
        created_by=row.created_by.name,
        created_at=row.created_at,
        launched_at=row.launched_at,
        ended_at=row.ended_at,
    )


def tell_reasons(reasons: Iterable[Reason]) -> tuple[ReasonTold, ...]:
    """Reasons in their order."""
    return tuple(
        ReasonTold(each.code, each.level, each.message, each.cure, str(each.place or ""))
        for each in reasons
    )


def tell_material(row: Material) -> MaterialFile:
    """A material with all its versions."""
    versions = row.versions.select_related("by", "material").order_by("number")
    told = tuple(map(_version, versions))
    return MaterialFile(row.name, row.channel, row.address, row.removed_at, told)


def _version(row: MaterialVersion) -> Version:
    return Version(
        number=row.number,
        format=row.format,
        charset=row.charset,
        digest=row.digest,
        data=b64encode(bytes(row.data)).decode("ascii"),
        text=_text(row),
        by=row.by.name,
        at=row.at,
    )


def _text(row: MaterialVersion) -> str:
    """What was read; empty where this release cannot read what an earlier one could."""
    try:
        text = document_of(row).material.text
    except RingtrueError:
        return ""
    return text.encode("utf-8", "replace").decode("utf-8")


def tell_review(row: Review) -> ReviewTold:
    """A review as it is kept."""
    judgement, decision = judgement_of(row), decision_of(row)
    return ReviewTold(
        number=row.pk,
        at=row.at,
        as_of=row.as_of,
        by=row.by.name,
        outlook=Outlook(row.outlook),
        seal=row.seal,
        bound=to_json(bound_of(row)),
        reasons=tell_reasons(decision.reasons),
        claims=tuple(map(_claim, judgement.claims)),
        standards=tuple(map(_standard, judgement.standards)),
    )


def _claim(claim: JudgedClaim) -> ClaimTold:
    return ClaimTold(
        material=claim.place.file,
        line=claim.place.line,
        column=claim.place.column,
        text=claim.text,
        sentence=claim.sentence,
        label=claim.label.value,
        kind=claim.kind.value,
        state=claim.state,
        because=claim.because,
        standards=claim.standards,
    )


def _standard(figures: StandardFigures) -> StandardTold:
    interval = figures.interval
    return StandardTold(
        id=figures.id,
        promise=figures.promise,
        source=figures.source,
        yaml=figures.yaml,
        definition=figures.definition,
        confirmed=figures.confirmed,
        target=float(figures.target),
        counts=figures.counts,
        share=_number(figures.share),
        low=_number(interval.low if interval else None),
        high=_number(interval.high if interval else None),
        first_day=figures.first_day,
        last_day=figures.last_day,
        state=figures.state,
        expected=_number(figures.expected),
        bound=_number(figures.bound),
        level=_number(figures.level),
        chance=_number(figures.chance),
        reasons=figures.reasons,
        strongest=figures.strongest,
        evidence=figures.evidence,
    )


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def tell_sign_off(row: SignOffRecord, seal: str, today: date) -> SignOffTold:
    """A sign-off, and whether it counts for a seal on a day."""
    return SignOffTold(
        role=Role(row.role),
        person=row.person.username,
        name=row.person.name,
        review=row.review_id,
        seal=row.seal,
        at=row.at,
        valid_until=row.valid_until,
        share_held=_number(row.share_held),
        note=row.note,
        withdrawn_at=row.withdrawn_at,
        count=count_of(signed_of(row), seal=seal, today=today),
    )


def tell_objection(row: ObjectionRecord, came: OutcomeView | None = None) -> ObjectionTold:
    """An objection and what became of it; whoever wants their name masked stays so."""
    return ObjectionTold(
        number=row.pk,
        wording=row.wording,
        reason=row.reason,
        by=SOMEBODY if row.masked else row.by.name,
        opened=row.opened_at,
        due=row.due_at,
        owner=_name(row.owner),
        answer=row.answer,
        answered_by=_name(row.answered_by),
        answered=row.answered_at,
        upheld=row.upheld,
        came=came.tried if came else (),
    )


def tell_live(row: LiveCopyRecord, *, whole: bool) -> LiveTold:
    """What a page showed; with its bytes where they are `whole`."""
    return LiveTold(
        material=row.material.name,
        version=row.version.number,
        address=row.address,
        shown_at=row.shown_at,
        first_at=row.first_at,
        last_at=row.last_at,
        readings=row.readings,
        unread=row.unread,
        why=row.why,
        digest=row.digest,
        data=b64encode(bytes(row.data)).decode("ascii") if whole else "",
    )


def tell_live_finding(row: LiveFinding) -> LiveFindingTold:
    """Where a page was not as signed."""
    return LiveFindingTold(
        material=row.material.name,
        what=row.what,
        level=Level(row.level),
        signed=row.signed,
        live=row.live,
        because=tuple(map(str, row.because)),
        opened=row.opened_at,
        closed=row.closed_at,
        closed_because=row.closed_because,
    )


def tell_item(row: ChecklistEntry) -> ItemTold:
    """An item of the checklist."""
    return ItemTold(
        key=row.key,
        title=row.title,
        blocking=row.blocking,
        owner=_name(row.owner),
        due=row.due,
        done_by=_name(row.done_by),
        done_at=row.done_at,
        evidence=row.evidence,
    )


def tell_proof(row: ProofRecord) -> ProofTold:
    """A proof, with its file where that is small."""
    whole = 0 < row.size <= SMALL_FILE
    data = b64encode(bytes(row.file.data)).decode("ascii") if whole else ""
    return replace(
        tell_written_proof(proof_of(row)),
        number=row.pk,
        file_name=row.file_name,
        data=data,
        by=row.by.name,
        at=row.at,
        withdrawn_by=_name(row.withdrawn_by),
        withdrawn_at=row.withdrawn_at,
        withdrawn_because=row.withdrawn_because,
    )


def tell_written_proof(proof: Proof) -> ProofTold:
    """A proof of ringtrue.yaml."""
    return ProofTold(
        number=0,
        wording=proof.wording,
        title=proof.title,
        kind=proof.kind,
        dated=proof.dated,
        valid_until=proof.valid_until,
        reference=proof.reference,
        file_name="",
        digest=proof.digest,
        data="",
        by=FILE_NAME,
        at=None,
        withdrawn_by="",
        withdrawn_at=None,
        withdrawn_because="",
    )


def tell_override(row: Override) -> OverrideTold:
    """A launch against the gate."""
    against = tuple(str(each["message"]) for each in row.against)
    return OverrideTold(row.person.username, row.person.name, row.reason, row.at, against)


def _name(person: Person | None) -> str:
    return person.name if person else ""
