"""My work: what waits for the caller."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from ringtrue.desk.work_tasks import Sort
from ringtrue.web.api.schemas.base import Shown


class Task(Shown):
    """One thing that waits."""

    sort: Sort
    title: str
    slug: str = Field(description="Of the campaign; empty for an objection that names none.")
    campaign: str
    due: datetime | None
    late: bool
    number: int = Field(description="Of the objection, item or comment; 0 for others.")
