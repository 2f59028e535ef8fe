"""Who takes part, in which roles, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from ringtrue.core.role import Role
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import ALLOWED, Action, require
from ringtrue.desk.services.second_factor import PROVING


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person; `invited` when they have not chosen a password yet.

    `lacks` are the roles that could still be granted; `connected` when a provider of sign-in knows
    them by a number of its own.
    """

    username: str
    name: str
    email: str
    roles: tuple[Role, ...]
    lacks: tuple[Role, ...]
    active: bool
    invited: bool
    seen: datetime | None
    second_factor: bool
    connected: bool


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action, and for each role, in their order, whether it may do it."""

    action: str
    allowed: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Everybody by name, those who were shut out last; and the table of actions and roles."""

    people: tuple[PersonRow, ...]
    roles: tuple[Role, ...]
    actions: tuple[ActionRow, ...]


def see_people(person: Person) -> PeopleView:
    """Everybody who takes part."""
    require(person.name, person.roles, Action.SEE)
    proven = set(Authenticator.objects.filter(type__in=PROVING).values_list("user_id", flat=True))
    connected = set(SocialAccount.objects.values_list("user_id", flat=True))
    found = Person.objects.prefetch_related("grants").order_by("-is_active", "username")
    return PeopleView(
        people=tuple(_row(each, each.pk in proven, each.pk in connected) for each in found),
        roles=tuple(Role),
        actions=tuple(
            ActionRow(action.value, tuple(role in ALLOWED[action] for role in Role))
            for action in Action
        ),
    )


def _row(person: Person, second_factor: bool, connected: bool) -> PersonRow:
    granted = {Role(grant.role) for grant in person.grants.all()}
    return PersonRow(
        username=person.username,
        name=person.name,
        email=person.email,
        roles=tuple(role for role in Role if role in granted),
        lacks=tuple(role for role in Role if role not in granted),
        active=person.is_active,
        invited=not person.has_usable_password(),
        seen=person.last_login,
        second_factor=second_factor,
        connected=connected,
    )
