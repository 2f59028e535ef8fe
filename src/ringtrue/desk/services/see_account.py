"""What the page of one's own account shows: who one is here, and where one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from ringtrue.core.role import Role
from ringtrue.desk.browsers import browser_in_words
from ringtrue.desk.models.person import Person


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser that is signed in; `here` when it is the one that asks."""

    browser: str
    address: str
    began: datetime
    seen: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class AccountView:
    """One's own account; the sessions begin with the present one, then the last seen."""

    username: str
    name: str
    email: str
    roles: tuple[Role, ...]
    has_password: bool
    sessions: tuple[SessionRow, ...]


def see_account(person: Person, session: str) -> AccountView:
    """The account of whoever asks, in the session with this key; it takes no role."""
    found = UserSession.objects.purge_and_list(person)
    rows = [_row(each, here=each.session_key == session) for each in found]
    rows.sort(key=lambda row: (row.here, row.seen), reverse=True)
    return AccountView(
        username=person.username,
        name=person.name,
        email=person.email,
        roles=tuple(role for role in Role if role in person.roles),
        has_password=person.has_usable_password(),
        sessions=tuple(rows),
    )


def _row(session: UserSession, *, here: bool) -> SessionRow:
    return SessionRow(
        browser=browser_in_words(session.user_agent),
        address=session.ip,
        began=session.created_at,
        seen=session.last_seen_at,
        here=here,
    )
