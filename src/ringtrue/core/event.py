"""One entry of the audit chain: what somebody did, bound to everything that was done before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done.

    `number` counts from 1 without gaps, `payload` is JSON in its canonical form (keys sorted, no
    spaces), `previous` the hash of the event before (64 zeros for the first) and `hash` the
    SHA-256 of all other fields (hex).
    """

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    payload: str
    previous: str
    hash: str
