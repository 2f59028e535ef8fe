"""The history of a thing, as people read it: events of the audit chain, with names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.person import Person


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One event; `told` are its particulars, name and value."""

    number: int
    at: datetime
    by: str
    action: str
    told: tuple[tuple[str, str], ...]


def items_of(found: Iterable[EventRecord]) -> tuple[HistoryItem, ...]:
    """Events as they come, with people by their names."""
    events = list(found)
    people = Person.objects.filter(username__in={event.actor for event in events})
    names = {each.username: each.name for each in people}
    return tuple(
        HistoryItem(
            event.number,
            event.at,
            names.get(event.actor, event.actor),
            event.action,
            tuple((key, _told(value)) for key, value in json.loads(event.payload).items()),
        )
        for event in events
    )


def _told(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
