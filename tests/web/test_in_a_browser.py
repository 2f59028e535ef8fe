"""Signing in and looking around in a real browser, with keyboard and colours, and axe beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.core.role import Role
from tests.web.world import (
    AS_OF,
    PASSWORD,
    make_campaign,
    make_customers,
    make_entry,
    make_evidence,
    make_live_page,
    make_notifications,
    make_objection,
    make_outcome,
    make_standings,
    make_study,
    standard,
    write_shop,
)

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "/",
    "/work/",
    "/cost/",
    "/alerts/",
    "/live/",
    "/campaigns/out-now/",
    "/campaigns/out-now/sign-offs/",
    "/campaigns/out-now/checklist/",
    "/campaigns/out-now/objections/",
    "/campaigns/out-now/limits/",
    "/campaigns/out-now/proofs/",
    "/campaigns/out-now/live/",
    "/campaigns/out-now/history/",
    "/materials/new/",
    "/promises/promise-0/",
    "/campaigns/",
    "/new-campaign/",
    "/objections/",
    "/object/",
    "/book/",
    "/book/fast/",
    "/new-standard/",
    "/sources/",
    "/sources/orders/",
    "/settings/",
    "/people/",
    "/jobs/",
    "/notifications/",
    "/delivery/",
    "/audit/",
    "/account/",
    "/account/tokens/",
    "/account/password/",
)


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, settings, person, with_password) -> None:
    settings.WORKSPACE = tmp_path / "shop"
    write_shop(settings.WORKSPACE)
    ann = with_password("ann", *Role)
    make_standings(5)
    make_customers()
    make_entry("fast", standard("fast", "1 day"))
    make_evidence("promise-0")
    make_study("promise-0")
    make_campaign(person("bob", Role.MARKETING))
    make_live_page(person("mia", Role.MARKETING))
    cleo = person("cleo", Role.FRONT_LINE)
    make_outcome(make_objection(cleo))
    make_outcome(
        make_objection(cleo, answered_at=AS_OF, answer="Two more.", upheld=False),
        "did not come true",
    )
    make_notifications(ann, ann)


def sign_in(page, live_server) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("Name").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")


def test_somebody_signs_in_and_follows_the_worst_promise_to_its_evidence(page, live_server) -> None:
    sign_in(page, live_server)
    assert page.get_by_role("heading", level=1).inner_text() == "Is our word kept?"
    page.get_by_role("link", name="Delivered in 2 days").first.click()
    assert "Delivered in 2 days" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_text("The numbers as a table").click()
    assert page.get_by_role("row", name="December 2025").is_visible()
    with page.expect_download() as download:
        page.locator("#evidence ~ *, section:has(#evidence)").get_by_role("link").first.click()
    assert download.value.suggested_filename.startswith("promise-0-")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(page, live_server, axe, colours) -> None:
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    page.goto(f"{live_server.url}/sign-in/")
    found = {"/sign-in/": axe(page)}
    sign_in(page, live_server)
    for address in PAGES:
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        found[address] = axe(page)
    assert {address: rules for address, rules in found.items() if rules} == {}


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_no_page_is_wider_than_its_screen(page, live_server, width) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server)
    wider = []
    for address in PAGES:
        page.goto(live_server.url + address)
        root = "document.documentElement"
        if page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
            wider.append(address)
    assert wider == []


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(page, live_server) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, live_server)
    button, link = page.get_by_role("button", name="Menu"), page.get_by_role("link", name="Sources")
    assert not link.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()
    assert page.evaluate("document.activeElement.dataset.menu") == "side"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page, live_server) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/campaigns/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_chosen_colours_win_over_those_of_the_system_and_stay(page, live_server) -> None:
    page.emulate_media(color_scheme="light")
    sign_in(page, live_server)
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    page.goto(f"{live_server.url}/campaigns/")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (light, dark) == ("rgb(251, 250, 246)", "rgb(19, 21, 24)")


def test_words_are_copied_by_keyboard_and_that_is_said(page, live_server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/promises/promise-0/")
    page.get_by_role("button", name="Copy the words").first.focus()
    page.keyboard.press("Enter")
    page.locator("#said", has_text="Copied to the clipboard.").wait_for()
    taken = page.evaluate("navigator.clipboard.readText()")
    assert taken == "19 in 20 orders come within 4 days."


def test_words_are_copied_where_the_browser_lends_no_clipboard(page, live_server) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/promises/promise-0/")
    page.get_by_role("button", name="Copy the words").nth(1).click()
    page.locator("#said:not(:empty)").wait_for()
    assert page.evaluate("getSelection().toString()") == "4 in 5 orders come within 2 days."


def test_the_chain_is_verified_in_place(page, live_server) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/audit/")
    page.get_by_role("button", name="Verify the chain").click()
    page.get_by_text("The chain holds.").wait_for()
    assert page.url == f"{live_server.url}/audit/"


def test_columns_arrive_by_themselves(page, live_server) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/sources/orders/")
    page.get_by_role("row", name="ordered_at").wait_for()
