"""The checklist of a campaign's roll-out."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field, model_validator

from ringtrue.desk.models.person import Person
from ringtrue.web.api.schemas.base import Sent, Shown


class ChecklistItem(Shown):
    """One thing to do before the launch."""

    key: str
    title: str
    blocking: bool = Field(description="Whether the launch waits for it.")
    owner: str | None = Field(description="Who does it, by the name to sign in with.")
    due: date | None
    evidence: str = Field(description="What shows that it is done.")
    done_by: str | None
    done_at: datetime | None

    @model_validator(mode="before")
    @classmethod
    def _names(cls, it: object) -> object:
        """People of a row by their names."""
        names = cls.model_fields
        if isinstance(it, dict):
            return it
        told = {name: getattr(it, name) for name in names}
        return {
            name: value.username if isinstance(value, Person) else value
            for name, value in told.items()
        }


class Done(Sent):
    """That an item is done."""

    evidence: str = Field(description="What shows it.")


class NotDone(Sent):
    """That an item is open again."""

    reason: str


class Assigned(Sent):
    """Who is to do an item, and until when."""

    owner: str | None = Field(description="By the name to sign in with; null for nobody.")
    due: date | None
