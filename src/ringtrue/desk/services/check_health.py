"""Whether the store can be used."""

from __future__ import annotations

from django.db import DatabaseError

from ringtrue.desk.models.event import ChainHead
from ringtrue.desk.store import is_up_to_date


def check_health() -> str:
    """'' when all is well, else what is wrong, without anything that only insiders should know."""
    try:
        ChainHead.objects.exists()
        return "" if is_up_to_date() else "the store needs 'ringtrue serve' to bring it up to date"
    except DatabaseError:
        return "the store does not answer"
