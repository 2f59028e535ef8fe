"""The sliders of the cycle in a real browser: by keyboard, by htmx, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ringtrue.core.role import Role
from tests.web.loop_firm import keep_firm
from tests.web.world import write_shop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cookie(live_server, tmp_path: Path, settings, signed_in: Callable) -> dict[str, str]:
    settings.WORKSPACE = tmp_path / "shop"
    write_shop(settings.WORKSPACE)
    client = signed_in("ann", Role.MARKETING)
    value = client.cookies["sessionid"].value
    return {"name": "sessionid", "value": value, "url": live_server.url}


def test_sliders_answer_to_the_keyboard_and_axe_finds_nothing(
    live_server, page: Page, cookie, axe: Callable[[Page], list[str]]
) -> None:
    page.context.add_cookies([cookie])
    page.goto(f"{live_server.url}/cycle/")
    assert axe(page) == []
    page.focus("#s-capability")
    page.keyboard.press("End")
    expect(page.locator("#told")).to_contain_text("no cycle starts")
    expect(page.locator("#v-capability")).to_contain_text("100")
    expect(page.locator("#b-capability")).to_contain_text("stated by you")
    assert axe(page) == []


def test_without_javascript_the_button_asks(live_server, chromium: Browser, cookie) -> None:
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{live_server.url}/cycle/?promise=60")
    page.get_by_role("button", name="Run it").click()
    assert "promise=60" in page.url
    expect(page.locator("#told")).to_contain_text("no cycle starts")
    context.close()


def test_axe_finds_nothing_on_the_loop_and_a_phone_need_not_scroll_sideways(
    live_server, page: Page, cookie, axe: Callable[[Page], list[str]]
) -> None:
    keep_firm()
    page.context.add_cookies([cookie])
    page.set_viewport_size({"width": 390, "height": 800})
    for address in ("/cycle/loop/", "/cycle/"):
        page.goto(f"{live_server.url}{address}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
