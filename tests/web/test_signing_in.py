"""Signing in and out, the limit of attempts, one-time links, and the choice of colours."""

from __future__ import annotations

import pytest
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.invite_person import first_link, invite
from tests.web.world import PASSWORD

pytestmark = pytest.mark.django_db

ATTEMPTS = 5


def sign_in(password: str, name: str = "ann", **more: str):
    return Client().post("/sign-in/", {"login": name, "password": password, **more})


def test_name_and_password_open_the_home_page(ann) -> None:
    answer = sign_in(PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_wrong_password_and_an_unknown_name_are_told_alike(ann) -> None:
    pages = [sign_in("wrong").content.decode(), sign_in("wrong", "nobody").content.decode()]
    assert all("do not belong together" in page for page in pages)


def test_the_way_back_never_leads_elsewhere(ann) -> None:
    assert sign_in(PASSWORD, next="/work/")["Location"] == "/work/"
    assert sign_in(PASSWORD, next="https://evil.example/")["Location"] == "/"


def test_the_sixth_attempt_is_refused_even_with_the_right_password(ann) -> None:
    for _ in range(ATTEMPTS):
        assert sign_in("wrong").status_code == 200
    answer = sign_in(PASSWORD)
    assert answer.status_code == 429
    assert "too many attempts" in answer.content.decode()
    assert "_auth_user_id" not in answer.client.session


def test_attempts_at_one_name_do_not_shut_out_another(ann) -> None:
    for _ in range(ATTEMPTS + 1):
        sign_in("wrong", "bob")
    assert sign_in(PASSWORD).status_code == 302


def test_signing_out_ends_the_session_and_needs_a_form(ann) -> None:
    client = Client()
    client.force_login(ann)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/work/").status_code == 302


def test_while_there_is_nobody_the_sign_in_page_says_how_the_first_one_is_made() -> None:
    assert "ringtrue serve" in Client().get("/sign-in/").content.decode()


def test_the_first_link_makes_an_administrator_once_and_signs_them_in() -> None:
    address = f"/welcome/{first_link()}/"
    client = Client()
    assert client.get(address).status_code == 200
    answer = client.post(address, {"username": "ann", "password": PASSWORD})
    assert answer["Location"] == "/"
    assert Person.objects.get().roles == {Role.ADMIN}
    assert client.get("/people/").status_code == 200
    assert Client().get(address).status_code == 410


def test_a_weak_password_is_refused_with_its_reason_and_makes_nobody() -> None:
    told = {"username": "ann", "password": "password"}
    answer = Client().post(f"/welcome/{first_link()}/", told)
    assert answer.status_code == 422
    assert "too common" in answer.content.decode()
    assert not Person.objects.exists()


def test_an_invitation_sets_a_password_once(ann, person) -> None:
    admin = person("root", Role.ADMIN)
    bob = person("bob", Role.OPERATIONS)
    address = f"/invitation/{invite(admin, bob)}/"
    assert Client().post(address, {"password": PASSWORD})["Location"] == "/"
    assert sign_in(PASSWORD, "bob").status_code == 302
    assert Client().post(address, {"password": PASSWORD}).status_code == 410


@pytest.mark.parametrize("token", ["x", "1.x", "9" * 40 + ".x", "-1.a", "²"])
def test_a_made_up_link_is_refused(ann, token) -> None:
    assert Client().get(f"/welcome/{token}/").status_code == 410
    assert Client().get(f"/invitation/{token}/").status_code == 410


def test_the_colours_are_remembered_and_marked_in_the_page(ann) -> None:
    client = Client()
    client.force_login(ann)
    assert client.post("/theme/", {"theme": "dark", "next": "/work/"})["Location"] == "/work/"
    assert 'data-theme="dark"' in client.get("/work/").content.decode()
    client.post("/theme/", {"theme": "system"})
    assert "data-theme" not in client.get("/work/").content.decode()


def test_colours_nobody_offers_and_ways_back_that_lead_elsewhere_are_ignored() -> None:
    answer = Client().post("/theme/", {"theme": "red", "next": "//evil.example"})
    assert answer["Location"] == "/"
    assert "theme" not in answer.cookies
