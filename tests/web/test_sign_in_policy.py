"""A desk without passwords: what is gone, and how people come in all the same."""

from __future__ import annotations

import pytest
from django.test import Client

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.invite_person import first_link, invite
from ringtrue.desk.services.manage_people import change_email
from ringtrue.desk.services.sign_in_link import make_sign_in_link
from ringtrue.desk.sign_in_policy import Provider, SignInPolicy
from ringtrue.desk.terminal import Terminal
from tests.web.world import PASSWORD

pytestmark = pytest.mark.django_db

WITHOUT = SignInPolicy(
    passwords=False, provider=Provider("https://id.example", "us", "x", "Shop ID")
)


@pytest.fixture
def ann(with_password) -> Person:
    return with_password("ann", Role.ADMIN)


@pytest.fixture
def link(ann) -> str:
    """An invitation of the time when there were passwords."""
    return f"/invitation/{invite(Terminal('op'), ann)}/"


@pytest.fixture(autouse=True)
def policy(settings, link) -> None:
    settings.SIGN_IN = WITHOUT


def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def test_the_page_to_sign_in_asks_for_no_password_and_takes_none(ann) -> None:
    page = Client().get("/sign-in/").content.decode()
    assert "Sign in with Shop ID" in page
    assert "Forgotten" not in page
    assert 'name="password"' not in page
    answer = Client().post("/sign-in/", {"login": "ann", "password": PASSWORD})
    assert answer.status_code == 403
    assert "_auth_user_id" not in answer.client.session


@pytest.mark.parametrize(
    "page", ["/forgotten/", "/forgotten/1-abc/", "/account/password/", "/account/new-password/"]
)
def test_the_pages_about_passwords_are_gone(ann, page) -> None:
    assert signed_in(ann).get(page).status_code == 404


def test_old_invitations_are_no_longer_good_and_new_ones_are_not_made(ann, link) -> None:
    assert Client().get(link).status_code == 410
    assert Client().post(link, {"password": PASSWORD}).status_code == 410
    with pytest.raises(UsageError, match="nobody has a password here"):
        invite(Terminal("op"), ann)


def test_whoever_is_added_needs_an_address_and_gets_no_link(ann) -> None:
    client = signed_in(ann)
    page = client.get("/people/").content.decode()
    assert "They sign in with Shop ID" in page
    assert "Link for a new password" not in page
    assert client.post("/people/add/", {"username": "bob"}).status_code == 422
    sent = {"username": "bob", "email": "bob@shop.example"}
    assert client.post("/people/add/", sent)["Location"] == "/people/"
    assert Person.objects.get(username="bob").email == "bob@shop.example"


def test_the_first_administrator_gets_in_by_the_link_and_later_by_the_address() -> None:
    Person.objects.all().delete()
    address = f"/welcome/{first_link()}/"
    client = Client()
    assert 'name="password"' not in client.get(address).content.decode()
    assert client.post(address, {"username": "root"}).status_code == 422
    client.post(address, {"username": "root", "email": "root@shop.example"})
    assert client.get("/people/").status_code == 200
    assert not Person.objects.get().has_usable_password()


def test_changing_how_one_signs_in_asks_nobody_for_a_password(ann) -> None:
    client = signed_in(ann)
    assert client.get("/account/app/").status_code == 200
    assert "Password" not in client.get("/account/").content.decode()


def test_when_the_provider_is_gone_the_terminal_lets_the_last_administrator_in(ann) -> None:
    client = Client()
    client.post(f"/sign-in/link/{make_sign_in_link(Terminal('op'), ann)}/")
    assert client.get("/people/").status_code == 200


def test_nobody_shares_an_address(ann, person) -> None:
    bob = person("bob")
    assert change_email(ann, ann, "ann@shop.example")
    assert not change_email(ann, ann, "ann@shop.example")
    for wrong in ("ANN@shop.example", "no address"):
        with pytest.raises(UsageError):
            change_email(ann, bob, wrong)
    signed_in(ann).post("/people/bob/", {"do": "email", "email": "bob@shop.example"})
    bob.refresh_from_db()
    assert bob.email == "bob@shop.example"
    assert change_email(ann, bob, "")
