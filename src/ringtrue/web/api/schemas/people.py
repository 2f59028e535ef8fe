"""People and roles."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from ringtrue.core.role import Role
from ringtrue.web.api.schemas.base import Sent, Shown


class PersonIn(Sent):
    """Somebody new."""

    username: str = Field(max_length=150, description="The name to sign in with.")
    name: str = Field("", max_length=150, description="The name that others see.")
    email: str = Field("", max_length=254)
    roles: list[Role] = Field(default_factory=list, max_length=len(Role))


class RoleIn(Sent):
    """A role to be granted."""

    role: Role


class EmailIn(Sent):
    """Where somebody's mail goes."""

    email: str = Field(max_length=254, description="Empty for nowhere.")


class Person(Shown):
    """Somebody who takes part."""

    username: str
    name: str
    email: str = Field(description="Empty unless the caller may manage people.")
    roles: list[Role]
    active: bool
    invited: bool = Field(description="They have not chosen a password yet.")
    seen: datetime | None = Field(description="When they last signed in.")
    second_factor: bool = Field(description="Whether they are asked for more than a password.")
    connected: bool = Field(description="Whether a provider of sign-in knows them by a number.")


class Changed(Shown):
    """Whether anything is different now."""

    changed: bool


class Invitation(Shown):
    """A link with which somebody chooses a password; good for three days, and once."""

    username: str
    link: str
