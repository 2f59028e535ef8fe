"""Sign-offs, and the departments that must give one."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import AliasPath, Field

from ringtrue.core.role import Role
from ringtrue.gap.gate import Count
from ringtrue.web.api.schemas.base import Sent, Share, Shown


class SignOffIn(Sent):
    """An approval of exactly what a seal binds."""

    role: Role = Field(description="The department that one signs for.")
    seal: str = Field(max_length=64, description="The seal of what was looked at.")
    share_held: Share | None = Field(
        None, description="The share that the signer promises to hold, 0 to 1; Operations must."
    )
    note: str = ""


class Withdrawal(Sent):
    """Taking one's own sign-off back."""

    reason: str


class SignOff(Shown):
    """A named person's approval, and whether it counts."""

    number: int = Field(validation_alias=AliasPath("row", "pk"))
    role: Role
    by: str = Field(validation_alias=AliasPath("row", "person", "name"))
    at: datetime = Field(validation_alias=AliasPath("row", "at"))
    seal: str = Field(validation_alias=AliasPath("row", "seal"))
    share_held: float | None = Field(
        validation_alias=AliasPath("row", "share_held"), description="0 to 1."
    )
    note: str = Field(validation_alias=AliasPath("row", "note"))
    valid_until: date = Field(
        validation_alias=AliasPath("row", "valid_until"), description="The last day it counts."
    )
    count: Count
    changed: list[str] = Field(description="What has changed since, when that voids it.")


class NeededRole(Shown):
    """A department that must sign, why, and the sign-off that counts (null: it waits)."""

    role: Role
    why: list[str]
    given: SignOff | None
    may_sign: bool = Field(description="Whether the caller can sign for it now.")
    why_not: str


class Signed(Shown):
    """A sign-off as it was given."""

    number: int = Field(validation_alias="pk")
    role: Role
    seal: str
    valid_until: date = Field(description="The last day on which it counts.")
