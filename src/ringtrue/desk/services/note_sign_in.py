"""Writing down who signed in and how, and where somebody tried too often: the audit of the door.

Nothing that was typed is kept: people type passwords into the field for their name.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.sessions.models import Session
from django.db import transaction

from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.models.cache_entry import CacheEntry
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.manage_people import subject_of

DOOR = "sign-in"
"""The name in the chain of the program that stands at the door."""


def note_sign_in(person: Person, by: Sequence[str]) -> None:
    """Somebody is in; `by` are the ways in which they proved who they are, in their order.

    Must be called in the transaction that signs them in. What is too old to be of use is
    forgotten on the way.
    """
    record(person, "sign in", subject_of(person.username), {"by": list(by)})
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    CacheEntry.objects.filter(expires__lt=clock.now()).delete()


def note_refused_series(username: str, address: str) -> None:
    """Somebody failed so often that they are not listened to for a while.

    The person is named only when there is one of that name.
    """
    known = Person.objects.filter(username__iexact=username.strip()).first()
    subject = subject_of(known.username) if known else "person:"
    with transaction.atomic():
        record(DOOR, "refuse further attempts", subject, {"address": address})


def note_password(person: Person, verb: str) -> None:
    """A person has another password; `verb` says how they came by it."""
    with transaction.atomic():
        record(person, f"{verb} password", subject_of(person.username))


def note_sign_out_elsewhere(person: Person) -> None:
    """A person ended all their sessions but one."""
    with transaction.atomic():
        record(person, "sign out elsewhere", subject_of(person.username))
