"""Whether the audit chain holds, and its head to be kept where the store's owner cannot reach."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max

from ringtrue.desk.audit import event_of
from ringtrue.desk.models.event import ChainHead, EventRecord
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.terminal import Actor
from ringtrue.gap.chain import START, Break, Head, find_break

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying came to: the head up to which it went, and the first break, if any."""

    head: Head
    broken: Break | None


def verify_audit(by: Actor, seen: Collection[Head] = ()) -> Verified:
    """Go through the whole chain; `seen` are heads kept elsewhere, which it must contain.

    Others may add events meanwhile: what counts is the chain up to the head when this began.
    """
    require(by.name, by.roles, Action.SEE_AUDIT)
    # The last row first: what is added between the two questions moves the head, never back.
    last = EventRecord.objects.aggregate(last=Max("number"))["last"] or 0
    head = _head()
    rows = EventRecord.objects.filter(number__lte=head.number).order_by("number")
    events = map(event_of, rows.iterator(chunk_size=_CHUNK))
    broken = find_break(events, {*seen, head})
    if broken is None and last > head.number:
        what = f"event {last} was added without moving the head"
        broken = Break(head.number + 1, what)
    return Verified(head, broken)


def audit_head(by: Actor) -> Head:
    """The end of the chain as the store says it; kept elsewhere it binds everything before it."""
    require(by.name, by.roles, Action.SEE_AUDIT)
    return _head()


def _head() -> Head:
    row = ChainHead.objects.first()
    return Head(row.number, row.hash) if row else START
