"""`ringtrue people`: who takes part, and in which roles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringtrue.cli.options import color_option, need_store, workspace_option
from ringtrue.core.role import Role

if TYPE_CHECKING:
    from ringtrue.desk.models.person import Person
    from ringtrue.desk.terminal import Terminal

_ROLES = click.Choice([role.value for role in Role])
_address = click.option(
    "--address",
    default="http://localhost:8000",
    show_default=True,
    metavar="URL",
    help="Where people reach the desk; the printed link begins with it.",
)


@click.group()
def command() -> None:
    """Add people, list them, and give or take their roles."""


@command.command()
@click.argument("username")
@click.option("--name", default="", help="The name that others see; USERNAME when left out.")
@click.option("--email", default="", help="Where notifications go.")
@click.option("--role", "roles", multiple=True, type=_ROLES, help="A role; may be repeated.")
@_address
@workspace_option
def add(
    username: str,
    name: str,
    email: str,
    roles: tuple[str, ...],
    address: str,
    workspace: Path | None,
) -> None:
    """Add USERNAME, and print the link with which they choose a password."""
    by = _open(workspace)
    from ringtrue.desk.services.manage_people import add_person

    granted = [Role(role) for role in roles]
    made = add_person(by, username, name=name, email=email, roles=granted)
    _say([f"Added {_line(made)}", *_way_in(by, made, address)])


@command.command()
@click.argument("username")
@_address
@workspace_option
def invite(username: str, address: str, workspace: Path | None) -> None:
    """Print a new link with which USERNAME chooses a password, for one lost or forgotten."""
    by = _open(workspace)
    from ringtrue.desk.services.manage_people import find_person

    _say(_invitation(by, find_person(username), address))


@command.command(name="sign-in-link")
@click.argument("username")
@_address
@workspace_option
def sign_in_link(username: str, address: str, workspace: Path | None) -> None:
    """Print a link with which USERNAME signs in once, when no other way is left.

    A second factor is asked for all the same.
    """
    by = _open(workspace)
    from django.urls import reverse

    from ringtrue.desk.services.manage_people import find_person
    from ringtrue.desk.services.sign_in_link import make_sign_in_link

    person = find_person(username)
    token = make_sign_in_link(by, person)
    _say(
        [
            f"Whoever opens this link is {person.name}; it is good for a quarter of an hour, once:",
            address.rstrip("/") + reverse("sign-in-link", args=[token]),
        ]
    )


@command.command()
@click.argument("username")
@workspace_option
def disconnect(username: str, workspace: Path | None) -> None:
    """Let USERNAME come from the provider of sign-in by their e-mail again, as a new account."""
    by = _open(workspace)
    from ringtrue.desk.services.manage_people import find_person
    from ringtrue.desk.services.match_person import disconnect_provider

    person = find_person(username)
    done = disconnect_provider(by, person)
    _say([f"{person.username}: {'disconnected' if done else 'was not connected'}"])


@command.command()
@click.argument("username")
@click.argument("address")
@workspace_option
def email(username: str, address: str, workspace: Path | None) -> None:
    """Write down ADDRESS as the e-mail of USERNAME."""
    by = _open(workspace)
    from ringtrue.desk.services.manage_people import change_email, find_person

    person = find_person(username)
    change_email(by, person, address)
    _say([f"{person.username}: {person.email or 'no e-mail'}"])


@command.command(name="reset-second-factor")
@click.argument("username")
@workspace_option
def reset_second_factor(username: str, workspace: Path | None) -> None:
    """Take the second factor from USERNAME, who lost it, and sign them out everywhere."""
    by = _open(workspace)
    from ringtrue.desk.services.manage_people import find_person
    from ringtrue.desk.services.second_factor import reset_second_factor as reset

    person = find_person(username)
    done = reset(by, person)
    _say([f"{person.username}: {'the second factor is gone' if done else 'there was none'}"])


@command.command(name="list")
@workspace_option
@color_option
def list_people(workspace: Path | None) -> None:
    """Print everybody: name, whether they can sign in, roles."""
    from ringtrue.cli.output.table import table

    _open(workspace)
    from ringtrue.desk.models.person import Person

    people = Person.objects.prefetch_related("grants").order_by("username")
    rows = [(each.username, each.name, _access(each), _roles(each)) for each in people]
    if rows:
        _say(table(("username", "name", "access", "roles"), rows, texts=4))
    else:
        _say(["There is nobody yet: 'ringtrue serve' prints a link for the first administrator."])


@command.command()
@click.argument("username")
@click.argument("roles", nargs=-1, required=True, type=_ROLES)
@workspace_option
def grant(username: str, roles: tuple[str, ...], workspace: Path | None) -> None:
    """Give USERNAME one or more ROLES."""
    by = _open(workspace)
    from ringtrue.desk.services.manage_people import find_person, grant_role

    person = find_person(username)
    for role in roles:
        grant_role(by, person, Role(role))
    _say([_line(person)])


@command.command()
@click.argument("username")
@click.argument("roles", nargs=-1, required=True, type=_ROLES)
@workspace_option
def revoke(username: str, roles: tuple[str, ...], workspace: Path | None) -> None:
    """Take one or more ROLES from USERNAME; the last administrator keeps theirs."""
    by = _open(workspace)
    from ringtrue.desk.services.manage_people import find_person, revoke_role

    person = find_person(username)
    for role in roles:
        revoke_role(by, person, Role(role))
    _say([_line(person)])


@command.command()
@click.argument("username")
@workspace_option
def deactivate(username: str, workspace: Path | None) -> None:
    """Shut USERNAME out at once; what they did stays, and so do their roles for a return."""
    by = _open(workspace)
    from ringtrue.desk.services import manage_people

    person = manage_people.find_person(username)
    manage_people.deactivate(by, person)
    _say([_line(person)])


@command.command()
@click.argument("username")
@workspace_option
def reactivate(username: str, workspace: Path | None) -> None:
    """Let USERNAME in again."""
    by = _open(workspace)
    from ringtrue.desk.services import manage_people

    person = manage_people.find_person(username)
    manage_people.reactivate(by, person)
    _say([_line(person)])


def _open(workspace: Path | None) -> Terminal:
    """Open the store, and answer who asks."""
    need_store(workspace)
    from ringtrue.desk.terminal import this_terminal

    return this_terminal()


def _say(lines: Iterator[str] | list[str]) -> None:
    from ringtrue.cli.output.printing import say

    say(lines)


def _way_in(by: Terminal, person: Person, address: str) -> Iterator[str]:
    from django.conf import settings

    if settings.SIGN_IN.passwords:
        yield from _invitation(by, person, address)
    else:
        yield f"They sign in with {settings.SIGN_IN.provider_name}, by their e-mail."


def _invitation(by: Terminal, person: Person, address: str) -> Iterator[str]:
    from django.urls import reverse

    from ringtrue.desk.services.invite_person import invite as invite_person

    token = invite_person(by, person)
    yield f"Send {person.name} this link; it is good for three days, and once:"
    yield address.rstrip("/") + reverse("invitation", args=[token])


def _line(person: Person) -> str:
    return f"{person.username}: {_access(person)}, {_roles(person)}"


def _access(person: Person) -> str:
    if not person.is_active:
        return "shut out"
    return "active" if person.has_usable_password() else "invited"


def _roles(person: Person) -> str:
    granted = {grant.role for grant in person.grants.all()}
    return ", ".join(role.spoken for role in Role if role.value in granted) or "no role"
