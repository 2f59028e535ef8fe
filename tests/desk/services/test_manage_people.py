"""People and roles: who may manage them, what is refused, and that an administrator remains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.person import Person, RoleGrant
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.invite_person import (
    accept_invitation,
    first_link,
    invite,
    is_first_link,
    make_first_administrator,
)
from ringtrue.desk.services.manage_people import (
    add_person,
    deactivate,
    find_person,
    grant_role,
    reactivate,
    revoke_role,
)
from ringtrue.desk.terminal import Terminal

pytestmark = pytest.mark.django_db

HOST = Terminal("root")
GOOD = "correct horse battery"

if TYPE_CHECKING:
    from collections.abc import Callable

    MakePerson = Callable[..., Person]


def actions() -> list[str]:
    return [event.action for event in EventRecord.objects.all()]


def test_a_person_is_added_with_roles_and_one_event(person: MakePerson) -> None:
    made = add_person(
        person("boss", Role.ADMIN), "ann", name=" Ann  Lee ", roles=[Role.LEGAL, Role.LEGAL]
    )
    assert made.name == "Ann Lee"
    assert made.roles == {Role.LEGAL}
    assert not made.has_usable_password()
    (event,) = EventRecord.objects.all()
    assert (event.actor, event.subject, event.payload) == (
        "boss", "person:ann", '{"roles":["legal"]}',
    )  # fmt: skip


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_but_an_administrator_manages_people(person: MakePerson, role: Role) -> None:
    somebody, other = person("bob", role), person("cat", Role.VIEWER)
    verbs: list[Callable[[], Any]] = [
        lambda: add_person(somebody, "dan"),
        lambda: grant_role(somebody, somebody, Role.ADMIN),
        lambda: revoke_role(somebody, other, Role.VIEWER),
        lambda: deactivate(somebody, other),
        lambda: reactivate(somebody, other),
        lambda: invite(somebody, other),
    ]
    for verb in verbs:
        with pytest.raises(NotAllowedError):
            verb()
    assert actions() == []
    assert Person.objects.count() == 2
    assert RoleGrant.objects.count() == 2


def test_the_terminal_manages_people_and_is_named_in_the_chain() -> None:
    add_person(HOST, "ann", roles=[Role.ADMIN])
    assert EventRecord.objects.get().actor == "terminal:root"


def test_nobody_can_be_called_as_the_terminal_is() -> None:
    with pytest.raises(UsageError):
        add_person(HOST, "terminal:root")


@pytest.mark.parametrize("username", ["", " ", "a b", "x" * 151, "a\x00b", "<b>", "a/b"])
def test_a_name_that_is_none_is_refused_and_leaves_nothing(username: str) -> None:
    with pytest.raises(UsageError):
        add_person(HOST, username)
    assert actions() == []
    assert not Person.objects.exists()


@pytest.mark.parametrize("username", ["ann", "ANN", " ann "])
def test_a_name_is_taken_whatever_its_case(person: MakePerson, username: str) -> None:
    person("Ann")
    with pytest.raises(UsageError, match="already"):
        add_person(HOST, username)


def test_a_bad_address_is_refused() -> None:
    with pytest.raises(UsageError, match="email"):
        add_person(HOST, "ann", email="nowhere")


def test_granting_twice_changes_nothing_the_second_time(person: MakePerson) -> None:
    ann = person("ann")
    assert ann.roles == frozenset()
    assert grant_role(HOST, ann, Role.SERVICE)
    assert ann.roles == {Role.SERVICE}
    assert not grant_role(HOST, ann, Role.SERVICE)
    assert revoke_role(HOST, ann, Role.SERVICE)
    assert not revoke_role(HOST, ann, Role.SERVICE)
    assert ann.roles == frozenset()
    assert actions() == ["grant role", "revoke role"]


def test_the_last_administrator_cannot_go(person: MakePerson) -> None:
    ann = person("ann", Role.ADMIN, Role.LEGAL)
    gone = person("gone", Role.ADMIN)
    deactivate(HOST, gone)
    for verb in (lambda: revoke_role(ann, ann, Role.ADMIN), lambda: deactivate(ann, ann)):
        with pytest.raises(UsageError, match="last administrator"):
            verb()
    assert revoke_role(ann, ann, Role.LEGAL), "other roles of theirs may go"
    reactivate(ann, gone)
    assert revoke_role(ann, ann, Role.ADMIN)
    assert Person.objects.get(username="ann").is_active


def test_somebody_without_the_role_may_go_while_one_administrator_is_left(
    person: MakePerson,
) -> None:
    boss, bob = person("boss", Role.ADMIN), person("bob", Role.LEGAL)
    assert deactivate(boss, bob)
    assert not deactivate(boss, bob)
    assert bob.roles == frozenset()
    assert reactivate(boss, bob)
    assert bob.roles == {Role.LEGAL}


def test_a_person_is_found_by_name_and_the_nearest_is_named(person: MakePerson) -> None:
    ann = person("annabel")
    assert find_person("Annabel") == ann
    with pytest.raises(UsageError) as told:
        find_person("annabell")
    assert "annabel" in told.value.cure


def test_the_first_administrator_is_made_once() -> None:
    token = first_link()
    assert is_first_link(token)
    made = make_first_administrator(token, "ann", GOOD, name="Ann")
    assert made.roles == {Role.ADMIN}
    assert made.check_password(GOOD)
    assert actions() == ["add first administrator"]
    assert not is_first_link(token)
    assert first_link() == ""
    with pytest.raises(UsageError, match="already"):
        make_first_administrator(token, "eve", GOOD)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_a_made_up_first_link_is_refused(token: str) -> None:
    assert not is_first_link(token)
    with pytest.raises(UsageError, match="not good"):
        make_first_administrator(token, "eve", GOOD)
    assert not Person.objects.exists()


def test_a_weak_password_makes_no_first_administrator() -> None:
    with pytest.raises(UsageError, match="short"):
        make_first_administrator(first_link(), "ann", "short")
    assert not Person.objects.exists()
    assert actions() == []


def test_an_invitation_sets_a_password_once(person: MakePerson) -> None:
    ann = person("ann", Role.VIEWER)
    token = invite(HOST, ann)
    with pytest.raises(UsageError):
        accept_invitation(token, "password")
    assert accept_invitation(token, GOOD).check_password(GOOD)
    with pytest.raises(UsageError, match="used"):
        accept_invitation(token, GOOD)
    assert actions() == ["invite person", "accept invitation"]


def test_an_invitation_is_of_one_person_and_ends_when_they_are_shut_out(
    person: MakePerson,
) -> None:
    ann, bob = person("ann"), person("bob")
    token = invite(HOST, ann)
    deactivate(HOST, bob) if person("boss", Role.ADMIN) else None
    proof = token.partition(".")[2]
    for wrong in (f"{bob.pk}.{proof}", f"{'9' * 30}.{proof}", f"².{proof}", f"-1.{proof}", proof):
        with pytest.raises(UsageError):
            accept_invitation(wrong, GOOD)
    deactivate(HOST, ann)
    with pytest.raises(UsageError):
        accept_invitation(token, GOOD)
