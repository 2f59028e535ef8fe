"""Adding to the audit chain, in the same transaction as what it records."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction
from django.dispatch import Signal

from ringtrue.core.event import Event
from ringtrue.desk import clock
from ringtrue.desk.jobs.lease import confirm
from ringtrue.desk.models.event import ChainHead, EventRecord
from ringtrue.desk.models.person import Person
from ringtrue.gap.chain import START, Head, next_event

recorded = Signal()
"""Sent with each `event` in the transaction that records it; what fails there undoes both."""

_LOG = logging.getLogger("ringtrue.audit")
_HEAD = 1


def record(
    actor: Person | str, action: str, subject: str, payload: Mapping[str, object] | None = None
) -> Event:
    """Append one event; must be called within the transaction that does what it tells.

    `actor` is the person who did it or the name of the program. The head is written to the log
    when the transaction is through, so that a log kept elsewhere binds the chain. Within a job it
    raises `LeaseLostError` when another worker has the job by now, so that nothing is done twice.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event belongs to the transaction of what it records")
    confirm()
    head = _hold()
    event = next_event(
        Head(head.number, head.hash),
        at=clock.now(),
        actor=actor.username if isinstance(actor, Person) else actor,
        action=action,
        subject=subject,
        payload=payload or {},
    )
    EventRecord.objects.create(**asdict(event))
    head.number, head.hash = event.number, event.hash
    head.save()
    recorded.send(None, event=event)
    transaction.on_commit(lambda: _LOG.info("audit head %d %s", event.number, event.hash))
    return event


def hold() -> None:
    """Let nobody else record anything until this transaction ends.

    Whoever decides by what stands in the store, and must not be overtaken, holds the chain first:
    what others do comes before, and is seen, or after.
    """
    _hold()


def _hold() -> ChainHead:
    ChainHead.objects.get_or_create(pk=_HEAD, defaults={"number": 0, "hash": START.hash})
    return ChainHead.objects.select_for_update().get(pk=_HEAD)


def event_of(row: EventRecord) -> Event:
    """A row as the noun."""
    return Event(
        row.number,
        row.at,
        row.actor,
        row.action,
        row.subject,
        row.payload,
        row.previous,
        row.hash,
    )
