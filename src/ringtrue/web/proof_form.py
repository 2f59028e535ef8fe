"""A proof as it is typed into a form, and the kinds to choose from."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.core.files.uploadedfile import UploadedFile

from ringtrue.core.errors import ReadError, UsageError
from ringtrue.core.proof import ProofKind
from ringtrue.desk.proof_files import SentFile
from ringtrue.desk.services.add_proof import ProofText
from ringtrue.desk.services.read_materials import MAX_BYTES
from ringtrue.web.fields import day_of

KINDS = {
    ProofKind.SURVEY: "Survey: people were asked",
    ProofKind.TEST: "Test: something was tried or measured",
    ProofKind.STUDY: "Study: published research",
    ProofKind.CLINICAL: "Clinical study: on people, controlled",
    ProofKind.CERTIFICATE: "Certificate: an award, approval or quality mark",
    ProofKind.RECORDS: "Records: sales, prices, market data, dates",
    ProofKind.DOCUMENT: "Document: a plan, terms, a published guarantee",
    ProofKind.OTHER: "Another proof",
}
"""What each kind is, for whoever chooses."""


def proof_text(text: Callable[[str], str]) -> ProofText:
    """What a form says of a proof; `text` gives each of its fields."""
    kind = next((each for each in ProofKind if each.value == text("kind")), None)
    if kind is None:
        raise UsageError("nothing says what the proof is", cure="Choose one of the list.")
    dated = day_of(text("dated"), "day of the proof")
    if dated is None:
        cure = "Give the day that stands on it: proof comes before the statement."
        raise UsageError("the proof has no day", cure=cure)
    return ProofText(
        wording=text("wording"),
        title=text("title"),
        kind=kind,
        dated=dated,
        valid_until=day_of(text("valid_until"), "last day of the proof"),
        reference=text("reference"),
    )


def file_of(file: UploadedFile[bytes] | None) -> SentFile | None:
    """The file that came with a form; None when none was chosen.

    Raises `ReadError` for one that is too large, before it is read.
    """
    if file is None or not file.name:
        return None
    if (file.size or 0) > MAX_BYTES:
        cure = "Keep it where it is, and give its address as the reference."
        raise ReadError(f"the file has more than {MAX_BYTES:,} bytes", where=file.name, cure=cure)
    return SentFile(file.name, file.read())


def choices(taken: Collection[ProofKind]) -> list[tuple[str, str]]:
    """The kinds to choose from, those that rules take here first."""
    ordered = sorted(KINDS, key=lambda kind: kind not in taken)
    return [(kind.value, KINDS[kind]) for kind in ordered]
