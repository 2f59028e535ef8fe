"""A link that signs somebody in without a password: for whoever has a shell and is locked out.

Nobody else can make one, an administrator least of all: with it they would sign off as others.
"""

from __future__ import annotations

from django.core import signing
from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.link_tokens import SignInTokens
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.manage_people import subject_of
from ringtrue.desk.terminal import Terminal

LINK_SECONDS = 15 * 60
_SALT = "sign-in link"


def make_sign_in_link(by: Terminal, person: Person) -> str:
    """The token of a link that is good once; raises `UsageError` for somebody shut out."""
    if not person.is_active:
        cure = f"Let them in again: ringtrue people reactivate {person.username}."
        raise UsageError(f"{person.name} was shut out", cure=cure)
    with transaction.atomic():
        record(by.username, "make sign-in link", subject_of(person.username))
    return signing.dumps([person.pk, SignInTokens().make_token(person)], salt=_SALT)


def person_of_link(token: str) -> Person:
    """Whom a link signs in; raises `UsageError` when it is not good, used, or too old."""
    found = None
    try:
        number, proof = signing.loads(token, salt=_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        proof = ""
    else:
        found = Person.objects.filter(pk=number, is_active=True).first()
    if found is None or not SignInTokens().check_token(found, proof):
        cure = "Make another: ringtrue people sign-in-link."
        raise UsageError("this link is not good, used already, or too old", cure=cure)
    return found


def use_sign_in_link(token: str) -> Person:
    """Whom a link signs in, now: it is used up with this, also when a second factor is missing yet.

    Of two who follow it at once one is let in. Raises `UsageError` as `person_of_link` does.
    """
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person_of_link(token).pk)
        person = person_of_link(token)
        person.last_login = clock.now()
        person.save(update_fields=["last_login"])
    return person
