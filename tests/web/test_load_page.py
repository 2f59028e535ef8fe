"""The load of a campaign as a page: what is sent, what is tried, what is missing, and the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.workspace import load_workspace
from ringtrue.do.readiness import WhatIf
from ringtrue.web.load_page import tried_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.person import Person

pytestmark = pytest.mark.django_db

FORM = {
    "part": "load",
    "name": "Spring letter",
    "channel": "email",
    "first": "2026-04-01T09:00",
    "reach": "60000",
    "response": "1 – 2 – 4",
    "contacts": "0.5",
    "delay": "6",
    "per": "order",
}
SHOP = """\
name: Shop
calendars:
  phones: {time_zone: UTC, weekdays: "08:00-20:00", saturday: "08:00-20:00"}
answering:
  within: 20 seconds
  on_duty: [{calendar: phones, agents: 3}]
"""


@pytest.fixture
def shop(tmp_path: Path, settings: SettingsWrapper) -> Workspace:
    """A workspace with three people on the phones."""
    (tmp_path / "ringtrue.yaml").write_text(SHOP, encoding="utf-8")
    settings.WORKSPACE = tmp_path
    return load_workspace(tmp_path)


def page(client: Client, campaign: Campaign, query: str = "") -> str:
    answer = client.get(f"/campaigns/{campaign.slug}/load/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def do(client: Client, campaign: Campaign, what: str, **form: str) -> Any:
    return client.post(f"/campaigns/{campaign.slug}/do/{what}/", {"part": "load", **form})


def test_an_empty_plan_says_what_to_say(client: Client, mia: Person, campaign: Campaign) -> None:
    client.force_login(mia)
    told = page(client, campaign)
    assert "Say what the campaign sends out" in told
    assert "Nobody has said what the campaign sends out" in told


def test_a_placement_is_added_held_against_who_answers_and_removed(
    client: Client, mia: Person, campaign: Campaign
) -> None:
    client.force_login(mia)
    assert do(client, campaign, "add-placement", **FORM).status_code == 302
    told = page(client, campaign)
    for words in ("Spring letter", "1 Apr, 09:00", "1 to 4", "answered in time", "<svg"):
        assert words in told
    assert "What to do about it" in told
    assert "assumed" in told
    do(client, campaign, "remove-placement", name="Spring letter")
    page(client, campaign)  # says that it was taken out
    assert "Spring letter" not in page(client, campaign).replace('placeholder="Spring letter"', "")


def test_the_page_says_at_what_volume_promises_are_judged(
    client: Client, mia: Person, campaign: Campaign, shop: Workspace
) -> None:
    client.force_login(mia)
    assert "How busy it gets" not in page(client, campaign), "nothing is sent"
    do(client, campaign, "add-placement", **FORM)
    told = page(client, campaign)
    assert "judged at the usual volume: nothing says which source grows" in " ".join(told.split())
    source = "sources: {orders: {location: orders.csv, grows_with: orders}}\n"
    (Path(shop.folder) / "ringtrue.yaml").write_text(SHOP + source, encoding="utf-8")
    assert "judged at the volume that the plan brings" in page(client, campaign)


def test_what_is_tried_moves_the_answer(client: Client, mia: Person, campaign: Campaign) -> None:
    client.force_login(mia)
    do(client, campaign, "add-placement", **FORM)
    told = page(client, campaign, "?agents=60&times=1&within=20")
    assert "Nothing needs to be done" in told
    assert 'value="60"' in told
    assert "As it is planned" in told


@pytest.mark.parametrize("query", ["?agents=x", "?times=1e99", "?agents=0.5", "?within=-3"])
def test_what_cannot_be_tried_is_refused(
    client: Client, mia: Person, campaign: Campaign, query: str
) -> None:
    client.force_login(mia)
    do(client, campaign, "add-placement", **FORM)
    assert client.get(f"/campaigns/{campaign.slug}/load/{query}").status_code in {400, 422}


def test_the_plan_becomes_a_condition_with_owner_and_date(
    client: Client, mia: Person, person: Any, campaign: Campaign
) -> None:
    olga = person("olga", Role.OPERATIONS)
    client.force_login(mia)
    do(client, campaign, "add-placement", **FORM)
    do(client, campaign, "adopt-staffing-plan", owner=olga.username, due="2026-03-20", times="1")
    told = page(client, campaign)
    assert "This is a condition of the launch" in told
    assert "until 20 March 2026" in told
    refused = do(client, campaign, "adopt-staffing-plan", owner="", due="")
    assert refused.status_code in {400, 422}


def test_briefings_are_noted_and_taken_back(
    client: Client, mia: Person, campaign: Campaign
) -> None:
    client.force_login(mia)
    do(client, campaign, "add-placement", **FORM)
    type(campaign).objects.update(standards=["five-days"])
    do(client, campaign, "brief", promise="five-days", names="Gus\n\n Ida \n")
    assert ">Ida" in page(client, campaign)
    row = campaign.briefings.get(who="Ida")
    do(client, campaign, "take-back-briefing", number=str(row.pk))
    assert list(campaign.briefings.values_list("who", flat=True)) == ["Gus"]


def test_a_viewer_sees_it_and_has_no_forms(
    client: Client, mia: Person, person: Any, campaign: Campaign
) -> None:
    client.force_login(mia)
    do(client, campaign, "add-placement", **FORM)
    client.force_login(person("vic", Role.VIEWER))
    told = page(client, campaign)
    assert "answered in time" in told
    for words in ("Add a placement", "Remove", "Make this plan a condition"):
        assert words not in told


def test_sliders_say_what_is_tried() -> None:
    assert tried_of({}) == WhatIf()
    tried = tried_of({"times": "1.5", "agents": "-2", "within": "60"})
    assert tried == WhatIf(1.5, -2, 60)
    with pytest.raises(UsageError, match="no number"):
        tried_of({"times": "much"})
