"""The form of a standard in a browser: by keyboard, by htmx, on a phone, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ringtrue.core.role import Role
from ringtrue.desk.models.standard import StandardEntry
from tests.web.test_standard_form_pages import ORDERS, SETTINGS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cookie(live_server, tmp_path: Path, settings, signed_in: Callable) -> dict[str, str]:
    (tmp_path / "ringtrue.yaml").write_text(SETTINGS, encoding="utf-8")
    rows = "2026-01-01T09:00,2026-01-02T09:00,north,true,7,1,2\n"
    (tmp_path / "orders.csv").write_text(ORDERS + rows, encoding="utf-8")
    (tmp_path / "calls.csv").write_text("rang_at,wait_seconds\n2026-01-01T09:00,20\n")
    settings.WORKSPACE = tmp_path
    client = signed_in("olga", Role.OPERATIONS)
    value = client.cookies["sessionid"].value
    return {"name": "sessionid", "value": value, "url": live_server.url}


def fill(page: Page) -> None:
    page.get_by_label("In the words of the copy").fill("Delivered in 2 days")
    page.get_by_label("The clock starts", exact=True).select_option("ordered_at")
    page.get_by_label("The clock stops").select_option("delivered_at")
    page.get_by_label("It may take", exact=True).fill("2")


def test_a_standard_is_written_without_a_mouse_and_said_while_one_types(
    live_server, page: Page, cookie, axe: Callable[[Page], list[str]]
) -> None:
    page.context.add_cookies([cookie])
    page.goto(f"{live_server.url}/new-standard/")
    assert axe(page) == []
    fill(page)
    expect(page.locator("#meaning .words")).to_contain_text("within 2 calendar days of being")
    expect(page.locator("#code")).to_contain_text("limit: 2 calendar days")
    page.get_by_label("What must be so").focus()
    page.keyboard.press("Space")
    expect(page.locator("#f-from")).to_be_hidden()
    expect(page.locator("#f-condition-column-1")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("How long it takes").check()
    page.get_by_role("button", name="As code").click()
    expect(page.locator("#body")).to_contain_text("from: ordered_at")
    assert axe(page) == []
    page.get_by_role("button", name="As a form").click()
    expect(page.locator("#f-from")).to_have_value("ordered_at")
    page.get_by_label("Recorded in").select_option("calls")
    expect(page.locator("#f-from option", has_text="rang_at")).to_have_count(1)
    page.get_by_label("Recorded in").select_option("orders")
    expect(page.locator("#f-to option", has_text="(as written)")).to_have_count(0)
    page.locator("#f-limit").press("Enter")
    page.wait_for_url("**/book/delivered-in-2-days/")
    assert StandardEntry.objects.get().slug == "delivered-in-2-days"
    assert axe(page) == []


def test_a_phone_need_not_scroll_sideways_and_a_mistake_is_shown(
    live_server, chromium: Browser, cookie, axe: Callable[[Page], list[str]]
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{live_server.url}/new-standard/")
    fill(page)
    page.get_by_label("Share in per cent").fill("0.95")
    page.get_by_role("button", name="Add it").last.click()
    expect(page.locator("#f-target-wrong")).to_contain_text("Write 95 for 95 %")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()


def test_without_javascript_the_buttons_do_all_of_it(
    live_server, chromium: Browser, cookie
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{live_server.url}/new-standard/")
    fill(page)
    page.get_by_label("Recorded in").select_option("calls")
    page.get_by_role("button", name="Show its columns").click()
    expect(page.locator("#f-from option", has_text="rang_at")).to_have_count(1)
    page.get_by_label("Recorded in").select_option("orders")
    page.get_by_role("button", name="And another").nth(1).click()
    expect(page.get_by_label("It is about records where: column 1")).to_be_visible()
    page.get_by_role("button", name="As code").click()
    expect(page.locator("#meaning")).to_contain_text("within 2 calendar days of being ordered")
    page.get_by_role("button", name="As a form").click()
    page.get_by_role("button", name="Add it").last.click()
    expect(page.locator("h1")).to_contain_text("Delivered in 2 days")
    context.close()
