"""Which tokens there are: one's own, and for administrators everybody's; never a secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet

from ringtrue.desk import clock
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.token import ApiToken
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.scopes import Scope


class TokenState(StrEnum):
    """Whether a token can be used, and why not."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SHUT_OUT = "person shut out"


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token as it may be shown; `used_on` is the last day on which it was used."""

    id: str
    name: str
    username: str
    person: str
    scopes: tuple[Scope, ...]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_on: date | None
    state: TokenState


def my_tokens(person: Person) -> tuple[TokenRow, ...]:
    """One's own, the newest first."""
    return _rows(ApiToken.objects.filter(person=person))


def all_tokens(person: Person) -> tuple[TokenRow, ...]:
    """Everybody's, the newest first."""
    require(person.name, person.roles, Action.MANAGE_PEOPLE)
    return _rows(ApiToken.objects.all())


def row_of(token: ApiToken, now: datetime) -> TokenRow:
    """A token as it may be shown."""
    known = {scope.value: scope for scope in Scope}
    return TokenRow(
        id=token.public_id,
        name=token.name,
        username=token.person.username,
        person=token.person.name,
        scopes=tuple(known[each] for each in token.scopes if each in known),
        made_at=token.made_at,
        expires_at=token.expires_at,
        revoked_at=token.revoked_at,
        used_on=token.used_on,
        state=_state(token, now),
    )


def _rows(tokens: QuerySet[ApiToken]) -> tuple[TokenRow, ...]:
    now = clock.now()
    return tuple(row_of(each, now) for each in tokens.select_related("person"))


def _state(token: ApiToken, now: datetime) -> TokenState:
    if token.revoked_at is not None:
        return TokenState.REVOKED
    if token.expires_at <= now:
        return TokenState.EXPIRED
    return TokenState.GOOD if token.person.is_active else TokenState.SHUT_OUT
