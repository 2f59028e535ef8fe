"""Whether the store can be used, and whether a worker is there."""

from __future__ import annotations

from django.db import DatabaseError

from ringtrue.core.errors import ConfigError
from ringtrue.desk.jobs.presence import workers_seen
from ringtrue.desk.models.event import ChainHead
from ringtrue.desk.store import is_up_to_date

_SILENT = "the store does not answer"


def check_health() -> str:
    """'' when all is well, else what is wrong, without anything that only insiders should know."""
    try:
        ChainHead.objects.exists()
        return "" if is_up_to_date() else "the store needs 'ringtrue serve' to bring it up to date"
    except DatabaseError:
        return _SILENT
    except ConfigError as error:
        return error.what  # and not where: the page is for everybody


def check_worker() -> str:
    """'' when a worker was seen in the last minute, else what is wrong."""
    try:
        return "" if workers_seen() else "no worker was seen in the last minute"
    except DatabaseError:
        return _SILENT
