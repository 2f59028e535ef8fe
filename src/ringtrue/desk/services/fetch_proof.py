"""The file of a proof, as it was uploaded."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.errors import NotFoundError
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.proof import ProofFile
from ringtrue.desk.permissions import Action, require


@dataclass(frozen=True, slots=True)
class FetchedProof:
    """A file: what it is called, what it is, and its bytes."""

    name: str
    media_type: str
    data: bytes


def fetch_proof(person: Person, campaign: Campaign, number: int) -> FetchedProof:
    """The file of one of a campaign's proofs, withdrawn or not; raises `NotFoundError`."""
    require(person.name, person.roles, Action.SEE)
    rows = ProofFile.objects.filter(proof__campaign=campaign, proof=number)
    found = rows.select_related("proof").first()
    if found is None:
        cure = "Look at the campaign's proofs; some have a reference instead of a file."
        raise NotFoundError(f"the campaign has no file of a proof {number}", cure=cure)
    return FetchedProof(found.proof.file_name, found.proof.media_type, bytes(found.data))
