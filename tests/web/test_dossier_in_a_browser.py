"""A dossier as PDF, asked for and fetched on the page of a promise, and its own page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.desk.services.verify_dossier import verify_dossier_pdf, verify_dossier_text
from tests.web.world import make_standings

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def promise(page: Page, live_server, settings, tmp_path: Path, person, worker) -> Page:
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path
    make_standings(1)
    client = Client()
    client.force_login(person("vic", Role.VIEWER))
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    page.goto(f"{live_server.url}/promises/promise-0/")
    return page


def test_a_pdf_is_asked_for_waited_for_and_fetched(promise: Page, axe, pango, tmp_path) -> None:
    promise.get_by_role("button", name="Make it as PDF").click()
    there = promise.locator("#dossiers a")
    there.wait_for(timeout=60_000)
    assert axe(promise) == []
    with promise.expect_download() as download:
        there.click()
    assert download.value.suggested_filename == "promise-0-dossier.pdf"
    download.value.save_as(tmp_path / "it.pdf")
    assert verify_dossier_pdf((tmp_path / "it.pdf").read_bytes()).holds


def test_its_page_opens_from_disk_without_a_fault(
    promise: Page, axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    with promise.expect_download() as download:
        promise.get_by_role("button", name="Download the dossier").click()
    file = tmp_path / "it.html"
    download.value.save_as(file)
    assert verify_dossier_text(file.read_text(encoding="utf-8")).holds
    for scheme in ("light", "dark"):
        promise.emulate_media(color_scheme=scheme)
        promise.goto(file.as_uri())
        assert promise.locator("h1").inner_text().startswith("“Delivered in 2 days")
        assert axe(promise) == []
    promise.set_viewport_size({"width": 360, "height": 800})
    assert promise.evaluate("document.documentElement.scrollWidth") <= 360
