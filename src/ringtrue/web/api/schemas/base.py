"""What all schemas share: how they are read and told, and the units of their numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from ninja import Path
from pydantic import BaseModel, ConfigDict, Field

BIGGEST = 2**63 - 1
"""The largest number that a row can have."""


class Sent(BaseModel):
    """Something that is sent to us: what we do not know is refused, not ignored."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Shown(BaseModel):
    """Something that we tell, made from the nouns and views of the desk by their names."""

    model_config = ConfigDict(from_attributes=True, ser_json_inf_nan="null")

    @classmethod
    def of(cls, it: object) -> Self:
        """The same things of a noun or a view."""
        return cls.model_validate(it)


Number = Annotated[int, Path(ge=1, le=BIGGEST, description="The number of the row.")]
"""A row by its number, in an address."""

Id = Annotated[int, Field(ge=1, le=BIGGEST)]
"""A row by its number, in a body."""

Share = Annotated[float, Field(ge=0, le=1, description="A share between 0 and 1; 0.95 is 95 %.")]
"""A share of decided records (kept and broken), between 0 and 1."""


class Box(Shown):
    """A rectangle on a page, in points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Place(Shown):
    """Where something stands in a material."""

    file: str = Field(description="The name of the material.")
    line: int = Field(description="From 1.")
    column: int = Field(description="From 1, in characters.")
    start: int = Field(description="0-based character offset into the text, included.")
    end: int = Field(description="0-based character offset into the text, excluded.")
    page: int | None = Field(description="The page of a PDF, from 1; null for other formats.")
    box: Box | None = Field(description="Where on the page of a PDF; null for other formats.")
    seconds: float | None = Field(description="Where in captions, in seconds; else null.")


class Counts(Shown):
    """How many records had which outcome. Shares are kept of decided (kept and broken) ones."""

    kept: int
    broken: int
    pending: int = Field(description="Not yet due: in no share.")
    void: int = Field(description="Does not count by the definition: in no share.")
    decided: int = Field(description="Kept and broken: the denominator of the share.")


class Interval(Shown):
    """An interval for a share, its level and how it was made."""

    low: float = Field(description="Between 0 and 1.")
    high: float = Field(description="Between 0 and 1.")
    level: float = Field(description="0.95 is 95 %.")
    method: str


class HistoryItem(Shown):
    """One event of the audit chain, with its particulars as name and value."""

    number: int
    at: datetime
    by: str
    action: str
    told: list[tuple[str, str]]
