"""The load of a campaign in a real browser: from the first placement to a condition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ringtrue.core.role import Role
from ringtrue.desk.workspace import load_workspace

pytestmark = pytest.mark.django_db(transaction=True)

SHOP = """\
name: Shop
calendars:
  phones: {time_zone: UTC, weekdays: "08:00-20:00", saturday: "08:00-20:00"}
answering:
  within: 20 seconds
  on_duty: [{calendar: phones, agents: 3}]
"""


@pytest.fixture
def cookie(live_server, tmp_path: Path, settings, signed_in: Callable) -> dict[str, str]:
    """Ann of Marketing has a campaign in draft."""
    from ringtrue.desk.models.person import Person
    from ringtrue.desk.services.create_campaign import create_campaign

    (tmp_path / "ringtrue.yaml").write_text(SHOP, encoding="utf-8")
    settings.WORKSPACE = tmp_path
    client = signed_in("ann", Role.MARKETING)
    ann = Person.objects.get(username="ann")
    create_campaign(ann, load_workspace(tmp_path), name="Spring")
    value = client.cookies["sessionid"].value
    return {"name": "sessionid", "value": value, "url": live_server.url}


def add_letter(page: Page) -> None:
    page.locator("#p-name").fill("Spring letter")
    page.locator("#p-channel").fill("e-mail")
    page.locator("#p-first").fill("2026-04-01T09:00")
    page.locator("#p-reach").fill("40000 – 60000 – 80000")
    page.locator("#p-response").fill("2")
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    expect(page.get_by_role("cell", name="60,000").first).to_be_visible()


def test_a_plan_is_written_tried_by_keyboard_and_made_a_condition(
    live_server, page: Page, cookie, axe: Callable[[Page], list[str]]
) -> None:
    page.context.add_cookies([cookie])
    page.goto(f"{live_server.url}/campaigns/spring/load/")
    add_letter(page)
    expect(page.get_by_text("What to do about it")).to_be_visible()
    page.focus("#w-agents")
    page.keyboard.press("End")
    expect(page.get_by_text("Nothing needs to be done")).to_be_visible(timeout=20_000)
    expect(page.locator("#o-agents")).to_contain_text("more than now")
    assert page.evaluate("document.activeElement.id") == "w-agents", "the slider keeps the focus"
    page.get_by_role("link", name="As it is planned").click()
    page.get_by_text("Make this plan a condition").click()
    page.get_by_label("Who sees to it").select_option("ann")
    page.get_by_label("Until when").fill("2026-03-20")
    page.get_by_role("button", name="Make it a condition").click()
    expect(page.get_by_text("This is a condition of the launch")).to_be_visible(timeout=20_000)
    assert axe(page) == []


def test_without_javascript_the_buttons_ask(live_server, chromium: Browser, cookie) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{live_server.url}/campaigns/spring/load/")
    add_letter(page)
    page.get_by_role("button", name="Try").press("Enter")
    assert "agents=0" in page.url
    expect(page.get_by_text("What to do about it")).to_be_visible()
    context.close()
