"""Whom the word of the company's provider makes whom: somebody who was added, or somebody new."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.desk.audit import record
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.manage_people import create_person, subject_of
from ringtrue.desk.services.note_sign_in import DOOR
from ringtrue.desk.sessions import end_sessions
from ringtrue.desk.sign_in_policy import Provider
from ringtrue.desk.terminal import Actor

_ASK = "Ask an administrator to add you with this address."


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider says of somebody; `verified` is whether it knows the address is theirs."""

    email: str
    verified: bool
    name: str


def match_person(claims: Claims, provider: Provider) -> Person:
    """The person with this address, or a new one where the policy makes people by themselves.

    Somebody who came through the provider before is known by the number that it gave them and is
    not looked for here. Raises `UsageError` that says why there is nobody.
    """
    email = claims.email.strip()
    if not email or not claims.verified:
        what = f"{provider.name} does not vouch for your address"
        raise UsageError(what, cure="Have it verified there, then sign in once more.")
    found = list(Person.objects.filter(email__iexact=email)[:2])
    if len(found) > 1:
        cure = "Ask an administrator: every person needs an address of their own."
        raise UsageError(f"more than one person here has the address {email}", cure=cure)
    person = found[0] if found else _new(email, claims.name, provider)
    _check_free(person, provider)
    return person


def note_connection(person: Person, provider: Provider) -> None:
    """From now on the provider's number for somebody is enough; in the transaction that says so."""
    record(DOOR, "connect provider", subject_of(person.username), {"issuer": provider.issuer})


def disconnect_provider(by: Actor, person: Person) -> bool:
    """Forget under which number a provider knows somebody; whether there was one.

    They are signed out everywhere; the next sign-in goes by the address again.
    """
    require(by.name, by.roles, Action.MANAGE_PEOPLE)
    with transaction.atomic():
        gone, _ = SocialAccount.objects.filter(user=person).delete()
        if gone:
            end_sessions(person)
            record(by.username, "disconnect provider", subject_of(person.username))
    return bool(gone)


def _new(email: str, name: str, provider: Provider) -> Person:
    if email.rpartition("@")[2].lower() not in provider.domains or not Person.objects.exists():
        raise UsageError(f"nobody here has the address {email}", cure=_ASK)
    made = create_person(email.lower(), name=name, email=email, roles=provider.roles)
    roles = sorted(role.value for role in provider.roles)
    record(
        DOOR, "add person", subject_of(made.username), {"issuer": provider.issuer, "roles": roles}
    )
    return made


def _check_free(person: Person, provider: Provider) -> None:
    """An address that was somebody else's before must not open what was theirs."""
    known = SocialAccount.objects.filter(user=person).values_list("extra_data", flat=True)
    if any(each.get("issuer") == provider.issuer for each in known):
        what = f"{provider.name} knows the person with this address as somebody else"
        raise UsageError(what, cure="Ask an administrator to disconnect that person first.")
