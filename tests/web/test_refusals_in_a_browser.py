"""Pages that refuse something, looked at with axe as every other page is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.core.role import Role

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.web.test_refusals"),
]

REFUSED = {
    "/no-such-page/": 404,
    "/promises/no-such-promise/": 404,
    "/invitation/no-such-link/": 410,
    "/fail/usage/": 400,
    "/fail/not-allowed/": 403,
    "/fail/measure/": 503,
    "/fail/fault/": 500,
}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_a_page_that_refuses(
    chromium, live_server, axe, client, person, settings, tmp_path: Path, colours: str
) -> None:
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path
    client.force_login(person("ann", *Role))
    context = chromium.new_context(color_scheme=colours, reduced_motion="reduce")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    page = context.new_page()
    found = {}
    for address, status in REFUSED.items():
        answer = page.goto(live_server.url + address)
        assert (address, answer.status if answer else 0) == (address, status)
        found[address] = axe(page)
    context.close()
    assert {address: rules for address, rules in found.items() if rules} == {}
