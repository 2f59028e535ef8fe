"""What playing the story takes: the people, the moments, and the steps that many campaigns share.

Everything is done by the use cases that pages and terminal call, as the person who does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import models

from ringtrue.core.workspace import Workspace
from ringtrue.desk.clock import told_at
from ringtrue.desk.materials import document_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.material import Comment, MaterialVersion
from ringtrue.desk.models.person import Person, RoleGrant
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.comment_on_span import comment_on_span
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.tick_item import tick_item

COPY = Path(__file__).parent / "copy"
_STAMPED: tuple[tuple[type[models.Model], str], ...] = (
    (Person, "date_joined"),
    (Campaign, "created_at"),
    (MaterialVersion, "at"),
    (Comment, "at"),
    (RoleGrant, "granted_at"),
)
"""Rows whose time the database sets itself, and the column."""

_DONE = {
    "front-line-told": ("joan", "Told at the Monday meeting; notes on the board by the kettle."),
    "peak-staffed": ("priya", "Two more packers in the first week; the rota is signed."),
    "answers-ready": ("joan", "Eleven ready answers in the helpdesk, tried on three colleagues."),
    "stop-rule": ("tom", "Under 88 % for a week: Tom takes it down the same day."),
    "objections-heard": ("priya", "Asked at both shift meetings."),
    "look-back": ("tom", "Four weeks after the launch, on a Thursday, with cake."),
}
"""Who does which item of the checklist, and what they show for it."""


@dataclass(frozen=True, slots=True)
class Play:
    """The stage: the workspace, its people by name, and the moment that is the present."""

    workspace: Workspace
    people: Mapping[str, Person]
    present: datetime

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Let everything in this block happen at a moment."""
        last = {table: _last(table) for table, _ in _STAMPED}
        with told_at(moment):
            yield
        for table, column in _STAMPED:
            new: Any = table._default_manager.filter(pk__gt=last[table])
            new.update(**{column: moment})

    def ago(self, *, days: float = 0, hours: float = 0) -> datetime:
        """The moment so long before the present."""
        return self.present - timedelta(days=days, hours=hours)

    def begin(
        self, who: str, name: str, copy: str, channels: Mapping[str, str], **told: Any
    ) -> Campaign:
        """A campaign with the files of a folder of copy, by their channels."""
        person = self.people[who]
        campaign = create_campaign(person, self.workspace, name=name, **told)
        for file, channel in channels.items():
            data = (COPY / copy / file).read_bytes()
            add_material(person, campaign, name=file, channel=channel, data=data)
        return campaign

    def review(self, who: str, campaign: Campaign, as_of: datetime | None = None) -> None:
        """A review on the data up to `as_of`, or to their end."""
        run_review(self.people[who], campaign, self.workspace, as_of=as_of)

    def sign(self, campaign: Campaign, **signed: float | None) -> None:
        """Sign-offs by the people named, with the share that each of them holds."""
        for who, share in signed.items():
            person = self.people[who]
            (role,) = person.roles
            review = campaign.reviews.first()
            assert review is not None, "what is signed has been reviewed"
            sign_off(
                person, campaign, self.workspace, role=role, seal=review.seal, share_held=share
            )

    def prepare(self, campaign: Campaign) -> None:
        """Do all items of the checklist."""
        for entry in campaign.checklist.all():
            who, shown = _DONE[entry.key]
            tick_item(self.people[who], entry, self.workspace, evidence=shown)

    def comment(self, who: str, version: MaterialVersion, words: str, text: str) -> Comment:
        """A comment on words of a material."""
        start = document_of(version).material.text.index(words)
        end = start + len(words)
        return comment_on_span(self.people[who], version, start=start, end=end, text=text)


def version_of(campaign: Campaign, name: str) -> MaterialVersion:
    """The present version of a material."""
    return MaterialVersion.objects.filter(material__campaign=campaign, material__name=name)[0]


def day_of(moment: datetime, days: int) -> date:
    """The day so many days after a moment."""
    return (moment + timedelta(days=days)).date()


def months_back(moment: datetime, months: int) -> datetime:
    """The same day of the month so many months before.

    >>> months_back(datetime(2026, 3, 8), 5)
    datetime.datetime(2025, 10, 8, 0, 0)
    """
    number = moment.year * 12 + moment.month - 1 - months
    return moment.replace(year=number // 12, month=number % 12 + 1)


def _last(table: type[models.Model]) -> int:
    return table._default_manager.order_by("pk").values_list("pk", flat=True).last() or 0
