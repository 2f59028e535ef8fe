"""Where a person is signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from ringtrue.desk.models.person import Person


def end_sessions(person: Person) -> int:
    """Sign somebody out everywhere; how many sessions that ended."""
    found = list(UserSession.objects.filter(user=person))
    for session in found:
        session.end()
    return len(found)
