"""Apps for codes, recovery codes, who must have one, and who takes it away when it is lost."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.invite_person import invite
from ringtrue.desk.services.second_factor import has_second_factor, reset_second_factor
from ringtrue.desk.services.sign_in_link import make_sign_in_link, person_of_link
from ringtrue.desk.sign_in_policy import DECIDING, Provider, SecondFactor, SignInPolicy
from ringtrue.desk.terminal import Terminal
from tests.web.one_time_codes import code_of
from tests.web.world import PASSWORD

pytestmark = pytest.mark.django_db


class Clock:
    """The time of the codes; nothing else hangs on it."""

    def __init__(self) -> None:
        self.now = float(int(time.time()) // 30 * 30)

    def time(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Clock:
    from allauth.mfa.totp.internal import auth

    clock = Clock()
    monkeypatch.setattr(auth, "time", clock)
    return clock


def sign_in(password: str = PASSWORD):
    return Client().post("/sign-in/", {"login": "ann", "password": password})


def confirmed() -> Client:
    """Signed in, and the password shown once more."""
    client = sign_in().client
    answer = client.post("/account/confirm/", {"password": PASSWORD})
    assert answer.status_code == 302
    return client


def set_up_app(client: Client, clock: Clock) -> tuple[str, list[str]]:
    """The secret of the app and the recovery codes."""
    page = client.get("/account/app/").content.decode()
    secret = re.search(r'id="secret"[^>]* value="(\w+)"', page)[1]
    answer = client.post("/account/app/", {"code": code_of(secret, clock.now)}, follow=True)
    codes = re.findall(r"^(?:<pre id=\"codes\">)?(\d{8})$", answer.content.decode(), re.MULTILINE)
    clock.now += 30
    return secret, codes


@pytest.fixture
def app(ann, clock) -> tuple[str, list[str]]:
    return set_up_app(confirmed(), clock)


def second_step(code: str):
    """Name, password, and then a code."""
    answer = sign_in()
    assert answer["Location"] == "/sign-in/second-factor/"
    assert not is_in(answer.client)
    return answer.client.post("/sign-in/second-factor/", {"code": code})


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def events() -> list[tuple[str, str]]:
    return [(row.actor, row.action) for row in EventRecord.objects.order_by("number")]


def test_an_app_is_asked_for_after_the_password(app, clock) -> None:
    answer = second_step(code_of(app[0], clock.now))
    assert answer["Location"] == "/"
    assert is_in(answer.client)
    last = EventRecord.objects.order_by("number").last()
    assert (last.action, json.loads(last.payload)) == ("sign in", {"by": ["password", "totp"]})


def test_a_code_is_good_once(app, clock) -> None:
    code = code_of(app[0], clock.now)
    assert is_in(second_step(code).client)
    assert not is_in(second_step(code).client)


@pytest.mark.parametrize("late", [30, -30])
def test_a_code_of_another_half_minute_is_refused(app, clock, late) -> None:
    answer = second_step(code_of(app[0], clock.now + late))
    assert "This is not right" in answer.content.decode()
    assert not is_in(answer.client)


def test_a_recovery_code_lets_in_once(app) -> None:
    codes = app[1]
    assert len(set(codes)) == 10
    assert is_in(second_step(codes[3]).client)
    assert not is_in(second_step(codes[3]).client)
    assert is_in(second_step(codes[4]).client)


def test_recovery_codes_are_shown_once(ann, clock) -> None:
    client = confirmed()
    _, codes = set_up_app(client, clock)
    page = client.get("/account/codes/").content.decode()
    assert "10 of 10 are left" in page
    assert not any(code in page for code in codes)
    assert client.get("/account/codes/download/").status_code == 404
    again = client.post("/account/codes/new/", follow=True).content.decode()
    assert len(re.findall(r"^(?:<pre id=\"codes\">)?(\d{8})$", again, re.MULTILINE)) == 10
    assert not any(code in again for code in codes)
    assert not is_in(second_step(codes[0]).client)


def test_codes_are_not_guessed_from_any_number_of_addresses(app, clock) -> None:
    for number in range(5):
        assert second_step(f"00000{number}").status_code == 200
    answer = second_step(code_of(app[0], clock.now))
    assert "too many attempts" in answer.content.decode()
    assert not is_in(answer.client)
    assert events()[-1] == ("sign-in", "refuse further attempts")


def test_the_store_alone_yields_no_codes(app) -> None:
    secret, codes = app
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_under_another_secret_key_no_code_fits_and_no_page_breaks(app, clock, settings) -> None:
    started = sign_in().client
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    for code in (code_of(app[0], clock.now), code_of("A" * 32, clock.now), app[1][0], ""):
        assert started.post("/sign-in/second-factor/", {"code": code}).status_code == 200
    assert not is_in(started)


def test_adding_and_removing_are_in_the_chain_and_need_the_password_once_more(ann, clock) -> None:
    client = sign_in().client
    assert client.get("/account/app/")["Location"] == "/account/confirm/?next=%2Faccount%2Fapp%2F"
    assert client.post("/account/app/", {"code": "1"}).status_code == 302
    client = confirmed()
    secret, _ = set_up_app(client, clock)
    page = client.get("/account/").content.decode()
    assert "Remove the app" in page
    assert "10 left" in page
    assert client.post("/account/app/remove/")["Location"] == "/account/"
    assert not has_second_factor(ann)
    assert [event for event in events() if event[1] != "sign in"] == [
        ("ann", "add second factor"),
        ("ann", "add second factor"),
        ("ann", "remove second factor"),
        ("ann", "remove second factor"),
    ]
    payloads = "".join(EventRecord.objects.values_list("payload", flat=True))
    assert secret not in payloads
    assert sign_in()["Location"] == "/"


def test_a_wrong_first_code_sets_nothing_up(ann, clock) -> None:
    client = confirmed()
    client.get("/account/app/")
    assert client.post("/account/app/", {"code": "000000"}).status_code == 200
    assert not has_second_factor(ann)


@pytest.mark.parametrize("sent", ["", "x", "{}", "[]", "null", '{"id": "x"}', '{"response": 3}'])
@pytest.mark.parametrize(
    "page", ["/sign-in/passkey/", "/account/passkeys/", "/sign-in/second-factor/"]
)
def test_what_no_browser_sends_as_a_passkey_is_refused(app, clock, sent, page) -> None:
    if page.startswith("/account"):
        client = second_step(code_of(app[0], clock.now)).client
        client.post("/account/confirm/", {"password": PASSWORD})
    elif page == "/sign-in/second-factor/":
        client = sign_in().client
    else:
        client = Client()
    client.get(page, headers={"accept": "application/json"})
    answer = client.post(page, {"credential": sent, "name": "key"})
    assert answer.status_code in {200, 302}
    assert Authenticator.objects.filter(type="webauthn").count() == 0
    assert is_in(client) == page.startswith("/account")


# Ways in that must not lead past it


def test_an_invitation_does_not_lead_past_the_second_factor(app, person) -> None:
    ann = Person.objects.get(username="ann")
    token = invite(person("root", Role.ADMIN), ann)
    answer = Client().post(f"/invitation/{token}/", {"password": "seven forks of snow"})
    assert answer["Location"] == "/sign-in/second-factor/"
    assert not is_in(answer.client)


def test_a_link_of_the_terminal_signs_in_once_and_asks_for_the_second_factor(app, clock) -> None:
    ann = Person.objects.get(username="ann")
    address = f"/sign-in/link/{make_sign_in_link(Terminal('op'), ann)}/"
    client = Client()
    assert client.get(address).status_code == 200
    assert not is_in(client)
    assert client.post(address)["Location"] == "/sign-in/second-factor/"
    client.post("/sign-in/second-factor/", {"code": code_of(app[0], clock.now)})
    assert is_in(client)
    assert Client().get(address).status_code == 410
    assert Client().post(address).status_code == 410


def test_a_link_of_the_terminal_does_not_outlive_a_sign_in_of_the_same_second(ann) -> None:
    second = datetime(2026, 3, 2, 9, 0, 0, 1, tzinfo=UTC)
    Person.objects.filter(pk=ann.pk).update(last_login=second)
    ann.refresh_from_db()
    token = make_sign_in_link(Terminal("op"), ann)
    assert person_of_link(token) == ann
    Person.objects.filter(pk=ann.pk).update(last_login=second.replace(microsecond=2))
    assert Client().get(f"/sign-in/link/{token}/").status_code == 410


def test_a_link_of_the_terminal_ends_with_its_time_and_with_its_person(ann, monkeypatch) -> None:
    from django.core import signing

    token = make_sign_in_link(Terminal("op"), ann)
    assert person_of_link(token) == ann
    now = time.time()
    with monkeypatch.context() as later:
        later.setattr(signing.time, "time", lambda: now + 16 * 60)
        assert Client().get(f"/sign-in/link/{token}/").status_code == 410
    Person.objects.update(is_active=False)
    assert Client().get(f"/sign-in/link/{token}/").status_code == 410
    assert Client().get("/sign-in/link/made-up/").status_code == 410


# When it is lost


def test_an_administrator_takes_a_lost_one_away_and_the_person_is_signed_out(
    app, clock, signed_in
) -> None:
    client = second_step(code_of(app[0], clock.now)).client
    admin = signed_in("root", Role.ADMIN)
    assert "with second factor" in admin.get("/people/").content.decode()
    admin.post("/people/ann/", {"do": "reset-second-factor"})
    assert not is_in(client)
    assert sign_in()["Location"] == "/"
    assert ("root", "reset second factor") in events()
    assert not Authenticator.objects.exists()


def test_the_last_administrator_who_lost_everything_comes_in_from_the_terminal(app) -> None:
    ann, operator = Person.objects.get(username="ann"), Terminal("op")
    assert reset_second_factor(operator, ann)
    assert not reset_second_factor(operator, ann)
    client = Client()
    client.post(f"/sign-in/link/{make_sign_in_link(operator, ann)}/")
    assert is_in(client)
    assert ("terminal:op", "reset second factor") in events()
    assert ("terminal:op", "make sign-in link") in events()


# Who must have one

PAGES = ("/", "/account/", "/people/", "/campaigns/", "/object/", "/audit/", "/forgotten/")


@pytest.mark.parametrize("policy", SecondFactor)
@pytest.mark.parametrize("role", [None, *Role])
def test_whoever_needs_one_is_led_to_it_before_anything_else(
    signed_in, settings, role, policy
) -> None:
    settings.SIGN_IN = SignInPolicy(second_factor=policy)
    needed = policy is SecondFactor.EVERYONE or (
        policy is SecondFactor.DECIDING and role in DECIDING
    )
    client = signed_in("bob", *filter(None, [role]))
    for page in PAGES:
        answer = client.get(page)
        led = answer.status_code == 302 and answer["Location"] == "/account/second-factor/"
        assert (page, led) == (page, needed)
    led = client.post("/account/name/", {"name": "Bob"})["Location"] == "/account/second-factor/"
    assert led == needed
    assert client.get("/account/second-factor/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/sign-in/"


def test_the_roles_that_decide_sign_launch_or_administer() -> None:
    others = {Role.FRONT_LINE, Role.VIEWER}
    assert set(Role) - others == DECIDING


def test_once_it_is_set_up_everything_opens_and_the_last_one_stays(ann, clock, settings) -> None:
    settings.SIGN_IN = SignInPolicy(second_factor=SecondFactor.DECIDING)
    client = confirmed()
    set_up_app(client, clock)
    assert is_in(client)
    told = client.get("/account/app/remove/").content.decode()
    assert "your only one" in told
    client.post("/account/app/remove/")
    assert has_second_factor(ann)


def test_a_fragment_leads_the_whole_page_there(signed_in, settings) -> None:
    settings.SIGN_IN = SignInPolicy(second_factor=SecondFactor.EVERYONE)
    answer = signed_in("bob").get("/work/", headers={"hx-request": "true"})
    assert answer["HX-Redirect"] == "/account/second-factor/"


def test_a_provider_that_asks_itself_is_enough_for_whoever_came_from_there(ann, settings) -> None:
    provider = Provider("https://id.example", "us", "secret", asks_twice=True)
    settings.SIGN_IN = SignInPolicy(second_factor=SecondFactor.EVERYONE, provider=provider)
    client = sign_in().client
    assert not is_in(client)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": 1.0}]
    session.save()
    assert is_in(client)
