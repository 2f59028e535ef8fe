"""Reading the audit chain: who did what to what, the newest first, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from ringtrue.core.event import Event
from ringtrue.desk.audit import event_of
from ringtrue.desk.models.event import ChainHead, EventRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.gap.chain import START, Head

SHOWN = 50


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One event, with what it holds as pairs of name and value."""

    event: Event
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some events, the newest first; `older` is where the next page begins, None at the end."""

    lines: tuple[AuditLine, ...]
    head: Head
    older: int | None


def see_audit(
    person: Person, *, before: int | None = None, words: str = "", most: int = SHOWN
) -> AuditPage:
    """Events before a number (the newest when None) with `words` in actor, action or subject."""
    require(person.name, person.roles, Action.SEE_AUDIT)
    rows = EventRecord.objects.order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    if words := words.strip():
        told = Q(actor__icontains=words) | Q(action__icontains=words) | Q(subject__icontains=words)
        rows = rows.filter(told)
    found = [event_of(row) for row in rows[: most + 1]]
    shown = found[:most]
    head = ChainHead.objects.first()
    return AuditPage(
        lines=tuple(AuditLine(event, _details(event.payload)) for event in shown),
        head=Head(head.number, head.hash) if head else START,
        older=shown[-1].number if len(found) > most else None,
    )


def every_event(person: Person) -> Iterator[Event]:
    """The whole chain, the oldest first, read as it is asked for."""
    require(person.name, person.roles, Action.SEE_AUDIT)
    return map(event_of, EventRecord.objects.order_by("number").iterator())


def _details(payload: str) -> tuple[tuple[str, str], ...]:
    """The payload as pairs; a value that is not text is shown as the JSON it is."""
    return tuple(
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in json.loads(payload).items()
    )
