"""Second factors: who has one, and taking all of somebody's away when they have lost theirs."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from ringtrue.desk.audit import record
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.manage_people import subject_of
from ringtrue.desk.sessions import end_sessions
from ringtrue.desk.terminal import Actor

PROVING = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""The kinds that prove something by themselves; recovery codes only stand in for them."""


def has_second_factor(person: Person) -> bool:
    """Whether somebody is asked for more than a password."""
    return bool(Authenticator.objects.filter(user=person, type__in=PROVING).exists())


def reset_second_factor(by: Actor, person: Person) -> bool:
    """Take away every second factor of somebody who has lost theirs; whether there was one.

    They are signed out everywhere, and come in with their password alone.
    """
    require(by.name, by.roles, Action.MANAGE_PEOPLE)
    with transaction.atomic():
        gone, _ = Authenticator.objects.filter(user=person).delete()
        if gone:
            end_sessions(person)
            record(by.username, "reset second factor", subject_of(person.username))
    return bool(gone)


def note_second_factor(person: Person, verb: str, kind: str) -> None:
    """A person has added or removed one of their own; `kind` as django-allauth calls it."""
    with transaction.atomic():
        details = {"kind": kind}
        record(person, f"{verb} second factor", subject_of(person.username), details)
