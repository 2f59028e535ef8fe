"""A link that is followed twice in one moment lets one in: by terminal, invitation and reset."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils.http import int_to_base36

from ringtrue.core.role import Role
from ringtrue.desk.link_tokens import PasswordTokens
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.invite_person import invite
from ringtrue.desk.services.sign_in_link import make_sign_in_link
from ringtrue.desk.terminal import Terminal

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "seven forks of snow"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path


def at_once(ask: Callable[[int], object], number: int = 3) -> list[object]:
    """What each of so many was answered, when all asked in the same moment."""
    start, answers = Barrier(number), []

    def one(which: int) -> None:
        start.wait()
        try:
            answers.append(ask(which))
        finally:
            connection.close()

    threads = [Thread(target=partial(one, which)) for which in range(number)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return answers


def reset_link(person: Person) -> str:
    return f"/forgotten/{int_to_base36(person.pk)}-{PasswordTokens().make_token(person)}/"


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_link_of_the_terminal_lets_one_in(person) -> None:
    address = f"/sign-in/link/{make_sign_in_link(Terminal('op'), person('ann', Role.LEGAL))}/"
    clients = [Client() for _ in range(3)]
    answers = at_once(lambda which: clients[which].post(address).status_code)
    assert sorted(answers) == [302, 410, 410]
    assert sum(map(is_in, clients)) == 1


def test_an_invitation_is_accepted_once(person) -> None:
    ann = person("ann", Role.LEGAL)
    address = f"/invitation/{invite(person('root', Role.ADMIN), ann)}/"
    clients = [Client() for _ in range(3)]
    answers = at_once(
        lambda which: clients[which].post(address, {"password": f"{NEW} {which}"}).status_code
    )
    assert answers.count(302) == 1
    assert sum(map(is_in, clients)) == 1


def test_a_forgotten_password_is_set_once_by_a_link(person) -> None:
    ann = person("ann", Role.LEGAL)
    address = reset_link(ann)
    clients = [Client() for _ in range(3)]
    forms = [each.get(address)["Location"] for each in clients]
    assert all(re.fullmatch(r"/forgotten/.+-set-password/", each) for each in forms)

    def choose(which: int) -> str:
        answer = clients[which].post(forms[which], {"password1": f"{NEW} {which}"})
        return answer.headers.get("Location", "")

    assert sorted(at_once(choose)) == ["", "", "/forgotten/done/"]
    ann.refresh_from_db()
    assert [ann.check_password(f"{NEW} {which}") for which in range(3)].count(True) == 1


def test_invitations_and_resets_do_not_outlive_a_sign_in_of_their_own_second(person) -> None:
    from datetime import UTC, datetime

    ann, root = person("ann", Role.LEGAL), person("root", Role.ADMIN)
    second = datetime(2026, 3, 2, 9, 0, 0, 1, tzinfo=UTC)
    Person.objects.filter(pk=ann.pk).update(last_login=second)
    ann.refresh_from_db()
    invitation, reset = invite(root, ann), reset_link(ann)
    assert Client().get(f"/invitation/{invitation}/").status_code == 200
    Person.objects.filter(pk=ann.pk).update(last_login=second.replace(microsecond=2))
    assert Client().get(f"/invitation/{invitation}/").status_code == 410
    answer = Client().get(reset)
    assert "no longer good" in answer.content.decode()
