"""Dossiers: asked for, under way, and the files that are there for a while."""

from __future__ import annotations

from datetime import datetime

from pydantic import AliasPath, Field

from ringtrue.desk.dossier.forms import Form
from ringtrue.web.api.schemas.base import Sent, Shown


class DossierIn(Sent):
    """In which form a dossier is wanted."""

    form: Form


class DossierAsked(Shown):
    """A dossier that was asked for, while it is not there or when it could not be made."""

    form: Form
    number: int = Field(validation_alias=AliasPath("job", "number"), description="Of the job.")
    by: str = Field(validation_alias=AliasPath("job", "by"))
    waiting: bool = Field(validation_alias=AliasPath("job", "waiting"))
    failed: bool = Field(validation_alias=AliasPath("job", "failed"))
    manned: bool = Field(
        validation_alias=AliasPath("job", "manned"),
        description="Whether any worker is there to make it.",
    )
    step: str = Field(validation_alias=AliasPath("job", "step"))
    share: float = Field(
        validation_alias=AliasPath("job", "share"),
        description="How much of the step is done, 0 to 1.",
    )
    trouble: str = Field(
        validation_alias=AliasPath("job", "trouble"),
        description="Why it failed or is tried again; empty when all is well.",
    )
    due_at: datetime = Field(validation_alias=AliasPath("job", "due_at"))
    ended_at: datetime | None = Field(validation_alias=AliasPath("job", "ended_at"))


class DossierFile(Shown):
    """A file that is there until `until`."""

    number: int
    form: Form
    by: str
    made_at: datetime
    until: datetime
    seal: str = Field(description="The SHA-256 (hex) that the audit chain has of it.")
    size: int = Field(description="In bytes.")


class Dossiers(Shown):
    """What there is of one campaign."""

    asked: list[DossierAsked] = Field(description="Those under way, or that could not be made.")
    files: list[DossierFile] = Field(description="The last ones, the newest first.")
