"""Whether the desk is well."""

from __future__ import annotations

from pydantic import Field

from ringtrue.web.api.schemas.base import Shown


class Health(Shown):
    """Whether the desk can be used."""

    well: bool
    problem: str = Field(description="Empty when it is well.")
    version: str
