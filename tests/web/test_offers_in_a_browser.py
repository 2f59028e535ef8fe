"""What is limited, in a real browser: said, changed and taken back by keyboard and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ringtrue.core.role import Role
from ringtrue.desk.workspace import load_workspace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cookie(live_server, named_shop: None, tmp_path: Path, signed_in: Callable) -> dict[str, str]:
    """Ann of Marketing has a campaign in draft."""
    from ringtrue.desk.models.person import Person
    from ringtrue.desk.services.create_campaign import create_campaign

    client = signed_in("ann", Role.MARKETING)
    ann = Person.objects.get(username="ann")
    create_campaign(ann, load_workspace(tmp_path), name="Spring")
    value = client.cookies["sessionid"].value
    return {"name": "sessionid", "value": value, "url": live_server.url}


def limit_mugs(page: Page) -> None:
    page.locator("summary", has_text="Say what is limited").press("Enter")
    page.locator("#o0-name").fill("Enamel mug")
    page.locator("#o0-amount").fill("40")
    page.locator("#o0-first").fill("2026-04-01")
    page.locator("#o0-last").fill("2026-04-10")
    page.locator("#o0-usual").fill("3 – 5 – 8")
    page.locator("form[action*='add-offer-limit'] button").press("Enter")
    expect(page.get_by_role("heading", name="Enamel mug")).to_be_visible(timeout=20_000)


def test_what_is_limited_is_said_changed_and_taken_back(
    live_server, page: Page, cookie, axe: Callable[[Page], list[str]]
) -> None:
    page.context.add_cookies([cookie])
    page.goto(f"{live_server.url}/campaigns/spring/load/")
    limit_mugs(page)
    expect(page.locator("article.offer")).to_contain_text("too little")
    page.locator("article.offer summary", has_text="Change").press("Enter")
    page.locator("#o1-amount").fill("400")
    assert axe(page) == []
    page.locator("form[action*='change-offer-limit'] button").press("Enter")
    expect(page.locator("article.offer")).to_contain_text("400 in all", timeout=20_000)
    page.get_by_role("button", name="Remove Enamel mug").press("Enter")
    expect(page.get_by_text("Is anything limited?")).to_be_visible(timeout=20_000)
    assert axe(page) == []


def test_a_phone_without_javascript_shows_all_of_it_without_scrolling_sideways(
    live_server, chromium: Browser, cookie
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{live_server.url}/campaigns/spring/load/")
    limit_mugs(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Remove Enamel mug").press("Enter")
    expect(page.get_by_text("Is anything limited?")).to_be_visible()
    context.close()
