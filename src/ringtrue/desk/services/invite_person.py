"""One-time links: the first administrator of an empty store, and the password of a new person.

A link is a signed token and no row of the store, so it needs the workspace's secret key: it ends
with its age, and with its use, since it is bound to what its use changes.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.desk.audit import record
from ringtrue.desk.link_tokens import InvitationTokens
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.manage_people import create_person, refused, subject_of
from ringtrue.desk.terminal import Actor

FIRST_LINK_SECONDS = 24 * 3600
"""How long the link of the first administrator is good; one for a person lasts three days."""

_FIRST = "first administrator"
_CURE = "Ask an administrator for a new one, or start 'ringtrue serve' again."


def first_link() -> str:
    """The token with which the first administrator is made; '' when there are people already."""
    return "" if Person.objects.exists() else signing.dumps(_FIRST, salt=_FIRST)


def is_first_link(token: str) -> bool:
    """Whether a token is a good one of `first_link`, and still wanted."""
    return _is_first(token) and not Person.objects.exists()


def make_first_administrator(
    token: str, username: str, password: str, *, name: str = "", email: str = ""
) -> Person:
    """The first person, with every right to manage the others; the link is then used up.

    They get no password where the policy allows none. Raises `UsageError` for a link that is not
    good, and for a name or password that is none.
    """
    if not _is_first(token):
        raise UsageError("this link is not good, or too old", cure=_CURE)
    with transaction.atomic():
        made = create_person(username, name=name, email=email, roles=[Role.ADMIN])
        if settings.SIGN_IN.passwords:
            _set_password(made, password)
        record(made, "add first administrator", subject_of(made.username))
        # Recording locks the chain: of two who follow the link at once the second sees both.
        if Person.objects.exclude(pk=made.pk).exists():
            raise UsageError("there is a first administrator already", cure="Sign in instead.")
    return made


def invite(by: Actor, person: Person) -> str:
    """The token with which a person chooses a password; the last step is theirs alone."""
    require(by.name, by.roles, Action.MANAGE_PEOPLE)
    need_passwords()
    with transaction.atomic():
        record(by.username, "invite person", subject_of(person.username))
    return f"{person.pk}.{InvitationTokens().make_token(person)}"


def need_passwords() -> None:
    """Refuse to deal in passwords where the policy allows none."""
    if not settings.SIGN_IN.passwords:
        cure = f"People sign in with {settings.SIGN_IN.provider_name}, by their e-mail."
        raise UsageError("nobody has a password here", cure=cure)


def invited(token: str) -> Person:
    """Whom a token was made for; raises `UsageError` when it is not good, used, or too old."""
    need_passwords()
    number, _, proof = token.partition(".")
    known = number.isascii() and number.isdecimal() and len(number) < 19
    found = Person.objects.filter(pk=int(number), is_active=True).first() if known else None
    if found is None or not InvitationTokens().check_token(found, proof):
        raise UsageError("this link is not good, used already, or too old", cure=_CURE)
    return found


def accept_invitation(token: str, password: str) -> Person:
    """Set the password of the person that a token was made for; the link is then used up."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=invited(token).pk)
        if not InvitationTokens().check_token(person, token.partition(".")[2]):
            raise UsageError("this link was used already", cure=_CURE)
        _set_password(person, password)
        record(person, "accept invitation", subject_of(person.username))
    return person


def _is_first(token: str) -> bool:
    try:
        return bool(signing.loads(token, salt=_FIRST, max_age=FIRST_LINK_SECONDS) == _FIRST)
    except signing.BadSignature:
        return False


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise refused(error) from error
    person.set_password(password)
    person.save(update_fields=["password"])
