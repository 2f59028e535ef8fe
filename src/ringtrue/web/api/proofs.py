"""Proofs of a campaign's statements: those on file, new ones, their files, and taking one back."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import File as FileField
from ninja import Form, Query, Router
from ninja.files import UploadedFile as Upload

from ringtrue.desk.permissions import Action
from ringtrue.desk.proof_files import MEDIA_TYPES, SentFile
from ringtrue.desk.services.add_proof import add_proof
from ringtrue.desk.services.fetch_proof import fetch_proof
from ringtrue.desk.services.read_materials import MAX_BYTES
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.withdraw_proof import withdraw_proof
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import File, operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.problems import TooLargeError
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.people import Changed
from ringtrue.web.api.schemas.proofs import Proof, ProofAdded, ProofForm, ProofIn, ProofWithdrawal
from ringtrue.web.finding import one_of

proofs = Router()
_ALL = "/campaigns/{slug}/proofs"
_ONE = f"{_ALL}/{{int:number}}"


@operation(proofs.get, _ALL, to=Action.SEE)
def list_proofs(request: HttpRequest, slug: str, asked: Query[PageIn]) -> Page[Proof]:
    """All proofs of a campaign, also withdrawn ones, and whether each counts on this day."""
    rows = see_campaign(asker(request), find_campaign(slug), workspace_here()).proofs
    keys = [row.number or f"written {at}" for at, row in enumerate(rows)]
    return page_of(rows, asked, keys=keys, tell=Proof.of)


@operation(proofs.post, _ALL, to=Action.PROVE, status=201)
def send_proof(request: HttpRequest, slug: str, sent: ProofIn) -> ProofAdded:
    """Put a proof on file; the next review counts it where it holds."""
    file = sent.file("body.base64")
    row = add_proof(asker(request), find_campaign(slug), workspace_here(), sent.text(), file)
    return ProofAdded.of(row)


@operation(proofs.post, f"{_ALL}/upload", to=Action.PROVE, status=201, form=True)
def upload_proof(
    request: HttpRequest, slug: str, file: FileField[Upload], told: Form[ProofForm]
) -> ProofAdded:
    """Put a proof on file with its file in a form, as `curl -F file=@survey.pdf` sends it."""
    if (file.size or 0) > MAX_BYTES:
        what, cure = f"the file has more than {MAX_BYTES:,} bytes", "Send a reference to it."
        raise TooLargeError(what, where="form.file", cure=cure)
    sent = SentFile(file.name or "proof", file.read())
    row = add_proof(asker(request), find_campaign(slug), workspace_here(), told.text(), sent)
    return ProofAdded.of(row)


@operation(proofs.get, f"{_ONE}/file", to=Action.SEE, media_type=MEDIA_TYPES)
def show_proof_file(request: HttpRequest, slug: str, number: Number) -> File:
    """The file of a proof, exactly as it came."""
    found = fetch_proof(asker(request), find_campaign(slug), number)
    return File(found.data, f"proof-{number}", found.media_type)


@operation(proofs.post, f"{_ONE}/withdraw", to=Action.PROVE)
def take_proof_back(
    request: HttpRequest, slug: str, number: Number, why: ProofWithdrawal
) -> Changed:
    """Withdraw a proof, with a reason; it stays in the list."""
    proof = one_of(find_campaign(slug).proofs.select_related("campaign"), number, "proof")
    done = withdraw_proof(asker(request), proof, workspace_here(), reason=why.reason)
    return Changed(changed=done)
