"""What the page of one's own account shows: who one is here, and where one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from ringtrue.core.role import Role
from ringtrue.desk.browsers import browser_in_words
from ringtrue.desk.models.person import Person

_APP = Authenticator.Type.TOTP
_PASSKEY = Authenticator.Type.WEBAUTHN
_CODES = Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser that is signed in; `here` when it is the one that asks."""

    browser: str
    address: str
    began: datetime
    seen: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """One passkey; `alone` when it needs no password beside it."""

    number: int
    name: str
    alone: bool
    since: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class AccountView:
    """One's own account; the sessions begin with the present one, then the last seen.

    `app_since` is None without an app for codes, `codes_left` without recovery codes.
    """

    username: str
    name: str
    email: str
    roles: tuple[Role, ...]
    has_password: bool
    app_since: datetime | None
    passkeys: tuple[PasskeyRow, ...]
    codes_left: int | None
    sessions: tuple[SessionRow, ...]


def see_account(person: Person, session: str) -> AccountView:
    """The account of whoever asks, in the session with this key; it takes no role."""
    found = UserSession.objects.purge_and_list(person)
    factors = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    rows = [_row(each, here=each.session_key == session) for each in found]
    rows.sort(key=lambda row: (row.here, row.seen), reverse=True)
    return AccountView(
        username=person.username,
        name=person.name,
        email=person.email,
        roles=tuple(role for role in Role if role in person.roles),
        has_password=person.has_usable_password(),
        app_since=next((each.created_at for each in factors if each.type == _APP), None),
        passkeys=tuple(_passkey(each) for each in factors if each.type == _PASSKEY),
        codes_left=next((_left(each) for each in factors if each.type == _CODES), None),
        sessions=tuple(rows),
    )


def _passkey(factor: Authenticator) -> PasskeyRow:
    kept = factor.wrap()
    return PasskeyRow(
        factor.pk, kept.name, bool(kept.is_passwordless), factor.created_at, factor.last_used_at
    )


def _left(factor: Authenticator) -> int:
    return len(factor.wrap().get_unused_codes())


def _row(session: UserSession, *, here: bool) -> SessionRow:
    return SessionRow(
        browser=browser_in_words(session.user_agent),
        address=session.ip,
        began=session.created_at,
        seen=session.last_seen_at,
        here=here,
    )
