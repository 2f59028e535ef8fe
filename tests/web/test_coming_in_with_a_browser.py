"""How people come in: the first link, the empty desk, an invitation; axe looks at each."""

from __future__ import annotations

import pytest

from ringtrue.core.role import Role
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.invite_person import first_link, invite
from tests.web.world import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("named_shop")]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_where_people_come_in(page, live_server, axe, person, colours) -> None:
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    found = {}

    def look(name: str, address: str = "") -> None:
        if address:
            page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        found[name] = axe(page)

    look("nobody yet", "/sign-in/")
    look("first", f"/welcome/{first_link()}/")
    page.get_by_label("Name to sign in with").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    look("an empty desk")
    page.context.clear_cookies()
    token = invite(Person.objects.get(username="ann"), person("bob", Role.OPERATIONS))
    look("invitation", f"/invitation/{token}/")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    assert len(found) == 4
    assert {name: rules for name, rules in found.items() if rules} == {}
