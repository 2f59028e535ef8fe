"""A link that signs somebody in without a password: for whoever has a shell and is locked out.

Nobody else can make one, an administrator least of all: with it they would sign off as others.
"""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.desk.audit import record
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.manage_people import subject_of
from ringtrue.desk.terminal import Terminal

LINK_SECONDS = 15 * 60
_SALT = "sign-in link"


class _Links(PasswordResetTokenGenerator):
    """Dies when the person signs in, to the microsecond, or when their password changes."""

    key_salt = "ringtrue.desk.sign-in-link"

    def _make_hash_value(self, user: Person, timestamp: int) -> str:
        """Django leaves out the microseconds, and a link outlives a sign-in of its own second."""
        seen = "never" if user.last_login is None else user.last_login.isoformat()
        return f"{super()._make_hash_value(user, timestamp)} {seen}"


def make_sign_in_link(by: Terminal, person: Person) -> str:
    """The token of a link that is good once; raises `UsageError` for somebody shut out."""
    if not person.is_active:
        cure = f"Let them in again: ringtrue people reactivate {person.username}."
        raise UsageError(f"{person.name} was shut out", cure=cure)
    with transaction.atomic():
        record(by.username, "make sign-in link", subject_of(person.username))
    return signing.dumps([person.pk, _Links().make_token(person)], salt=_SALT)


def person_of_link(token: str) -> Person:
    """Whom a link signs in; raises `UsageError` when it is not good, used, or too old."""
    found = None
    try:
        number, proof = signing.loads(token, salt=_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        proof = ""
    else:
        found = Person.objects.filter(pk=number, is_active=True).first()
    if found is None or not _Links().check_token(found, proof):
        cure = "Make another: ringtrue people sign-in-link."
        raise UsageError("this link is not good, used already, or too old", cure=cure)
    return found
