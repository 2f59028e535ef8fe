"""People and roles: who takes part, and for administrators adding and changing."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Query, Router

from ringtrue.core.errors import NotFoundError, UsageError
from ringtrue.core.role import Role
from ringtrue.desk.models.person import Person as Row
from ringtrue.desk.permissions import Action, may
from ringtrue.desk.services.invite_person import invite
from ringtrue.desk.services.manage_people import (
    add_person,
    change_email,
    deactivate,
    find_person,
    grant_role,
    reactivate,
    revoke_role,
)
from ringtrue.desk.services.match_person import disconnect_provider
from ringtrue.desk.services.second_factor import reset_second_factor
from ringtrue.desk.services.see_people import see_people
from ringtrue.web.api.asking import asker
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.people import (
    Changed,
    EmailIn,
    Invitation,
    Person,
    PersonIn,
    RoleIn,
)

people = Router()
_ONE = "/people/{username}"


@operation(people.get, "/people", to=Action.SEE)
def list_people(request: HttpRequest, asked: Query[PageIn]) -> Page[Person]:
    """Everybody by name, those who were shut out last."""
    person = asker(request)
    rows = see_people(person).people
    manages = may(person.roles, Action.MANAGE_PEOPLE)

    def tell(row: object) -> Person:
        shown = Person.of(row)
        return shown if manages else shown.model_copy(update={"email": ""})

    return page_of(rows, asked, keys=[row.username for row in rows], tell=tell)


@operation(people.post, "/people", to=Action.MANAGE_PEOPLE, status=201)
def add(request: HttpRequest, new: PersonIn) -> Changed:
    """Add somebody, who cannot sign in before they have chosen a password by an invitation."""
    add_person(asker(request), new.username, name=new.name, email=new.email, roles=new.roles)
    return Changed(changed=True)


@operation(people.post, f"{_ONE}/roles", to=Action.MANAGE_PEOPLE)
def grant(request: HttpRequest, username: str, wanted: RoleIn) -> Changed:
    """Give somebody a role."""
    return Changed(changed=grant_role(asker(request), _person(username), wanted.role))


@operation(people.delete, f"{_ONE}/roles/{{role}}", to=Action.MANAGE_PEOPLE)
def revoke(request: HttpRequest, username: str, role: Path[Role]) -> Changed:
    """Take a role away; the last administrator keeps theirs."""
    return Changed(changed=revoke_role(asker(request), _person(username), role))


@operation(people.post, f"{_ONE}/deactivate", to=Action.MANAGE_PEOPLE)
def shut_out(request: HttpRequest, username: str) -> Changed:
    """Shut somebody out at once, and their tokens; what they did stays."""
    return Changed(changed=deactivate(asker(request), _person(username)))


@operation(people.post, f"{_ONE}/reactivate", to=Action.MANAGE_PEOPLE)
def let_in(request: HttpRequest, username: str) -> Changed:
    """Let somebody in again, with the roles they had."""
    return Changed(changed=reactivate(asker(request), _person(username)))


@operation(people.post, f"{_ONE}/invitation", to=Action.MANAGE_PEOPLE, status=201)
def make_invitation(request: HttpRequest, username: str) -> Invitation:
    """A link with which somebody chooses a password; send it to nobody else."""
    person = _person(username)
    path = reverse("invitation", args=[invite(asker(request), person)])
    return Invitation(username=person.username, link=request.build_absolute_uri(path))


@operation(people.put, f"{_ONE}/email", to=Action.MANAGE_PEOPLE)
def change_address(request: HttpRequest, username: str, wanted: EmailIn) -> Changed:
    """Say where somebody's mail goes; the company's own sign-in knows them by it as well."""
    return Changed(changed=change_email(asker(request), _person(username), wanted.email))


@operation(people.post, f"{_ONE}/disconnect", to=Action.MANAGE_PEOPLE)
def disconnect(request: HttpRequest, username: str) -> Changed:
    """Forget under which number a provider knows somebody, who is signed out everywhere."""
    return Changed(changed=disconnect_provider(asker(request), _person(username)))


@operation(people.post, f"{_ONE}/reset-second-factor", to=Action.MANAGE_PEOPLE)
def reset_factor(request: HttpRequest, username: str) -> Changed:
    """Take away every second factor of somebody, who is signed out everywhere."""
    return Changed(changed=reset_second_factor(asker(request), _person(username)))


def _person(username: str) -> Row:
    try:
        return find_person(username)
    except UsageError as error:
        raise NotFoundError(error.what, cure=error.cure or "Choose one of /people.") from error
