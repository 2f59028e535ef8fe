"""Who asks with a token: looked up, checked, and told apart from whoever guesses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from secrets import compare_digest

from django.core.cache import cache
from django.db import OperationalError

from ringtrue.core.dates import day
from ringtrue.core.errors import UsageError
from ringtrue.desk import clock
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.token import ApiToken
from ringtrue.desk.scopes import Scope
from ringtrue.desk.services.make_token import PREFIX, digest_of
from ringtrue.desk.services.see_tokens import TokenState, row_of

MISSES = 20
WINDOW = timedelta(minutes=15)
"""So many wrong tokens one address may send in this time; a right one always passes."""

_FORM = re.compile(rf"{PREFIX}_([0-9a-f]{{16}})_([A-Za-z0-9_-]{{43}})")
_NOBODY = digest_of("nobody has this token")
_CURE = "Make a new one on the page 'API tokens'."


class UnknownCallerError(UsageError):
    """Nobody can be found behind a request."""


class TooManyMissesError(UsageError):
    """An address sent too many wrong tokens."""

    seconds = int(WINDOW.total_seconds())


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind a token, the token itself, and what it was made for."""

    person: Person
    token: ApiToken
    scopes: frozenset[Scope]


def use_token(text: str, address: str) -> Caller:
    """Whose token it is; `address` is where it came from, to count wrong ones.

    Raises `UnknownCallerError` for one that is not good (any more), `TooManyMissesError` for wrong
    ones again and again. Why a token is not good is told only to whoever has the whole of it.
    """
    token = _find(text)
    if token is None:
        _count_miss(address)
        raise UnknownCallerError("this is no token of this desk", cure=_CURE)
    row = row_of(token, clock.now())
    if row.state is not TokenState.GOOD:
        raise UnknownCallerError(_why_not(token, row.state), cure=_CURE)
    _note_use(token, clock.now().date())
    return Caller(token.person, token, frozenset(row.scopes))


def _find(text: str) -> ApiToken | None:
    """The row whose secret this is; takes the same work whether its id is known or not."""
    match = _FORM.fullmatch(text)
    public_id, secret = match.groups() if match else ("", "")
    row = ApiToken.objects.select_related("person").filter(public_id=public_id).first()
    right = compare_digest(digest_of(secret), row.digest if row else _NOBODY)
    return row if right else None


def _why_not(token: ApiToken, state: TokenState) -> str:
    if state is TokenState.EXPIRED:
        return f"the token {token.name!r} was good until {day(token.expires_at.date())}"
    if state is TokenState.REVOKED:
        return f"the token {token.name!r} was revoked"
    return f"{token.person.name} was shut out, and so were their tokens"


def _note_use(token: ApiToken, today: date) -> None:
    if token.used_on == today:
        return
    try:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)
    except OperationalError:  # a store too busy for this keeps nobody from reading
        return


def _count_miss(address: str) -> None:
    """Count in the cache, which all processes share; only wrong tokens ever write to it."""
    key = f"token-misses-{sha256(address.encode()).hexdigest()}"
    cache.add(key, 0, timeout=WINDOW.total_seconds())
    try:
        misses = cache.incr(key)
    except ValueError:  # it ran out between the two
        return
    if misses > MISSES:
        what = f"there were more than {MISSES} wrong tokens from this address"
        raise TooManyMissesError(what, cure="Wait a quarter of an hour, and use a right one.")
