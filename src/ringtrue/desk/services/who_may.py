"""Everybody who may do something, to choose from."""

from __future__ import annotations

from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import ALLOWED, Action, require


def who_may(person: Person, action: Action) -> tuple[Person, ...]:
    """Those who are active and whose roles allow the action, by name."""
    require(person.name, person.roles, Action.SEE)
    roles = [role.value for role in ALLOWED[action]]
    found = Person.objects.filter(is_active=True, grants__role__in=roles).distinct()
    return tuple(sorted(found, key=lambda each: each.name.casefold()))
