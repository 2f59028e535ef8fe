"""Putting a proof of a statement on file; it is part of what people sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.proof import ProofKind
from ringtrue.core.same_words import plain
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_proofs import proof_of
from ringtrue.desk.campaign_state import lock, need_open, settle
from ringtrue.desk.inputs import line_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.proof import ProofFile, ProofRecord
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.proof_files import SentFile, media_type_of, name_of
from ringtrue.desk.services.create_campaign import subject_of

MOST_PROOFS = 500
WORDING = 1_000
TITLE = 200
REFERENCE = 1_000


@dataclass(frozen=True, slots=True)
class ProofText:
    """What somebody says of a proof: see `ringtrue.core.proof.Proof`."""

    wording: str
    title: str
    kind: ProofKind
    dated: date
    valid_until: date | None = None
    reference: str = ""


def add_proof(
    person: Person,
    campaign: Campaign,
    workspace: Workspace,
    said: ProofText,
    file: SentFile | None = None,
) -> ProofRecord:
    """Put a proof on file; the next review counts it where it holds.

    Raises `UsageError` for days that cannot be, without a reference or a file, for the same proof
    again, and after the launch; `ReadError` for a file that is too large or none of the sorts
    that can be kept.
    """
    require(person.name, person.roles, Action.PROVE)
    row = _row(said)
    if file is not None:
        row.media_type, row.file_name = media_type_of(file), name_of(file)
        row.size, row.digest = len(file.data), file.digest
    if not row.reference and not row.digest:
        cure = "Give its address or where it is filed, or upload it."
        raise UsageError("nobody could find this proof", cure=cure)
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        _check_new(campaign, row)
        row.campaign, row.by, row.at = campaign, person, clock.now()
        row.save()
        if file is not None:
            ProofFile.objects.create(proof=row, data=file.data)
        settle(campaign, workspace)
        record(person, "add proof", subject_of(campaign), _told(row))
    return row


def _row(said: ProofText) -> ProofRecord:
    """A row of what was said, cleaned or refused."""
    wording = line_of(said.wording, "statement", most=WORDING)
    if not plain(wording):
        cure = "Copy the words of the statement from the copy."
        raise UsageError(f"there is no word in {wording[:50]!r}", cure=cure)
    today = clock.now().date()
    if said.dated > today:
        cure = "Add it when it is there: proof comes before the statement."
        raise UsageError(f"a proof dated {said.dated} is still to come", cure=cure)
    if said.valid_until is not None and said.valid_until < said.dated:
        what = f"it would be valid until {said.valid_until}, before its day {said.dated}"
        raise UsageError(what, cure="Look at both days again.")
    return ProofRecord(
        wording=wording,
        title=line_of(said.title, "title of the proof", most=TITLE),
        kind=said.kind.value,
        dated=said.dated,
        valid_until=said.valid_until,
        reference=line_of(said.reference, "reference", most=REFERENCE, needed=False),
    )


def _check_new(campaign: Campaign, row: ProofRecord) -> None:
    there = [each for each in campaign.proofs.all() if each.withdrawn_at is None]
    if len(there) >= MOST_PROOFS:
        cure = f"Keep them under {MOST_PROOFS:,}: withdraw what is not needed."
        raise UsageError(f"{campaign.name!r} has {len(there):,} proofs", cure=cure)
    if proof_of(row) in map(proof_of, there):
        what = f"the proof {row.title!r} of {row.wording!r} is there already"
        raise UsageError(what, cure="There is nothing to do.")


def _told(row: ProofRecord) -> dict[str, object]:
    """What the audit chain says of it."""
    return {
        "proof": row.pk,
        "wording": row.wording,
        "title": row.title,
        "kind": row.kind,
        "dated": row.dated.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "reference": row.reference,
        "digest": row.digest,
    }
