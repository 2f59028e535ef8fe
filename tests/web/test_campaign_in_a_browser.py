"""A campaign from pasted copy to its launch, and to the alert when its promise breaks.

As the people of a shop take it there together.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.desk.models.campaign import Campaign
from tests.desk.services.conftest import BOOK, write_orders

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from ringtrue.desk.models.person import Person

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = {
    "mia": Role.MARKETING,
    "max": Role.MARKETING,
    "olga": Role.OPERATIONS,
    "sam": Role.SERVICE,
    "ada": Role.ADMIN,
}
LAUNCHED = datetime(2026, 3, 2, tzinfo=UTC)
PARTS = ("", "sign-offs/", "checklist/", "objections/", "limits/", "proofs/", "history/")


class Desk:
    """One browser at which people sit down in turn."""

    def __init__(self, page: Page, address: str, people: dict[str, Person]) -> None:
        self.page, self.address, self.people = page, address, people

    def sit_down(self, who: str, path: str) -> Page:
        """Sign somebody in and open a page."""
        client = Client()
        client.force_login(self.people[who])
        value = client.cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": value, "url": self.address}])
        self.page.goto(f"{self.address}{path}")
        return self.page

    def stamp(self, state: str) -> None:
        """Wait until the campaign is stamped so."""
        self.page.locator(".stamp", has_text=re.compile(f"{state}$")).wait_for()

    def said(self, words: str) -> None:
        """Wait until the page tells so at its top."""
        self.page.locator("#toasts", has_text=words).wait_for()


@pytest.fixture
def desk(page: Page, live_server, settings, tmp_path: Path, person, worker) -> Desk:
    (tmp_path / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    write_orders(tmp_path / "orders.csv")
    settings.WORKSPACE = tmp_path
    return Desk(page, live_server.url, {name: person(name, PEOPLE[name]) for name in PEOPLE})


def paste(desk: Desk, words: str = "Delivered in 2 days.") -> None:
    page = desk.sit_down("mia", "/materials/new/")
    page.get_by_label("The copy").fill(words)
    page.locator("#found h2", has_text="1 promise").wait_for()
    page.get_by_label("Name of the material").fill("Landing page")
    page.get_by_label("Name of the new campaign").fill("Spring")
    page.get_by_role("button", name="Add to the campaign").click()
    desk.stamp("draft")


def confirm(desk: Desk) -> None:
    page = desk.sit_down("olga", "/campaigns/spring/")
    page.locator("[data-claim]").first.click()
    page.get_by_role("button", name="Confirm this meaning").click()
    desk.said("Confirmed as")


def review(desk: Desk) -> None:
    page = desk.sit_down("mia", "/campaigns/spring/")
    page.locator("#review button").click()
    desk.said("Reviewed")


def sign(desk: Desk, who: str, role: Role, share: str = "") -> None:
    page = desk.sit_down(who, "/campaigns/spring/sign-offs/")
    form = page.locator(f"#role-{role.value}")
    if share:
        form.get_by_label("The share you will hold").fill(share)
    form.get_by_role("button", name="Sign for").click()
    desk.said("Signed for")


def test_a_campaign_goes_from_pasted_copy_to_its_launch_and_to_an_alert(
    desk: Desk, tmp_path: Path
) -> None:
    paste(desk)
    confirm(desk)
    review(desk)
    desk.stamp("blocked")
    page = desk.page
    assert "Waits until what blocks it is cleared." in page.inner_text("main")
    assert page.locator(".stands .blocked li").count() == 1
    page.locator(".stands .jump").first.click()
    page.locator("#panel.filled h2", has_text="Delivered in 2 days").wait_for()
    assert page.locator(".claim.fails[aria-current]").count() == 1
    assert "promised" in page.inner_text("#panel")

    desk.sit_down("sam", "/campaigns/spring/").locator("[data-claim]").first.click()
    page.get_by_text("Object: “We can’t do this”").click()
    page.get_by_label("Why we can’t do this").fill("The vans leave on Tuesdays only.")
    page.get_by_role("button", name="Object", exact=True).click()
    desk.said("It must be answered")

    desk.sit_down("mia", "/campaigns/spring/").get_by_role("link", name="New version").click()
    page.get_by_label("The copy").fill("Delivered in 5 days.")
    page.locator("#found .changes", has_text="Delivered in 5 days").wait_for()
    page.get_by_role("button", name="Save as version 2").click()
    desk.stamp("in review")
    confirm(desk)
    review(desk)
    page.locator(".claim.holds").wait_for()

    page = desk.sit_down("olga", "/campaigns/spring/objections/")
    assert "name masked" in page.inner_text("main")
    page.get_by_text("Answer", exact=False).locator("visible=true").last.click()
    page.get_by_label("Your answer").fill("It says 5 days now.")
    page.get_by_label("Yes, the objection is right").check()
    page.locator("form button", has_text="Answer").click()
    desk.said("Answered")

    sign(desk, "max", Role.MARKETING)
    sign(desk, "olga", Role.OPERATIONS, "95")
    sign(desk, "sam", Role.SERVICE)
    page = desk.sit_down("sam", "/campaigns/spring/checklist/")
    page.get_by_text("Done: Customer Service has been briefed").click()
    page.get_by_label("What shows that it is done").first.fill("Minutes of 3 March")
    page.get_by_role("button", name="It is done").first.click()
    desk.said("Done")

    page = desk.sit_down("mia", "/campaigns/spring/")
    page.get_by_role("button", name="Launch", exact=True).click()
    desk.stamp("launched")
    history = desk.sit_down("mia", "/campaigns/spring/history/").inner_text(".events")
    assert "Mia launched the campaign" in history
    assert "Olga signed for Operations, holding 95 %" in history

    let_the_promise_break(tmp_path)
    page = desk.sit_down("ada", "/jobs/")
    page.get_by_role("button", name="Watch launched promises").click()
    page.get_by_text("alert opened:").wait_for()
    alert = desk.sit_down("mia", "/alerts/").inner_text("article")
    assert "Delivered in 5 days' is being broken fast" in alert
    assert "Landing page" in alert
    assert "is being broken" in desk.sit_down("mia", "/work/").inner_text("main")


def let_the_promise_break(folder: Path) -> None:
    """Four weeks go by since the launch, in which every order takes eight days."""
    Campaign.objects.update(launched_at=LAUNCHED)
    with (folder / "orders.csv").open("a", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        for number in range(28 * 12):
            ordered = LAUNCHED + timedelta(hours=2 * number)
            delivered = ordered + timedelta(days=8)
            rows.writerow([90_000 + number, "north", ordered.isoformat(), delivered.isoformat()])
    settings = folder / "ringtrue.yaml"
    later = settings.read_text(encoding="utf-8").replace("as_of: 2026-03-02", "as_of: 2026-04-15")
    settings.write_text(later, encoding="utf-8")


def test_the_copy_and_the_sign_off_need_no_mouse(desk: Desk) -> None:
    paste(desk, "Delivered in 5 days.")
    confirm(desk)
    review(desk)
    page = desk.sit_down("olga", "/campaigns/spring/")
    page.keyboard.press("j")
    page.locator("#panel.filled h2", has_text="Delivered in 5 days").wait_for()
    assert page.evaluate("document.activeElement.closest('#panel') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hasAttribute('data-claim')")
    page.keyboard.press("Enter")
    page.locator("#panel.filled h2", has_text="Delivered in 5 days").wait_for()

    page = desk.sit_down("olga", "/campaigns/spring/sign-offs/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "share_held":
            break
    page.keyboard.type("97,5 %")
    page.keyboard.press("Enter")
    desk.said("Signed for Operations")
    assert "97.5" in page.inner_text("#role-operations")


def test_what_is_refused_is_told_and_nothing_typed_is_lost(desk: Desk, chromium: Browser) -> None:
    paste(desk, "Delivered in 5 days.")
    confirm(desk)
    review(desk)
    # Its console is not looked at: browsers tell there of every answer that refuses.
    context = chromium.new_context()
    desk = Desk(context.new_page(), desk.address, desk.people)
    page = desk.sit_down("olga", "/campaigns/spring/sign-offs/")
    page.get_by_label("The share you will hold").fill("a lot")
    page.get_by_label("Note, if you want").fill("Only with two more vans.")
    with page.expect_response(re.compile("/do/sign/")) as answer:
        page.get_by_role("button", name="Sign for").click()
    assert answer.value.status == 422
    desk.said("'a lot' is no number")
    assert page.get_by_label("Note, if you want").input_value() == "Only with two more vans."
    context.close()


def test_no_page_of_a_campaign_has_a_fault_that_axe_finds(
    desk: Desk, axe: Callable[[Page], list[str]]
) -> None:
    paste(
        desk, "Delivered in 2 days.\n\nThe best fruit in town, guaranteed. 30 years of experience."
    )
    assert axe(desk.page) == []
    confirm(desk)
    review(desk)
    paths = [f"/campaigns/spring/{part}" for part in PARTS]
    opened = desk.page.locator("[data-claim]").first.get_attribute("href") or ""
    address = opened.partition("#")[0]
    found = {}
    for path in (*paths, address, "/materials/new/", "/campaigns/spring/materials/new/"):
        for who in ("mia", "olga"):
            if who == "mia" or "materials" not in path:
                found[who, path] = axe(desk.sit_down(who, path))
    assert {key: value for key, value in found.items() if value} == {}


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_no_page_of_a_campaign_is_wider_than_its_window(desk: Desk, width: int) -> None:
    paste(desk, "Delivered in 2 days. " + "x" * 400)
    desk.page.set_viewport_size({"width": width, "height": 800})
    for path in (*(f"/campaigns/spring/{part}" for part in PARTS), "/materials/new/"):
        desk.sit_down("mia", path)
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert desk.page.evaluate(over) <= 0, path


def test_a_browser_without_scripts_does_everything_too(
    desk: Desk, chromium: Browser, live_server
) -> None:
    paste(desk, "Delivered in 5 days.")
    context = chromium.new_context(java_script_enabled=False)
    bare = Desk(context.new_page(), live_server.url, desk.people)
    page = bare.sit_down("olga", "/campaigns/spring/")
    page.locator(".claim").first.click()
    page.get_by_text("What could it be measured by?").click()
    page.get_by_role("button", name="Confirm this meaning").click()
    bare.said("Confirmed as")
    page = bare.sit_down("mia", "/campaigns/spring/")
    page.locator("#review button").click()
    while page.get_by_role("link", name="Look again").count():
        page.get_by_role("link", name="Look again").click()
    bare.stamp("(clear|conditional|blocked)")
    page = bare.sit_down("mia", "/materials/new/")
    page.get_by_label("The copy").fill("Free delivery on every order.")
    page.get_by_role("button", name="Show the promises").click()
    assert "1 promise" in page.inner_text("#found")
    assert page.get_by_label("The copy").input_value() == "Free delivery on every order."
    context.close()
