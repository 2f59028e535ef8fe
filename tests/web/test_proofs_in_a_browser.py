"""A proof at the desk with the keyboard, without JavaScript, and as axe sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.desk.workspace import load_workspace
from tests.desk.services.conftest import BOOK, write_orders

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)

COPY = b"Clinically tested on dry skin. Trusted by 2,000 firms."
HOME = "/campaigns/spring/"


@pytest.fixture
def address(live_server, settings, tmp_path: Path, mia, request) -> str:
    """A desk with a campaign of Mia's that states two facts and was reviewed."""
    from ringtrue.desk.services.add_material import add_material
    from ringtrue.desk.services.create_campaign import create_campaign
    from ringtrue.desk.services.run_review import run_review

    (tmp_path / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "study.pdf").write_bytes(b"%PDF-1.7 a study")
    write_orders(tmp_path / "orders.csv")
    settings.WORKSPACE = tmp_path
    shop = load_workspace(tmp_path)
    campaign = create_campaign(mia, shop, name="Spring", launch_on=date(2030, 4, 1))
    add_material(mia, campaign, name="Landing page", channel="web", data=COPY)
    run_review(mia, campaign, shop)
    found: str = live_server.url
    return found


def come_in(page: Page, address: str, person: object) -> None:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": address}])


def fill(page: Page, title: str, dated: str = "2025-06-01") -> None:
    page.get_by_label("What the proof is").fill(title)
    page.get_by_label("Dated").fill(dated)


def test_a_proof_is_added_where_the_finding_is_and_the_finding_goes(
    page: Page, address: str, mia, tmp_path: Path
) -> None:
    come_in(page, address, mia)
    page.goto(f"{address}{HOME}")
    page.locator("[data-claim]", has_text="Clinically tested").press("Enter")
    panel = page.locator("#panel.filled")
    panel.get_by_text("The rules take a clinical study for these words.").wait_for()
    assert panel.get_by_label("Kind").input_value() == "clinical"
    fill(page, "Study by the Institute, n = 120")
    panel.get_by_label("Or the file itself").set_input_files(tmp_path / "study.pdf")
    panel.get_by_role("button", name="Add proof").press("Enter")
    page.locator("#toasts", has_text="“Study by the Institute, n = 120” is on file").wait_for()
    panel.locator("h3", has_text="Proof on file").wait_for()
    assert page.locator("[aria-label='Advertising rules']").count() == 0
    with page.expect_download() as fetched:
        panel.get_by_role("link", name="study.pdf").click()
    assert fetched.value.path().read_bytes() == b"%PDF-1.7 a study"

    panel.get_by_text("Withdraw").first.click()
    panel.get_by_label("Why", exact=True).fill("The wrong study.")
    panel.get_by_role("button", name="Withdraw").click()
    page.locator("#toasts", has_text="was withdrawn").wait_for()
    assert "The wrong study." in panel.inner_text()
    assert page.locator("[aria-label='Advertising rules']").count() == 1


def test_without_scripts_a_proof_is_added_and_withdrawn(
    chromium: Browser, address: str, mia
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    come_in(page, address, mia)
    page.goto(f"{address}{HOME}proofs/")
    page.get_by_text("Statements that want a proof").wait_for()
    page.get_by_label("The statement, in its own words").fill("Trusted by 2,000 firms")
    fill(page, "Count of customers")
    page.get_by_label("Kind").select_option("records")
    page.get_by_label("Where it is kept").fill("https://example.com/count")
    page.get_by_role("button", name="Add proof").click()
    row = page.locator("section[aria-labelledby=proofs] li").first
    assert "counts" in row.inner_text()
    row.get_by_text("Withdraw").first.click()
    row.get_by_label("Why", exact=True).fill("Twice counted.")
    row.get_by_role("button", name="Withdraw").click()
    assert "Twice counted." in page.inner_text("section[aria-labelledby=proofs]")
    context.close()


@pytest.mark.parametrize(("colours", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_on_the_pages_of_proofs(
    page: Page,
    address: str,
    mia,
    person,
    axe: Callable[[Page], list[str]],
    colours: str,
    width: int,
) -> None:
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for who in (mia, person("vic", Role.VIEWER)):
        come_in(page, address, who)
        for path in ("proofs/", "?at=1.0"):
            page.goto(f"{address}{HOME}{path}")
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            found[str(who), path] = [*axe(page), *(["wider than the screen"] if wide else [])]
    assert not any(found.values()), found
