"""What waits for a person: one thing to do, when it is due, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from ringtrue.desk.models.campaign import Campaign


class Sort(StrEnum):
    """What is to be done."""

    ALERT = "see to an alert"
    SIGN = "sign off"
    RENEW = "sign again"
    ANSWER = "answer an objection"
    CONFIRM = "confirm what promises mean"
    DO = "do an item of the checklist"
    REPLY = "settle a comment"
    MEND = "see why a review failed"
    REVIEW = "ask for a review"
    LAUNCH = "launch"
    PAGE = "look at a published page"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits; `number` is that of the objection, item or comment, 0 for others.

    `slug` and `campaign` are empty for what belongs to no campaign. Of what went wrong `due` is
    the moment since when it has.
    """

    sort: Sort
    title: str
    slug: str
    campaign: str
    due: datetime | None
    late: bool
    number: int = 0

    @property
    def since(self) -> bool:
        """Whether `due` is when it began, and it cannot be late."""
        return self.sort in {Sort.ALERT, Sort.MEND, Sort.PAGE}


def end_of(day: date | None) -> datetime | None:
    """The last moment of a day that something is due on."""
    return datetime.combine(day, time.max, UTC) if day else None


def task(
    sort: Sort,
    title: str,
    campaign: Campaign | None,
    due: datetime | None,
    now: datetime,
    number: int = 0,
) -> Task:
    """A task of a campaign, late when its time is over."""
    slug, name = (campaign.slug, campaign.name) if campaign else ("", "")
    return Task(sort, title, slug, name, due, due is not None and now > due, number)
