"""Materials: copy that is sent, and copy with its claims, findings and comments."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Self

from pydantic import AliasPath, BeforeValidator, Field, model_validator

from ringtrue.core.claim import Kind, Label
from ringtrue.core.errors import ReadError
from ringtrue.core.finding import Level
from ringtrue.core.proof import ProofKind
from ringtrue.core.verdict import State
from ringtrue.desk.review_records import StandardFigures
from ringtrue.desk.services.bind_promises import BoundBy
from ringtrue.desk.services.compare_versions import WordChange
from ringtrue.gap.strength import Strength
from ringtrue.web.api.schemas.base import Id, Place, Sent, Shown
from ringtrue.web.api.schemas.proofs import Proof

_CHANNEL = "Such as web, e-mail, print, radio, tv; any word will do."
_FORMAT = "How to read it (text, markdown, html, ...); by its name and content when left out."


class Copy(Sent):
    """Some copy: as text, or a file's bytes in base64; one of the two."""

    text: str | None = Field(None, description="The words.")
    base64: str | None = Field(None, description="The bytes of a file, in base64.")
    format: str = Field("", max_length=20, description=_FORMAT)
    charset: str = Field(
        "", max_length=40, description="Which the carrier of a file's bytes declared, if any."
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.text is None) == (self.base64 is None):
            raise ValueError("Give the copy as 'text' or as 'base64'")
        return self

    def data(self, where: str) -> bytes:
        """The bytes; raises `ReadError` for what is no base64."""
        if self.text is not None:
            return self.text.encode()
        try:
            return b64decode(self.base64 or "", validate=True)
        except (Error, ValueError) as error:
            cure = "Encode the file's bytes, without line breaks."
            raise ReadError("this is no base64", where=where, cure=cure) from error

    @property
    def known_charset(self) -> str:
        """The character set that is known; the bytes of a file may tell theirs themselves."""
        return "utf-8" if self.text is not None else self.charset


class MaterialIn(Copy):
    """A new material."""

    name: str = Field(
        description="Unlike others of the campaign; a file's suffix tells its format."
    )
    channel: str = Field("", description=_CHANNEL)


class VersionIn(Copy):
    """A new version of a material."""

    channel: str | None = Field(None, description=f"{_CHANNEL} It stays when left out.")


class CopyToRead(Copy):
    """Copy to look at, of which nothing is kept."""

    name: str = Field("copy", description="A file's suffix tells its format.")
    channel: str = Field("", max_length=40, description=_CHANNEL)


class PageToFetch(Sent):
    """A page of the web that becomes a material: fetched once, never from a private address."""

    address: str = Field(max_length=2_000, description="http or https.")
    name: str = Field("", description="Host and path when left out.")
    channel: str = Field("web", description=_CHANNEL)


class PageToRead(Sent):
    """A page of the web to look at: fetched once, never from a private address."""

    address: str = Field(max_length=2_000, description="http or https.")
    channel: str = Field("web", max_length=40, description=_CHANNEL)


class UploadIn(Sent):
    """What comes beside the file of a new material."""

    name: str = Field("", description="The file's own name when left out.")
    channel: str = Field("", description=_CHANNEL)


class VersionUploadIn(Sent):
    """What comes beside the file of a new version."""

    channel: str | None = Field(None, description=f"{_CHANNEL} It stays when left out.")


class VersionsIn(Sent):
    """Which two versions are compared: the newest with the one before unless told."""

    old: Id | None = Field(None, description="The number of the older one.")
    new: Id | None = Field(None, description="The number of the newer one.")


class Version(Shown):
    """One version of a material."""

    number: int
    format: str
    digest: str = Field(description="SHA-256 of the bytes (hex).")
    by: str = Field(validation_alias=AliasPath("by", "name"))
    at: datetime


class Kept(Shown):
    """A material as it was kept."""

    number: int = Field(description="The number of the material.")
    name: str
    channel: str
    version: Version
    new: bool = Field(description="Whether there is a new version; the same words make none.")


class MaterialRow(Shown):
    """A material in short."""

    number: int = Field(validation_alias=AliasPath("version", "material_id"))
    name: str
    channel: str = Field(validation_alias=AliasPath("version", "material", "channel"))
    address: str = Field(
        validation_alias=AliasPath("version", "material", "address"),
        description="The page that it was read from; empty when it was sent.",
    )
    version: Version


