"""Tokens, whose secrets nobody is told, and who the caller is."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from ringtrue.core.role import Role
from ringtrue.desk.scopes import Scope
from ringtrue.desk.services.see_tokens import TokenState
from ringtrue.web.api.schemas.base import Shown


class Token(Shown):
    """A token for the API."""

    id: str = Field(description="The part that may be seen.")
    name: str
    username: str = Field(description="Whose it is.")
    person: str = Field(description="Their name.")
    scopes: list[Scope]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_on: date | None = Field(description="The last day on which it was used.")
    state: TokenState


class Me(Shown):
    """Who asks, and what may be asked."""

    username: str
    name: str
    roles: list[Role]
    token: Token
    may: list[str] = Field(description="What roles and scopes both allow.")
