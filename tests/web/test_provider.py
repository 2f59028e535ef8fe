"""Signing in through a real provider of OpenID Connect on loopback: the whole code flow."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.manage_people import deactivate
from ringtrue.desk.services.match_person import disconnect_provider
from ringtrue.desk.sign_in_policy import Provider, SecondFactor, SignInPolicy
from ringtrue.desk.terminal import Terminal
from tests.web import identity_provider

pytestmark = pytest.mark.django_db

PATIENCE = 120
"""Seconds for an answer: none of these tests depends on how fast the machine is."""

BACK = "http://testserver/sign-in/provider/callback/"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a provider in a process of its own."""
    command = [sys.executable, identity_provider.__file__, str(tmp_path_factory.mktemp("provider"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = f"http://localhost:{int(process.stdout.readline())}"
            httpx.get(f"{address}/allow", params={"uri": BACK}, timeout=PATIENCE)
            yield address
        finally:
            process.terminate()


@pytest.fixture
def policy(issuer: str, settings) -> Provider:
    """The desk knows the provider; it makes nobody a person by itself."""
    provider = Provider(issuer, identity_provider.CLIENT, identity_provider.SECRET, "Shop ID")
    settings.SIGN_IN = SignInPolicy(provider=provider)
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = PATIENCE
    return provider


@pytest.fixture
def ann(person) -> Person:
    made = person("ann", Role.OPERATIONS)
    made.email = "ann@shop.example"
    made.set_password("four spoons of rain")
    made.save()
    return made


def leave(client: Client, **sent: str) -> str:
    """Where the desk sends the browser."""
    answer = client.post("/sign-in/provider/", sent)
    assert answer.status_code == 200, answer.content.decode()
    page = answer.content.decode()
    return html.unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)[1])


def agree(address: str, name: str) -> str:
    """What the provider sends the browser back with, after `name` signed in there."""
    parts = urlsplit(address)
    with httpx.Client(timeout=PATIENCE) as browser:
        browser.get(f"{parts.scheme}://{parts.netloc}/be/{name}")
        answer = browser.get(address)
    assert answer.status_code == 302, answer.text
    back = answer.headers["Location"]
    assert back.startswith(BACK)
    return back.removeprefix("http://testserver")


def come(name: str, client: Client | None = None, **sent: str):
    """The whole way there and back."""
    client = client or Client()
    return client.get(agree(leave(client, **sent), name))


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def events() -> list[tuple[str, str, str]]:
    rows = EventRecord.objects.order_by("number")
    return [(row.actor, row.action, row.subject) for row in rows]


def test_an_existing_person_comes_in_by_their_verified_address(policy, ann) -> None:
    answer = come("ann")
    assert answer["Location"] == "/"
    assert is_in(answer.client)
    assert events() == [
        ("sign-in", "connect provider", "person:ann"),
        ("ann", "sign in", "person:ann"),
    ]
    assert json.loads(EventRecord.objects.last().payload) == {"by": ["socialaccount"]}
    ann.refresh_from_db()
    assert ann.check_password("four spoons of rain")
    assert ann.name == "Ann"
    assert Person.objects.count() == 1


def test_the_way_there_carries_a_state_and_a_challenge_and_no_secret(policy, ann) -> None:
    address = leave(Client())
    asked = parse_qs(urlsplit(address).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [BACK]
    assert len(asked["state"][0]) >= 16
    assert policy.secret not in address


def test_whoever_came_once_is_known_by_number_even_with_another_address(policy, ann) -> None:
    come("ann")
    Person.objects.update(email="somebody@else.example")
    assert is_in(come("ann").client)
    assert SocialAccount.objects.get().extra_data == {"issuer": policy.issuer}


def test_the_way_back_leads_where_one_wanted_to_go_and_nowhere_else(policy, ann) -> None:
    assert come("ann", next="/work/")["Location"] == "/work/"
    assert come("ann", next="https://evil.example/")["Location"] == "/"


# Whom it is refused


def assert_refused(answer, told: str, status: int = 403) -> None:
    assert answer.status_code == status
    assert told.lower() in html.unescape(answer.content.decode()).lower()
    assert not is_in(answer.client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("name", ["bob", "cat", "dan", "nil"])
def test_an_address_that_is_not_verified_opens_nothing(policy, person, name) -> None:
    there = person(name)
    there.email = f"{name}@shop.example"
    there.save()
    assert_refused(come(name), "does not vouch for your address")


def test_somebody_whom_nobody_added_is_refused(policy, ann) -> None:
    assert_refused(come("fay"), "nobody here has the address fay@shop.example")
    assert Person.objects.count() == 1


def test_an_address_of_two_people_is_nobodys(policy, ann, person) -> None:
    twin = person("twin")
    twin.email = "ANN@shop.example"
    twin.save()
    assert_refused(come("ann"), "more than one person")


def test_somebody_shut_out_stays_out(policy, ann, person) -> None:
    client = come("ann").client
    deactivate(person("root", Role.ADMIN), ann)
    assert not is_in(client)
    answer = come("ann")
    assert answer["Location"] == "/sign-in/shut-out/"
    assert not is_in(answer.client)
    assert "ended your access" in answer.client.get(answer["Location"]).content.decode()


def test_an_address_that_was_given_to_somebody_else_does_not_open_what_was_theirs(
    policy, ann
) -> None:
    come("ann")
    answer = come("ann2")
    assert answer.status_code == 403
    assert "knows the person with this address as somebody else" in answer.content.decode()
    assert disconnect_provider(Terminal("op"), ann)
    assert is_in(come("ann2").client)
    assert ("terminal:op", "disconnect provider", "person:ann") in events()


# People who are made by themselves


@pytest.fixture
def open_domain(policy, settings) -> Provider:
    provider = Provider(
        policy.issuer,
        policy.client,
        policy.secret,
        domains=frozenset({"shop.example"}),
        roles=frozenset({Role.FRONT_LINE}),
    )
    settings.SIGN_IN = SignInPolicy(provider=provider)
    return provider


def test_where_the_policy_says_so_an_address_of_the_domain_makes_a_person(open_domain, ann) -> None:
    assert is_in(come("fay").client)
    fay = Person.objects.get(email="fay@shop.example")
    assert (fay.username, fay.name, fay.roles) == (
        "fay@shop.example",
        "Fay New",
        {Role.FRONT_LINE},
    )
    assert not fay.has_usable_password()
    assert ("sign-in", "add person", "person:fay@shop.example") in events()


def test_an_address_of_another_domain_makes_nobody(open_domain, ann) -> None:
    assert_refused(come("eve"), "nobody here has the address eve@elsewhere.example")
    assert_refused(come("bob"), "does not vouch")
    assert Person.objects.count() == 1


def test_nobody_is_the_first_one_by_themselves(open_domain) -> None:
    assert_refused(come("fay"), "nobody here has the address")
    assert not Person.objects.exists()


# What somebody in between could try


def test_a_state_of_another_browser_is_refused(policy, ann) -> None:
    back = agree(leave(Client()), "ann")
    victim = Client()
    leave(victim)
    assert_refused(victim.get(back), "Nobody was signed in", 401)
    assert_refused(Client().get(back), "Nobody was signed in", 401)


def test_what_came_back_is_good_once(policy, ann) -> None:
    client = Client()
    back = agree(leave(client), "ann")
    assert client.get(back).status_code == 302
    client.post("/sign-out/")
    assert client.get(back).status_code == 401
    assert not is_in(client)


def test_a_used_code_with_a_fresh_state_is_refused_by_the_provider(policy, ann) -> None:
    client = Client()
    used = parse_qs(urlsplit(agree(leave(client), "ann")).query)
    client.get("/sign-in/provider/callback/", {key: value[0] for key, value in used.items()})
    client.post("/sign-out/")
    fresh = parse_qs(urlsplit(leave(client)).query)["state"][0]
    sent = {"code": used["code"][0], "state": fresh}
    assert client.get("/sign-in/provider/callback/", sent).status_code == 401
    assert not is_in(client)


def test_a_code_of_another_browser_does_not_fit_the_challenge(policy, ann) -> None:
    stolen = parse_qs(urlsplit(agree(leave(Client()), "ann")).query)["code"][0]
    thief = Client()
    state = parse_qs(urlsplit(leave(thief)).query)["state"][0]
    answer = thief.get("/sign-in/provider/callback/", {"code": stolen, "state": state})
    assert_refused(answer, "Nobody was signed in", 401)


@pytest.mark.django_db(transaction=True)
def test_a_browser_goes_there_and_back_under_the_strict_policy_for_content(
    policy, ann, page, live_server, axe
) -> None:
    back = f"{live_server.url}/sign-in/provider/callback/"
    httpx.get(f"{policy.issuer}/allow", params={"uri": back}, timeout=PATIENCE)
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{policy.issuer}/be/ann")
    page.goto(f"{live_server.url}/sign-in/?next=/account/")
    assert axe(page) == []
    page.get_by_role("button", name="Sign in with Shop ID").click()
    page.wait_for_url(f"{live_server.url}/account/")
    assert page.get_by_role("heading", name="Your account").is_visible()


def test_signing_in_begins_with_a_form_of_ours_alone(policy, ann) -> None:
    assert Client().get("/sign-in/provider/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/sign-in/provider/").status_code == 403


def test_nobody_connects_another_account_on_the_way(policy, ann, signed_in) -> None:
    client = signed_in("bob", Role.VIEWER)
    answer = come("ann", client, process="connect")
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_cancelling_leads_back(policy, ann) -> None:
    client = Client()
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    back = {"error": "access_denied", "state": state}
    answer = client.get("/sign-in/provider/callback/", back, follow=True)
    assert "It was cancelled" in answer.content.decode()


@pytest.mark.parametrize("issuer_down", ["http://127.0.0.1:9", "http://localhost:{port}/be/ann?"])
def test_a_provider_that_is_down_or_talks_nonsense_is_told_as_that(
    policy, ann, settings, issuer_down
) -> None:
    address = issuer_down.format(port=urlsplit(policy.issuer).port)
    settings.SIGN_IN = SignInPolicy(provider=Provider(address, "us", "secret"))
    answer = Client().post("/sign-in/provider/")
    assert answer.status_code == 502
    assert "Nobody was signed in" in answer.content.decode()


def test_without_a_provider_there_is_no_such_way(ann) -> None:
    for page in ("/sign-in/provider/", "/sign-in/provider/callback/"):
        assert Client().post(page).status_code in {404, 405}
    assert Client().get("/sign-in/provider/callback/").status_code == 404
    assert "sign-in/provider" not in Client().get("/sign-in/").content.decode()


# Together with the rest of the policy


def test_a_second_factor_is_asked_for_unless_the_provider_asks_itself(
    policy, ann, settings
) -> None:
    settings.SIGN_IN = SignInPolicy(second_factor=SecondFactor.EVERYONE, provider=policy)
    client = come("ann").client
    assert client.get("/")["Location"] == "/account/second-factor/"
