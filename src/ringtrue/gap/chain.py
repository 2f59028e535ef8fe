"""The audit chain: each event carries the hash of the one before, so that nothing can be changed.

Whoever keeps a head (the last number and hash) somewhere else can later prove that nothing before
it was changed, dropped or put in another order; who controls the store can rewrite what comes
after the last head that others have seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from ringtrue.core.event import Event

GENESIS = "0" * 64
"""What stands before the first event."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: the number of the last event and its hash."""

    number: int
    hash: str


START = Head(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold, and how one can tell."""

    number: int
    what: str


def canonical(value: Mapping[str, object]) -> str:
    """JSON in the one form that is hashed.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def next_event(
    head: Head,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    payload: Mapping[str, object],
) -> Event:
    """The event that follows a head; `at` must know its zone.

    >>> at = datetime(2026, 3, 1, tzinfo=UTC)
    >>> first = next_event(START, at=at, actor="ann", action="open", subject="x", payload={})
    >>> first.number, first.previous == GENESIS, len(first.hash)
    (1, True, 64)
    """
    bare = Event(head.number + 1, at, actor, action, subject, canonical(payload), head.hash, "")
    return Event(*_fields(bare), hash_of(bare))


def hash_of(event: Event) -> str:
    """The SHA-256 (hex) of everything in an event but its hash."""
    told = {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor,
        "action": event.action,
        "subject": event.subject,
        "payload": event.payload,
        "previous": event.previous,
    }
    return sha256(canonical(told).encode()).hexdigest()


def find_break(events: Iterable[Event], seen: Iterable[Head] = ()) -> Break | None:
    """The first event that does not follow from the one before, or None when all do.

    `seen` are heads kept elsewhere: an event whose number one of them names must have its hash,
    and the chain must reach it.
    """
    heads = {head.number: head.hash for head in seen}
    last = START
    for event in events:
        found = _fault(event, last) or _unlike_head(event, heads.pop(event.number, None))
        if found:
            return Break(last.number + 1, found)
        last = Head(event.number, event.hash)
    missing = min((number for number in heads if number > last.number), default=None)
    if missing is not None:
        return Break(last.number + 1, f"the chain ends before the head that was seen at {missing}")
    return None


def _fault(event: Event, last: Head) -> str:
    if event.number != last.number + 1:
        return f"event {last.number + 1} is missing: the next one is {event.number}"
    if event.previous != last.hash:
        return f"event {event.number} does not follow the one before it"
    if event.hash != hash_of(event):
        return f"event {event.number} was changed after it was written"
    return ""


def _unlike_head(event: Event, seen: str | None) -> str:
    if seen is None or seen == event.hash:
        return ""
    return f"event {event.number} is not the one that was seen at that place"


def _fields(event: Event) -> tuple[int, datetime, str, str, str, str, str]:
    return (
        event.number,
        event.at,
        event.actor,
        event.action,
        event.subject,
        event.payload,
        event.previous,
    )
