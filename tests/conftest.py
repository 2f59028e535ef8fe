"""People for every test that needs some."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from ringtrue.core.role import Role

if TYPE_CHECKING:
    from ringtrue.desk.models.person import Person

# No test depends on how fast the machine is.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

MakePerson = Callable[..., "Person"]


@pytest.fixture
def person(db: None) -> MakePerson:
    """Make a person with some roles: `person("ann", Role.MARKETING)`."""

    def make(username: str, *roles: Role) -> Person:
        from ringtrue.desk.models.person import Person, RoleGrant

        made = Person.objects.create(username=username, first_name=username.capitalize())
        made.set_unusable_password()
        made.save()
        for role in roles:
            RoleGrant.objects.create(person=made, role=role.value)
        return made

    return make