class Finding(Shown):
    """What a rule says, why, and what would settle it."""

    rule: str
    level: Level
    message: str
    why: str
    fix: str
    place: Place


class Measure(Shown):
    """One way to measure a meaning; `yaml` is what confirming takes."""

    id: str
    source: str
    yaml: str
    score: float = Field(description="Between 0 and 1.")
    reasons: list[str]


class Meaning(Shown):
    """What a wording could mean, and how that could be measured."""

    text: str
    stated: bool = Field(description="False for what we propose for a vague wording.")
    state: str = Field(description="bound, ambiguous or unbound.")
    reason: str
    ways: list[Measure]


class ClaimText(Shown):
    """A claim: a promise or a plain assertion, at its place."""

    place: Place
    text: str = Field(description="The words that make it.")
    sentence: str
    label: Label
    kind: Kind
    measurable: bool = Field(description="Its words alone say what would keep or break it.")
    score: float = Field(description="How sure the reading is, between 0 and 1.")


class Judged(Shown):
    """What the last review said of the same words."""

    by: BoundBy | None
    because: str
    state: State | None = Field(description="null when nothing measures it.")


def _ids(rows: Iterable[StandardFigures]) -> list[str]:
    return [row.id for row in rows]


class Claim(Shown):
    """A claim of a material; `standards` are the ids of those that it is held to."""

    number: int = Field(description="From 0, in the material.")
    claim: ClaimText
    judged: Judged | None
    as_reviewed: bool = Field(description="False when something has changed since the review.")
    standards: Annotated[list[str], BeforeValidator(_ids)]
    findings: list[Finding]
    proofs: list[Proof] = Field(description="What is on file for it.")
    proof_taken: list[ProofKind] = Field(
        description="The kinds of proof that would answer the findings; none where none would."
    )
    meanings: list[Meaning]


class Comment(Shown):
    """What somebody said about some words; `start` and `end` are null when those are gone."""

    number: int = Field(validation_alias=AliasPath("row", "pk"))
    quote: str = Field(validation_alias=AliasPath("row", "quote"))
    text: str = Field(validation_alias=AliasPath("row", "text"))
    by: str = Field(validation_alias=AliasPath("row", "by", "name"))
    at: datetime = Field(validation_alias=AliasPath("row", "at"))
    settled_at: datetime | None = Field(validation_alias=AliasPath("row", "resolved_at"))
    start: int | None
    end: int | None
    claim: int | None = Field(description="The number of the claim that it is about.")


class Material(MaterialRow):
    """A material with its text and all that was found and said in it."""

    text: str
    claims: list[Claim]
    findings: list[Finding] = Field(description="About the file and no claim of it.")
    comments: list[Comment]


class CommentIn(Sent):
    """A comment on characters `start` to `end` of a version's text."""

    version: Id = Field(description="The number of the version.")
    start: int = Field(ge=0, le=2**31, description="0-based, included.")
    end: int = Field(ge=1, le=2**31, description="0-based, excluded.")
    text: str


class Said(Shown):
    """A comment as it was made."""

    number: int = Field(validation_alias="pk")
    quote: str
    text: str


class Settled(Shown):
    """Whether anything is different now."""

    changed: bool


class Look(Shown):
    """What a customer would rely on in some copy."""

    format: str
    claims: list[ClaimText]
    findings: list[Finding] = Field(description="What the rules say of claims and of the file.")


class Words(Shown):
    """Some words in a row that fared alike."""

    change: WordChange
    text: str


class Stretch(Shown):
    """A passage that changed, in words; without any, how many passages in a row did not."""

    words: list[Words]
    unchanged: int


class Reworded(Shown):
    """A claim before and after, and which of the two commits to more."""

    old: ClaimText
    new: ClaimText
    strength: Strength = Field(
        validation_alias=AliasPath("compared", "strength"),
        description="How the new wording compares with the old one.",
    )


class Comparison(Shown):
    """What changed between two versions, in words and in claims."""

    stretches: list[Stretch]
    appeared: list[ClaimText]
    vanished: list[ClaimText]
    reworded: list[Reworded]


class Versions(Shown):
    """All versions of a material, the newest first, and how two of them differ."""

    versions: list[Version]
    old: Version
    new: Version
    comparison: Comparison
