"""An objection as others may see it: without the name of whoever wants it masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.outcome_view import OutcomeView, outcomes_of

SOMEBODY = "Somebody (name masked)"
YOU = "You"


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """One objection; `by` is never a masked name. `upheld` is None until there is an answer.

    `came` is what became of it, None before the promise is out.
    """

    number: int
    campaign: str
    slug: str
    wording: str
    reason: str
    by: str
    mine: bool
    owner: str
    opened: datetime
    due: datetime
    late: bool
    answer: str
    answered_by: str
    answered: datetime | None
    upheld: bool | None
    came: OutcomeView | None = None


def view_objections(
    rows: Iterable[ObjectionRecord], person: Person, now: datetime
) -> tuple[ObjectionView, ...]:
    """Rows as somebody may see them; fetched with campaign, by, owner and answered_by."""
    found = list(rows)
    came = outcomes_of(row.pk for row in found)
    return tuple(_view(row, person, now, came.get(row.pk)) for row in found)


def _view(
    row: ObjectionRecord, person: Person, now: datetime, came: OutcomeView | None
) -> ObjectionView:
    mine = row.by_id == person.pk
    return ObjectionView(
        number=row.pk,
        campaign=row.campaign.name if row.campaign else "",
        slug=row.campaign.slug if row.campaign else "",
        wording=row.wording,
        reason=row.reason,
        by=YOU if mine else SOMEBODY if row.masked else row.by.name,
        mine=mine,
        owner=row.owner.name if row.owner else "",
        opened=row.opened_at,
        due=row.due_at,
        late=row.answered_at is None and now > row.due_at,
        answer=row.answer,
        answered_by=row.answered_by.name if row.answered_by else "",
        answered=row.answered_at,
        upheld=row.upheld,
        came=came,
    )
