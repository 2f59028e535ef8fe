"""Which workers there are: each says that it is there, and pages can tell when none is."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import UTC, datetime, timedelta

from ringtrue.desk.models.job import WorkerRecord

SEEN_LATELY = timedelta(seconds=60)
"""A worker that has not been seen for so long is not there any more."""

_FORGOTTEN = timedelta(days=1)
_NAME = 60


def new_name() -> str:
    """A name for the worker of this process, which nothing else has."""
    return f"{socket.gethostname()[:_NAME]}:{os.getpid()}:{secrets.token_hex(3)}"


def appear(name: str) -> None:
    """Say that a worker is there; those that were lost long ago are forgotten."""
    now = datetime.now(UTC)
    if not WorkerRecord.objects.filter(name=name).update(seen_at=now):
        WorkerRecord.objects.filter(seen_at__lt=now - _FORGOTTEN).delete()
        WorkerRecord.objects.create(name=name, began_at=now, seen_at=now)


def leave(name: str) -> None:
    """Say that a worker ends."""
    WorkerRecord.objects.filter(name=name).delete()


def workers_seen() -> list[WorkerRecord]:
    """The workers that are there, the oldest first."""
    since = datetime.now(UTC) - SEEN_LATELY
    return list(WorkerRecord.objects.filter(seen_at__gt=since).order_by("began_at", "id"))
