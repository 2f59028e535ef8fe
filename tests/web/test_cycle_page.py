"""The page of the cycle: sliders that ask, charts and tables that answer, and who may look."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from ringtrue.core.role import Role
from tests.web.loop_firm import keep_firm
from tests.web.world import make_standings, write_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(tmp_path: Path, settings, signed_in: Callable[..., Client]) -> Client:
    settings.WORKSPACE = tmp_path / "shop"
    write_shop(settings.WORKSPACE)
    return signed_in("ann", Role.MARKETING)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_it_says_when_honesty_overtakes_in_words_charts_and_numbers(client: Client) -> None:
    page = text_of(client.get("/cycle/"))
    assert "the honest promise of 70\u00a0% has earned more" in page.replace(" %", "\u00a0%")
    assert page.count('<svg class="chart"') == 4
    assert page.count('type="range"') == 6
    assert "TARP" in page
    assert "nan" not in re.sub(r"[a-z]nan|nan[a-z]", "", page.lower())


def test_a_moved_slider_is_stated_and_the_others_keep_their_range(client: Client) -> None:
    page = text_of(client.get("/cycle/", {"promise": "90", "told": "4", "recovered": "50"}))
    assert re.search(r'id="b-told">\(stated by you\)', page)
    assert re.search(r'id="b-recovered">\(published elsewhere\)', page)


def test_sliders_ask_for_their_part_of_the_page_alone(client: Client) -> None:
    whole = client.get("/cycle/", {"promise": "95"})
    part = client.get("/cycle/", {"promise": "95"}, headers={"HX-Request": "true"})
    assert len(part.content) < len(whole.content)
    text = text_of(part)
    assert "<html" not in text
    assert 'id="v-promise" for="s-promise" hx-swap-oob="true">95' in text
    assert 'id="told" role="status" hx-swap-oob="true"' in text


def test_a_promise_that_is_kept_starts_no_cycle(client: Client) -> None:
    page = text_of(client.get("/cycle/", {"promise": "60", "capability": "70"}))
    assert "no cycle starts" in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"promise": "120"}, "What is said: 120 cannot be"),
        ({"told": "many"}, "is no number"),
        ({"told": "nan"}, "cannot be"),
        ({"weeks": "0"}, "How far: 0 cannot be"),
        ({"weeks": "1e9"}, "cannot be"),
        ({"promise": "<script>"}, "&lt;script&gt;"),
    ],
)
def test_what_cannot_be_is_said_and_the_page_stands_as_it_stood(
    client: Client, asked: dict[str, str], told: str
) -> None:
    answer = client.get("/cycle/", asked)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert "<script>" not in text_of(answer).replace("<script src", "")
    part = client.get("/cycle/", asked, headers={"HX-Request": "true"})
    assert part.status_code == 200


def test_what_was_measured_is_what_is_kept_and_promised(client: Client) -> None:
    make_standings(5)
    page = text_of(client.get("/cycle/"))
    assert re.search(r'id="b-capability">\(measured here\)', page)
    assert "5 promises of the book, measured as of" in page


def test_scenarios_of_the_workspace_can_be_chosen(client: Client, settings) -> None:
    file = Path(settings.WORKSPACE) / "ringtrue.yaml"
    text = file.read_text(encoding="utf-8")
    scenarios = "cycle: {scenarios: {bold: {promise: 98%}, loud & bold: {promise: 97%}}}\n"
    file.write_text(text + scenarios, encoding="utf-8")
    assert 'aria-current="true">bold</a>' in text_of(client.get("/cycle/"))
    page = text_of(client.get("/cycle/", {"scenario": "loud & bold"}))
    assert 'aria-current="true">loud &amp; bold</a>' in page
    assert "as said: 97" in page
    assert client.get("/cycle/", {"scenario": "gone"}).status_code == 404


def test_the_loop_is_shown_as_a_ring_with_its_arrows_and_figures(client: Client) -> None:
    keep_firm()
    page = text_of(client.get("/cycle/loop/"))
    assert "1 of the 4 arrows shows in your figures" in page
    assert '<svg class="chart ring"' in page
    assert "in the same week" in page
    assert page.count('<svg class="chart"') == 4
    assert "8 Jan 2024" in page


def test_what_cannot_be_told_says_why(client: Client) -> None:
    keep_firm(weeks=20)
    page = text_of(client.get("/cycle/loop/"))
    assert "Cannot tell: not one arrow" in page
    assert "20 weeks in a row have both; 24 are needed" in page


def test_a_figure_that_never_changes_and_a_table_that_cannot_be_read_are_named(
    client: Client,
) -> None:
    keep_firm(still=True, trouble="<b>adverts.csv</b> is gone")
    page = text_of(client.get("/cycle/loop/"))
    assert "spend never changes" in page
    assert "&lt;b&gt;adverts.csv&lt;/b&gt; is gone" in page


def test_before_anything_was_read_the_missing_settings_are_named(client: Client) -> None:
    page = text_of(client.get("/cycle/loop/"))
    assert "Nothing was read yet" in page
    assert "cycle: spend:" in page
    assert "cost: purchases:" in page
