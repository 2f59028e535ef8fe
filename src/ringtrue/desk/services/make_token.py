"""Tokens for the API: made and shown once, revoked for good, both for the audit chain to tell."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import transaction

from ringtrue.core.errors import NotFoundError, UsageError
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.inputs import line_of
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.token import ApiToken
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.scopes import Scope, scopes_for
from ringtrue.desk.services.manage_people import subject_of

DAYS, MOST_DAYS = 90, 365
"""How long a token is good when nobody says, and at most."""

MOST = 50
"""So many good tokens one person may have."""

PREFIX = "rt"
_NAME = 80
_ID_BYTES, _SECRET_BYTES = 8, 32


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token; `secret` is the whole of it, and is known only here and now."""

    row: ApiToken
    secret: str


def make_token(
    person: Person, *, name: str, scopes: Collection[Scope], days: int = DAYS
) -> MadeToken:
    """Make a token that can do what its scopes and the roles of its person allow.

    Raises `UsageError` without a scope, for a scope that the person's roles have no use for, and
    for days that are none or more than `MOST_DAYS`.
    """
    require(person.name, person.roles, Action.MAKE_TOKENS)
    name = line_of(name, "name of the token", most=_NAME)
    _check(person, scopes, days)
    now, secret = clock.now(), secrets.token_urlsafe(_SECRET_BYTES)
    with transaction.atomic():
        if person.tokens.filter(revoked_at=None, expires_at__gt=now).count() >= MOST:
            raise UsageError(f"you have {MOST} tokens already", cure="Revoke one first.")
        row = ApiToken.objects.create(
            person=person,
            public_id=secrets.token_hex(_ID_BYTES),
            digest=digest_of(secret),
            name=name,
            scopes=[scope.value for scope in Scope if scope in scopes],
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        told = {"token": row.public_id, "name": name, "scopes": row.scopes, "days": days}
        record(person, "make token", subject_of(person.username), told)
    return MadeToken(row, f"{PREFIX}_{row.public_id}_{secret}")


def revoke_token(by: Person, public_id: str) -> ApiToken:
    """End a token at once: one's own, or as an administrator anybody's.

    Revoking it again changes nothing. Raises `NotFoundError` for a token that there is not, and
    for one of somebody else without the right to manage people.
    """
    row = ApiToken.objects.select_related("person").filter(public_id=public_id).first()
    if row is not None and row.person_id != by.pk:
        require(by.name, by.roles, Action.MANAGE_PEOPLE)
    if row is None:
        raise NotFoundError(f"there is no token {public_id[:40]!r}", cure="Look at the list.")
    with transaction.atomic():
        now = clock.now()
        if ApiToken.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=now):
            told = {"token": row.public_id, "name": row.name}
            record(by, "revoke token", subject_of(row.person.username), told)
        row.refresh_from_db(fields=["revoked_at"])
    return row


def digest_of(secret: str) -> str:
    """What is kept of a secret: it has 256 random bits, so a plain hash is enough."""
    return sha256(secret.encode()).hexdigest()


def _check(person: Person, scopes: Collection[Scope], days: int) -> None:
    if not scopes:
        raise UsageError("the token would be good for nothing", cure="Choose what it may do.")
    beyond = [scope for scope in scopes if scope not in scopes_for(person.roles)]
    if beyond:
        what = f"your roles do not allow anything that {beyond[0].value!r} is for"
        raise UsageError(what, cure="Leave it out.")
    if not 1 <= days <= MOST_DAYS:
        cure = f"Give 1 to {MOST_DAYS} days; make a new one when it ends."
        raise UsageError(f"a token cannot be good for {days:,} days", cure=cure)
