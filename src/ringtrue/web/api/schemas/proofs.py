"""Proofs: what is on file for statements that no record can measure."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from datetime import date, datetime

from pydantic import AliasPath, Field

from ringtrue.core.errors import ReadError
from ringtrue.core.proof import ProofKind
from ringtrue.desk.proof_files import SentFile
from ringtrue.desk.proof_view import ProofState
from ringtrue.desk.services.add_proof import ProofText
from ringtrue.web.api.schemas.base import Sent, Shown

_KIND = "Some rules take some kinds only; the claims of a material tell which (`proof_taken`)."


class ProofForm(Sent):
    """What is said of a proof; a file may come with it in a form."""

    wording: str = Field(description="The statement, exactly in the words of the copy.")
    title: str = Field(description="What it is: 'Customer survey by Northway, n = 1,204'.")
    kind: ProofKind = Field(description=_KIND)
    dated: date = Field(description="The day that stands on it; it must be before the launch.")
    valid_until: date | None = Field(None, description="The last day on which it holds, if any.")
    reference: str = Field("", description="Where it is kept, when its file is not sent.")

    def text(self) -> ProofText:
        """The same for the use case."""
        return ProofText(
            self.wording, self.title, self.kind, self.dated, self.valid_until, self.reference
        )


class ProofIn(ProofForm):
    """A new proof, with its file or a reference to where it is kept."""

    file_name: str = Field("", description="What the file is called, when one is sent.")
    base64: str | None = Field(None, description="The bytes of the file, in base64.")

    def file(self, where: str) -> SentFile | None:
        """The file, if one was sent; raises `ReadError` for what is no base64."""
        if self.base64 is None:
            return None
        try:
            return SentFile(self.file_name or "proof", b64decode(self.base64, validate=True))
        except (Error, ValueError) as error:
            cure = "Encode the file's bytes, without line breaks."
            raise ReadError("this is no base64", where=where, cure=cure) from error


class ProofWithdrawal(Sent):
    """Taking a proof back."""

    reason: str


class ProofFile(Shown):
    """A file that is kept with a proof."""

    name: str
    media_type: str
    size: int = Field(description="Bytes.")
    digest: str = Field(description="The SHA-256 (hex) of the bytes.")


class Deed(Shown):
    """Who did something, when, and why where that was asked."""

    by: str
    at: datetime
    reason: str


def _of(name: str) -> AliasPath:
    return AliasPath("proof", name)


class Proof(Shown):
    """A proof, and whether it counts on this day."""

    number: int | None = Field(description="null for one of ringtrue.yaml.")
    wording: str = Field(validation_alias=_of("wording"), description="The statement.")
    title: str = Field(validation_alias=_of("title"))
    kind: ProofKind = Field(validation_alias=_of("kind"))
    dated: date = Field(validation_alias=_of("dated"))
    valid_until: date | None = Field(validation_alias=_of("valid_until"))
    reference: str = Field(validation_alias=_of("reference"))
    state: ProofState
    fault: str = Field(description="Why it does not count; empty when it does.")
    used: bool = Field(description="Whether the copy makes the statement in exactly these words.")
    file: ProofFile | None
    added: Deed | None = Field(description="null for one of ringtrue.yaml.")
    withdrawn: Deed | None


class ProofAdded(Shown):
    """A proof as it was put on file."""

    number: int = Field(validation_alias="pk")
    wording: str
    title: str
    digest: str = Field(description="The SHA-256 (hex) of its file; empty without one.")
