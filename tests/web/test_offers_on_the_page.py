"""What is limited, on the tab of a campaign's load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ringtrue.core.role import Role
from ringtrue.desk.offer_limits import offer_limits_of
from ringtrue.desk.workspace import load_workspace

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from ringtrue.core.workspace import Workspace
    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.person import Person

pytestmark = pytest.mark.django_db

LETTER = {
    "name": "Spring letter",
    "channel": "email",
    "first": "2026-04-01T09:00",
    "reach": "20000",
    "response": "1 – 2 – 4",
}
MUG = {
    "name": "Enamel mug",
    "supply": "stock",
    "amount": "100",
    "first": "2026-04-01",
    "last": "2026-04-10",
    "usual": "3",
}


@pytest.fixture
def shop(tmp_path: Path, settings: SettingsWrapper) -> Workspace:
    """A workspace that says nothing of calls: what is limited needs none."""
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path
    return load_workspace(tmp_path)


def page(client: Client, campaign: Campaign) -> str:
    answer = client.get(f"/campaigns/{campaign.slug}/load/")
    assert answer.status_code == 200
    return answer.content.decode()


def do(client: Client, campaign: Campaign, what: str, **form: str) -> Any:
    return client.post(f"/campaigns/{campaign.slug}/do/{what}/", {"part": "load", **form})


def test_where_nothing_is_limited_the_page_says_what_to_say(
    client: Client, mia: Person, campaign: Campaign
) -> None:
    client.force_login(mia)
    told = page(client, campaign)
    assert "Is anything limited?" in told
    assert "“While stocks last”" in told
    assert "What this rests on" not in told


def test_a_stock_is_added_held_against_the_plan_changed_and_removed(
    client: Client, mia: Person, campaign: Campaign
) -> None:
    client.force_login(mia)
    do(client, campaign, "add-placement", **LETTER)
    assert do(client, campaign, "add-offer-limit", **MUG).status_code == 302
    told = page(client, campaign)
    for words in (
        "too little",
        "100 in all, from 1 April 2026 to 10 April 2026",
        "99.9\N{NO-BREAK SPACE}%",
        "not enough for the first day",
        "gone by its end",
        "<svg",
        "Enamel mug: units",
        "Spring letter: people reached",
        "nobody said it: all of them",
    ):
        assert words in told, words
    do(client, campaign, "change-offer-limit", was="Enamel mug", **{**MUG, "amount": "5000"})
    told = page(client, campaign)
    assert "5,000 in all" in told
    assert ">enough<" in told.replace("</svg>", ">")
    assert "hardly ever" in told
    do(client, campaign, "remove-offer-limit", name="Enamel mug")
    page(client, campaign)  # says that it was removed
    assert "Is anything limited?" in page(client, campaign)


def test_places_of_a_day_name_the_first_day_that_is_too_full(
    client: Client, mia: Person, campaign: Campaign
) -> None:
    client.force_login(mia)
    do(client, campaign, "add-placement", **LETTER)
    do(client, campaign, "add-offer-limit", **{**MUG, "supply": "capacity", "amount": "80"})
    told = page(client, campaign)
    assert "first day that is too full" in told
    assert "80 a day" in told
    assert "more is ordered on a day than it can do" in told


def test_what_cannot_be_or_is_gone_is_refused(
    client: Client, mia: Person, campaign: Campaign
) -> None:
    client.force_login(mia)
    for what, form in (
        ("add-offer-limit", {**MUG, "amount": "0"}),
        ("add-offer-limit", {**MUG, "last": "2026-03-01"}),
        ("change-offer-limit", {**MUG, "was": "Lamp"}),
    ):
        assert do(client, campaign, what, **form).status_code in {400, 422}
    do(client, campaign, "remove-offer-limit", name="Lamp")
    assert "Nothing was different." in page(client, campaign)
    do(client, campaign, "add-offer-limit", **MUG)
    assert do(client, campaign, "add-offer-limit", **MUG).status_code in {400, 422}
    campaign.refresh_from_db()
    assert [each.name for each in offer_limits_of(campaign)] == ["Enamel mug"]


def test_what_comes_when_it_is_not_offered_is_said(
    client: Client, mia: Person, campaign: Campaign
) -> None:
    client.force_login(mia)
    do(client, campaign, "add-offer-limit", **MUG)
    assert "before the first day or after the last one" not in page(client, campaign)
    do(client, campaign, "add-placement", **{**LETTER, "first": "2026-05-01T09:00"})
    assert "before the first day or after the last one" in page(client, campaign)


def test_a_viewer_sees_it_and_has_no_forms(
    client: Client, mia: Person, person: Any, campaign: Campaign
) -> None:
    client.force_login(mia)
    do(client, campaign, "add-offer-limit", **MUG)
    page(client, campaign)  # says that it was added
    vic = person("vic", Role.VIEWER)
    client.force_login(vic)
    told = page(client, campaign)
    assert "Enamel mug" in told
    for words in ("Say what is limited", "offer-limit", "Remove"):
        assert words not in told
    assert do(client, campaign, "remove-offer-limit", name="Enamel mug").status_code == 403
    campaign.refresh_from_db()
    assert offer_limits_of(campaign)


def test_copy_in_names_is_escaped(client: Client, mia: Person, campaign: Campaign) -> None:
    client.force_login(mia)
    do(client, campaign, "add-offer-limit", **{**MUG, "name": "<b>Mug</b>"})
    told = page(client, campaign)
    assert "&lt;b&gt;Mug" in told
    assert "<b>Mug" not in told
