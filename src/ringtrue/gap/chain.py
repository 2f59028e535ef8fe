"""The audit chain: each event carries the hash of the one before, so that nothing can be changed.

Whoever keeps a head (the last number and hash) somewhere else can later prove that nothing before
it was changed, dropped or put in another order; who controls the store can rewrite what comes
after the last head that others have seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from ringtrue.core.errors import UsageError
from ringtrue.core.event import Event
from ringtrue.core.trees import canonical, digest_of

GENESIS = "0" * 64
"""What stands before the first event."""

_HEAD = re.compile(r"[0-9]{1,18}:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: the number of the last event and its hash."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


START = Head(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold (an event's number), and how one can tell."""

    number: int
    what: str


def parse_head(text: str) -> Head:
    """A head as it was printed, `NUMBER:HASH`; raises `UsageError` for anything else.

    >>> parse_head(str(START)) == START
    True
    """
    number, _, digest = text.strip().partition(":")
    if not _HEAD.fullmatch(f"{number}:{digest.lower()}"):
        cure = "Write NUMBER:HASH as 'ringtrue audit head' prints it."
        raise UsageError(f"{text[:80]!r} is no head of the chain", cure=cure)
    return Head(int(number), digest.lower())


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
    return digest_of(told)


def find_break(events: Iterable[Event], seen: Iterable[Head] = ()) -> Break | None:
    """The first event that does not follow from the one before, or None when all do.

    `seen` are heads kept elsewhere: an event whose number one of them names must have its hash,
    and the chain must reach it.
    """
    heads = sorted(set(seen) - {START}, key=lambda head: head.number, reverse=True)
    last = START
    for event in events:
        found = _fault(event, last)
        if found:
            return Break(last.number + 1, found)
        last = Head(event.number, event.hash)
        while heads and heads[-1].number <= last.number:
            if heads.pop() != last:
                return Break(last.number, f"event {last.number} is not the one that was seen there")
    if heads:
        what = f"the chain ends before the head that was seen at {heads[-1].number}"
        return Break(last.number + 1, what)
    return None


def _fault(event: Event, last: Head) -> str:
    if event.number != last.number + 1:
        return f"event {last.number + 1} is missing: the next one is {event.number}"
    if event.previous != last.hash:
        return f"event {event.number} does not follow the one before it"
    if event.hash != hash_of(event):
        return f"event {event.number} was changed after it was written"
    return ""


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
