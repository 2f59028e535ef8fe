"""Passkeys by a virtual authenticator, and every page of accounts as axe sees it."""

from __future__ import annotations

import time

import pytest

from ringtrue.desk.models.event import EventRecord
from tests.web.one_time_codes import code_of
from tests.web.world import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("named_shop")]


@pytest.fixture
def authenticator(page):
    """A device with a fingerprint reader that always agrees."""
    channel = page.context.new_cdp_session(page)
    channel.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return channel, channel.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page, live_server) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("Name").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_passkey(page, live_server, *, alone: bool) -> None:
    page.goto(f"{live_server.url}/account/passkeys/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What you call it").fill("Laptop")
    page.get_by_label("Sign in with it alone").set_checked(alone)
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_text("Laptop", exact=True).first.wait_for()


def sign_out(page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in/")


def ways() -> list[str]:
    rows = EventRecord.objects.filter(action="sign in").order_by("number")
    return [row.payload for row in rows]


def test_a_passkey_signs_in_alone(page, live_server, ann, authenticator) -> None:
    sign_in(page, live_server)
    add_passkey(page, live_server, alone=True)
    assert page.get_by_text("needs no password").is_visible()
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{live_server.url}/")
    assert ways() == ['{"by":["password"]}', '{"by":["webauthn"]}']
    page.goto(f"{live_server.url}/account/")
    page.get_by_role("link", name="Remove Laptop").click()
    page.get_by_role("link", name="with a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("The passkey is removed.").wait_for()
    assert page.get_by_text("Laptop").count() == 0


def test_a_passkey_is_asked_for_after_the_password(page, live_server, ann, authenticator) -> None:
    channel, made = authenticator
    sign_in(page, live_server)
    add_passkey(page, live_server, alone=False)
    sign_out(page)
    sign_in(page, live_server)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{live_server.url}/")
    assert ways()[-1] == '{"by":["password","webauthn"]}'
    sign_out(page)
    channel.send("WebAuthn.clearCredentials", made)
    sign_in(page, live_server)
    channel.send("WebAuthn.setUserVerified", made | {"isUserVerified": False})
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("No passkey was given").wait_for()
    page.goto(f"{live_server.url}/account/")
    page.wait_for_url("**/sign-in/**")


@pytest.mark.parametrize(("colours", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_on_the_pages_of_accounts(
    page, live_server, axe, ann, authenticator, settings, colours, width
) -> None:
    settings.MAIL_IS_SENT = True
    settings.MFA_TOTP_TOLERANCE = 1  # the half minute may end while the form is on its way
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    found = {}

    def look(name: str, address: str = "") -> None:
        if address:
            page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found[name] = [*axe(page), *(["wider than the screen"] if wide else [])]

    look("sign in", "/sign-in/")
    look("forgotten", "/forgotten/")
    look("sent", "/forgotten/sent/")
    look("a bad link", "/forgotten/1-abc/")
    sign_in(page, live_server)
    look("account", "/account/")
    look("choose", "/account/second-factor/")
    look("confirm", "/account/app/")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/app/")
    look("an app")
    secret = page.get_by_label("No camera?").input_value()
    page.get_by_label("Code", exact=True).fill(code_of(secret, time.time()))
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/codes/")
    look("codes")
    look("codes kept", "/account/codes/")
    look("new codes", "/account/codes/new/")
    look("remove the app", "/account/app/remove/")
    look("a passkey", "/account/passkeys/")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/account/")
    look("account with all")
    page.get_by_role("link", name="Rename").click()
    look("rename")
    page.goto(f"{live_server.url}/account/")
    page.get_by_role("link", name="Remove").last.click()
    look("remove a passkey")
    look("another password", "/account/password/")
    look("confirm by code", "/account/confirm/code/")
    look("confirm by passkey", "/account/confirm/passkey/")
    page.goto(f"{live_server.url}/object/")
    page.context.clear_cookies()
    sign_in(page, live_server)
    page.wait_for_url("**/second-factor/")
    look("second step")
    assert len(found) == 20
    assert {name: rules for name, rules in found.items() if rules} == {}
