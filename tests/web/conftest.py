"""Somebody signed in, with the roles that a test needs; a browser, and axe to look at its pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from tests.web.world import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.fixtures import SettingsWrapper

    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.person import Person

SignedIn = Callable[..., Client]


@pytest.fixture
def signed_in(person: Callable[..., Person]) -> SignedIn:
    """A client for a new person: `signed_in("ann", Role.MARKETING)`."""

    def make(username: str, *roles: Role) -> Client:
        client = Client()
        client.force_login(person(username, *roles))
        return client

    return make


@pytest.fixture
def with_password(person: Callable[..., Person]) -> Callable[..., Person]:
    """Make a person who signs in with `PASSWORD`: `with_password("ann", Role.MARKETING)`."""

    def make(username: str, *roles: Role) -> Person:
        made = person(username, *roles)
        made.set_password(PASSWORD)
        made.save()
        return made

    return make


@pytest.fixture
def ann(with_password: Callable[..., Person]) -> Person:
    """A marketer who signs in with `PASSWORD`."""
    return with_password("ann", Role.MARKETING)


@pytest.fixture
def mia(person: Callable[..., Person]) -> Person:
    """The marketer whose campaign it is."""
    return person("mia", Role.MARKETING)


@pytest.fixture
def campaign(shop: Workspace, mia: Person) -> Campaign:
    """A campaign of Mia's in draft, in the `shop` of the module."""
    from ringtrue.desk.services.create_campaign import create_campaign

    return create_campaign(mia, shop, name="Spring")


@pytest.fixture
def named_shop(tmp_path: Path, settings: SettingsWrapper) -> None:
    """A workspace with a name and nothing else."""
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path


@pytest.fixture(autouse=True)
def quick_passwords(settings: SettingsWrapper) -> None:
    """Hash passwords fast: none of these is worth protecting."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; tests that need one are skipped where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if found is None:
        pytest.skip("no Chromium on this machine: the browser tests did not run")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django would take for its own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of its own; whatever it says on its console fails the test, above all CSP."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    yield page
    context.close()
    assert said == []


_AT_REST = """() => Promise.allSettled(
    document.getAnimations()
        .filter(each => Number.isFinite(each.effect.getComputedTiming().endTime))
        .map(each => each.finished)
)"""


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds wrong on a page once nothing moves on it, a line for each rule.

    A message that is still fading in has less contrast than it will have.
    """
    package = pytest.importorskip("axe_playwright_python", reason="no axe-core installed")
    script = Path(package.__path__[0]).joinpath("axe.min.js").read_text(encoding="utf-8")

    def look(page: Page) -> list[str]:
        page.evaluate(_AT_REST)
        page.evaluate(script)
        found = page.evaluate("axe.run()")
        return [
            f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:120]})"
            for each in found["violations"]
        ]

    return look


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A worker beside the pages, as `ringtrue serve` starts one."""
    from django.db import connection

    from ringtrue.desk.jobs.presence import appear
    from ringtrue.desk.jobs.running import run_next

    over = Event()

    def work() -> None:
        while not over.wait(0.1):
            appear("worker")
            run_next("worker")
            connection.close()

    thread = Thread(target=work)
    thread.start()
    yield
    over.set()
    thread.join()
