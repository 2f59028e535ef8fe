"""Settings: what the workspace decides by, as its ringtrue.yaml says."""

from __future__ import annotations

from pydantic import Field

from ringtrue.web.api.schemas.base import Shown


class Setting(Shown):
    """One setting: its key in ringtrue.yaml, its value in words, and what it does."""

    key: str
    value: str
    does: str
    own: bool = Field(description="Whether it is other than usual.")


class SignatureRule(Shown):
    """Who signs, and for what; both in words. All rules that match count."""

    roles: str
    when: str
    why: str


class ToDo(Shown):
    """An item of the checklist that new campaigns get."""

    key: str
    title: str
    blocking: bool = Field(description="Whether the launch waits for it.")
    days_before: int | None = Field(description="When it is due, counted back from the launch.")


class Settings(Shown):
    """All settings in the groups of the page; they are changed in ringtrue.yaml alone."""

    judging: list[Setting]
    launching: list[Setting]
    routines: list[Setting]
    network: list[Setting] = Field(description="Where in the own network copy may be read.")
    signatures: list[SignatureRule]
    checklist: list[ToDo]
