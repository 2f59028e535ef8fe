"""A server that is away, a button pressed twice, and what is asked before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ringtrue.core.role import Role
from tests.web.world import make_campaign

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

    from ringtrue.desk.models.person import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seat(
    chromium, live_server, client, person: Callable[..., Person], settings, tmp_path: Path
) -> Iterator[Page]:
    """A page of somebody in every role; it may say on its console that a server was away."""
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path
    client.force_login(person("ann", *Role))
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/new-campaign/")
    yield page
    context.close()


def test_a_button_pressed_twice_sends_its_form_once(seat: Page) -> None:
    from ringtrue.desk.models.campaign import Campaign

    seat.get_by_label("Name", exact=True).fill("Spring")
    seat.get_by_role("button", name="Begin").dblclick()
    seat.wait_for_url("**/campaigns/spring/")
    assert Campaign.objects.count() == 1


def test_a_server_that_is_away_is_told_and_forgotten_when_it_answers_again(
    seat: Page, live_server
) -> None:
    seat.goto(f"{live_server.url}/materials/new/")
    away = "**/materials/look/"
    seat.route(away, lambda route: route.abort())
    seat.get_by_label("The copy").fill("Delivered in 2 days.")
    seat.get_by_text("The server does not answer.").wait_for()
    seat.unroute(away)
    seat.get_by_label("The copy").fill("Delivered in 3 days.")
    seat.locator("#found h2", has_text="1 promise").wait_for()
    assert seat.locator("#toasts").inner_text() == ""


def test_what_cannot_be_taken_back_is_asked_first_and_left_alone_on_no(
    seat: Page, live_server, person
) -> None:
    from ringtrue.desk.models.person import Person

    make_campaign(person("bob", Role.MARKETING))
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss() if len(asked) == 1 else dialog.accept()

    seat.on("dialog", answer)
    seat.goto(f"{live_server.url}/people/")
    row = seat.get_by_role("row", name="bob")
    row.locator("summary").click()
    row.get_by_role("button", name="Shut out").click()
    assert Person.objects.get(username="bob").is_active
    row.get_by_role("button", name="Shut out").click()
    row.locator(".state", has_text="shut out").wait_for()
    assert len(asked) == 2
    assert "They are signed out at once" in asked[0]
    assert not Person.objects.get(username="bob").is_active
