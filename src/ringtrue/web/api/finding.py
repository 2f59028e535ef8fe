"""Whom a request names."""

from __future__ import annotations

from ringtrue.core.errors import UsageError
from ringtrue.desk.models.person import Person


def somebody(username: str, where: str) -> Person:
    """Somebody active by the name to sign in with; raises `UsageError`."""
    found = Person.objects.filter(username=username, is_active=True).first()
    if found is None:
        what = f"nobody is called {username[:50]!r}"
        raise UsageError(what, where=where, cure="Choose one of /people.")
    return found
