"""The page of tokens: made and shown once, revoked by their person or an administrator."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from ringtrue.core.role import Role

if TYPE_CHECKING:
    from ringtrue.desk.models.person import Person

pytestmark = pytest.mark.django_db

PAGE = "/account/tokens/"
FORM = {"name": "Pipeline", "scopes": ["read"], "days": "30"}


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def secret_in(page: str) -> str:
    found = re.search(r'value="(rt_[0-9a-f]{16}_[\w-]{43})"', page)
    assert found is not None
    return found[1]


def test_a_token_is_shown_once_and_works(person: Callable[..., Person]) -> None:
    client = client_of(person("mia", Role.MARKETING))
    answer = client.post(PAGE, FORM)
    assert "no-store" in answer["Cache-Control"]
    secret = secret_in(answer.content.decode())
    again = client.get(PAGE).content.decode()
    assert secret.rpartition("_")[2] not in again
    assert f"rt_{secret.split('_')[1]}_…" in again
    asked = Client().get("/api/v1/campaigns", headers={"Authorization": f"Bearer {secret}"})
    assert asked.status_code == 200


def test_a_session_opens_the_page_and_not_the_api(person: Callable[..., Person]) -> None:
    client = client_of(person("mia", Role.MARKETING))
    assert client.get(PAGE).status_code == 200
    assert client.get("/api/v1/campaigns").status_code == 401


def test_a_revoked_token_is_dead_at_once(person: Callable[..., Person]) -> None:
    client = client_of(person("mia", Role.MARKETING))
    secret = secret_in(client.post(PAGE, FORM).content.decode())
    number = secret.split("_")[1]
    assert client.post(f"{PAGE}{number}/revoke/").status_code == 302
    asked = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
    assert asked.status_code == 401
    assert "was revoked" in asked.json()["detail"]


def test_an_administrator_ends_anybodys_and_sees_no_secret(person: Callable[..., Person]) -> None:
    mia, ada = client_of(person("mia", Role.MARKETING)), client_of(person("ada", Role.ADMIN))
    secret = secret_in(mia.post(PAGE, FORM).content.decode())
    number = secret.split("_")[1]
    page = ada.get(PAGE).content.decode()
    assert "Pipeline" in page
    assert secret.rpartition("_")[2] not in page
    assert client_of(person("max", Role.MARKETING)).post(
        f"{PAGE}{number}/revoke/"
    ).status_code == 403  # fmt: skip
    assert ada.post(f"{PAGE}{number}/revoke/").status_code == 302
    assert "Everybody" not in mia.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"scopes": []}, {"scopes": ["people"]}, {"days": "0"}, {"days": "366"}],
)
def test_what_cannot_be_is_told_and_makes_nothing(person, wrong: dict[str, object]) -> None:
    from ringtrue.desk.models.token import ApiToken

    answer = client_of(person("mia", Role.MARKETING)).post(PAGE, FORM | wrong)
    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_only_scopes_that_the_roles_have_a_use_for_are_offered(person) -> None:
    page = client_of(person("fay", Role.FRONT_LINE)).get(PAGE).content.decode()
    assert re.findall(r'name="scopes" value="(\w+)"', page) == ["object", "notifications"]
