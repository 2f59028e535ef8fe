"""The proofs of a campaign as nouns, beside those of ringtrue.yaml."""

from __future__ import annotations

from datetime import date

from ringtrue.core.proof import Proof, ProofKind
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.proof import ProofRecord
from ringtrue.desk.proofs import OnFile


def proof_of(row: ProofRecord) -> Proof:
    """A row as the noun."""
    return Proof(
        wording=row.wording,
        title=row.title,
        kind=ProofKind(row.kind),
        dated=row.dated,
        valid_until=row.valid_until,
        reference=row.reference,
        digest=row.digest,
    )


def proofs_of(campaign: Campaign) -> tuple[Proof, ...]:
    """The campaign's proofs that were not withdrawn, as they were added."""
    rows = campaign.proofs.all()
    return tuple(proof_of(row) for row in rows if row.withdrawn_at is None)


def launch_of(campaign: Campaign) -> date | None:
    """The planned launch, before which proofs are dated; what is out had its proofs before."""
    return campaign.launch_on if campaign.is_open else None


def on_file(campaign: Campaign, workspace: Workspace, today: date) -> OnFile:
    """What is on file for the copy of a campaign on a day."""
    return OnFile((*workspace.proofs, *proofs_of(campaign)), today, launch_of(campaign))
