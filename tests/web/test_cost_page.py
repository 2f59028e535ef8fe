"""The page "What our word costs": what it shows, what it lacks, and prices on the home page."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.core.role import Role
from tests.web.world import AS_OF, make_customers, make_standings, write_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, settings) -> None:
    settings.WORKSPACE = tmp_path / "shop"
    write_shop(settings.WORKSPACE)


def shown(person, client, address: str = "/cost/") -> str:
    client.force_login(person("vic", Role.VIEWER))
    return client.get(address).content.decode()


def test_promises_stand_with_their_price_and_what_it_rests_on(person, client) -> None:
    make_standings(5)
    make_customers()
    page = shown(person, client)
    for words in (
        "Money at risk, by promise",
        "“Delivered in 2 days, or your money back”",
        "others’ figures",
        "Being misled is 3 times as damaging as a defect",
        "20.0 fewer come back after a broken promise within 180 days",
        "Cannot tell: every first one was kept",
        "Each further contact goes with −1.00",
        "with the seed 1",
        "surveys.csv: there is no such file.",
        "nobody measured it",
    ):
        assert words in page
    assert "nan" not in page
    assert "inf" not in page.replace("information", "")


def test_without_a_value_it_names_the_setting_and_no_amount(person, client, settings) -> None:
    make_standings(2)
    folder = Path(settings.WORKSPACE)
    (folder / "ringtrue.yaml").write_text("name: Shop\ncost: {money: £}\n", encoding="utf-8")
    page = shown(person, client)
    assert "<code>value_per_customer</code>" in page
    assert "Money at risk" not in page


def test_a_firm_without_answers_is_told_what_may_be_believed(person, client) -> None:
    make_standings(1)
    page = shown(person, client)
    assert "do not determine it: no table of answers is named" in page
    assert "4 times, 1 to 16" in page


def test_many_promises_come_page_by_page(person, client) -> None:
    make_standings(65)
    first, last = shown(person, client), client.get("/cost/?page=3").content.decode()
    assert "1 to 30 of 65" in first
    assert "61 to 65 of 65" in last


def test_what_was_measured_since_is_on_the_page_at_once(person, client) -> None:
    from ringtrue.desk.models.standing import Standing

    make_standings(2)
    before = shown(person, client)
    assert client.get("/cost/").content.decode().count("£") == before.count("£")
    Standing.objects.update(months=[["2025-12", 1, 9_999, 0.0001, 0.0, 0.001]])
    after = client.get("/cost/").content.decode()
    assert after.split("<tbody>")[1] != before.split("<tbody>")[1]
    make_customers()
    assert "Each further contact goes with" in client.get("/cost/").content.decode()


def test_the_home_page_prices_promises_where_money_was_named(person, client, settings) -> None:
    from ringtrue.desk.known_cost import keep_costs
    from ringtrue.desk.models.standing import Standing
    from ringtrue.desk.workspace import load_workspace

    make_standings(3)
    keep_costs(load_workspace(Path(settings.WORKSPACE)))
    priced = Standing.objects.get(standard="promise-0")
    assert priced.as_of == AS_OF
    assert priced.at_risk_low < priced.at_risk < priced.at_risk_high
    assert "at risk a year" in shown(person, client, "/")
    (Path(settings.WORKSPACE) / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    assert "at risk a year" not in client.get("/").content.decode()
