"""What somebody was told lately, and how they want to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from ringtrue.core.trees import grow
from ringtrue.desk.models.notice import NoticeChoice, NoticeReader
from ringtrue.desk.models.person import Person
from ringtrue.desk.notices.kinds import TERMS, Group, Way
from ringtrue.desk.notices.said import Said
from ringtrue.desk.permissions import Action, may, require

SHOWN = 100
"""So many notices are shown, the newest first."""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notice: its number, what it says, when it was told, and whether it was read."""

    number: int
    kind: str
    at: datetime
    said: Said
    read: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """How somebody wants the notices of a group by mail."""

    group: Group
    way: Way


@dataclass(frozen=True, slots=True)
class NoticesView:
    """What a person's page shows; `choices` are of the groups that may reach them at all.

    `email` is where their mail goes, empty when nobody said; `mails` whether the desk can send any.
    """

    notices: tuple[NoticeView, ...]
    unread: int
    choices: tuple[Choice, ...]
    email: str
    mails: bool


def see_notices(person: Person) -> NoticesView:
    """The last notices of a person, and their choices."""
    require(person.name, person.roles, Action.BE_TOLD)
    rows = NoticeReader.objects.filter(person=person).select_related("notice")[:SHOWN]
    return NoticesView(
        notices=tuple(map(_view, rows)),
        unread=unread(person),
        choices=choices_of(person),
        email=person.email,
        mails=settings.MAIL is not None,
    )


def unread(person: Person) -> int:
    """How many notices somebody has not read, for a number beside a link."""
    require(person.name, person.roles, Action.BE_TOLD)
    return NoticeReader.objects.filter(person=person, read_at=None).count()


def choices_of(person: Person) -> tuple[Choice, ...]:
    """How somebody is told of each group that may reach them."""
    chosen = dict(NoticeChoice.objects.filter(person=person).values_list("group", "way"))
    return tuple(
        Choice(group, Way(chosen.get(group.value, Way.AT_ONCE)))
        for group in Group
        if any(may(person.roles, each.needs) for each in TERMS.values() if each.group is group)
    )


def _view(row: NoticeReader) -> NoticeView:
    notice = row.notice
    said = grow(Said, notice.said)
    return NoticeView(notice.pk, notice.kind, notice.at, said, row.read_at is not None)
