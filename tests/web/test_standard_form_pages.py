"""The form of a standard: the same standard as its YAML, and every mistake at its field."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.permissions import ALLOWED, Action
from tests.web.world import make_campaign, make_entry

pytestmark = pytest.mark.django_db

SETTINGS = """\
name: Shop
sources:
  orders: {location: orders.csv, segments: [region]}
  calls: {location: calls.csv}
calendars:
  office: {time_zone: UTC, weekdays: 09:00-17:00}
standards:
  - {id: of-the-file, promise: In time, source: orders, from: ordered_at, to: delivered_at, limit: 9 days}
"""  # noqa: E501
HOSTILE = "<script>alert(1)</script>"
ORDERS = f'ordered_at,delivered_at,region,express,zip,"{HOSTILE}","a`b"\n'
CLOCK = {
    "how": "form",
    "kind": "clock",
    "promise": "Delivered in 2 days\nIn two days at your door",
    "source": "orders",
    "shown": "orders",
    "from": "ordered_at",
    "to": "delivered_at",
    "limit": "2",
    "unit": "business day",
    "calendar": "office",
    "where-column": ["region", "express", ""],
    "where-how": ["is one of", "is true", "is"],
    "where-value": ["north, 'south, west'", "", ""],
    "void-column": "zip",
    "void-how": "is",
    "void-value": "07",
    "target": "95",
    "segments": "region",
    "why": "The depot says so.",
}
SAME = """\
  - id: "delivered-in-2-days"
    promise: ["Delivered in 2 days", "In two days at your door"]
    source: orders
    from: ordered_at
    to: delivered_at
    limit: 2 business days
    calendar: office
    where: "(region in ('north', 'south, west')) and express"
    void: "zip == '07'"
    target: 95%
    segments: ["region"]
    why: The depot says so.
"""
FAST = SAME.replace('"delivered-in-2-days"', "fast").rstrip("\n")


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, settings) -> None:
    (tmp_path / "ringtrue.yaml").write_text(SETTINGS, encoding="utf-8")
    rows = "2026-01-01T09:00,2026-01-02T09:00,north,true,'07',1,2\n"
    (tmp_path / "orders.csv").write_text(ORDERS + rows * 3, encoding="utf-8")
    (tmp_path / "calls.csv").write_text("rang_at,wait_seconds\n2026-01-01T09:00,20\n")
    settings.WORKSPACE = tmp_path


@pytest.fixture
def olga(signed_in: Callable) -> Client:
    return signed_in("olga", Role.OPERATIONS)


def page_of(answer) -> str:
    return unescape(answer.content.decode())


def wrong_with(page: str, name: str) -> str:
    """What is said to be wrong with a field, at the field."""
    found = re.search(rf'<ul class="errors" id="f-{name}-wrong">.*?</ul>', page, re.DOTALL)
    return found[0] if found else ""


def test_the_form_makes_the_very_standard_that_its_yaml_is(olga: Client) -> None:
    answer = olga.post("/new-standard/", CLOCK)
    assert answer.status_code == 302
    written = StandardEntry.objects.get()
    assert written.body == SAME.rstrip("\n")
    written.delete()
    assert olga.post("/new-standard/", {"body": SAME}).status_code == 302
    assert StandardEntry.objects.get().body == SAME.rstrip("\n")


def test_a_standard_is_opened_in_the_form_and_sent_back_as_it_was(olga: Client) -> None:
    make_entry("fast", FAST)
    page = page_of(olga.get("/book/fast/"))
    assert '<option value="business day" selected>' in page
    assert "value=\"north, 'south, west'\"" in page
    assert "are delivered within 2 business days of being ordered" in page
    answer = olga.post("/book/fast/", CLOCK | {"id": "fast", "reason": "None."}, follow=True)
    assert "Nothing differs" in page_of(answer)
    olga.post("/book/fast/", CLOCK | {"id": "fast", "limit": "3", "reason": "The depot moved."})
    assert "limit: 3 business days" in StandardEntry.objects.get().body


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("limit", {"limit": "two"}, "'two' is no number. Write it in digits"),
        ("limit", {"limit": ""}, "Say how long it may take."),
        ("calendar", {"calendar": ""}, "Choose whose working time counts"),
        ("from", {"from": ""}, "Choose when the clock starts."),
        ("target", {"target": "150"}, "'target' cannot be '150%'"),
        ("target", {"target": "0.95"}, "Write 95 for 95 %."),
        ("target", {"target": "most"}, "'most' is no number. Write the share"),
        ("where", {"where-text": "region =="}, "expected a column"),
        ("void", {"void-value": ""}, "'zip' is compared with nothing"),
        ("source", {"source": "none", "shown": "none"}, "there is no source 'none'"),
        ("id", {"id": "of-the-file"}, "there is another standard 'of-the-file'"),
        ("id", {"id": "not a name"}, "cannot be 'not a name'"),
        ("most", {"kind": "number", "value": "zip"}, "Say the least or the most"),
        ("most", {"kind": "number", "value": "zip", "most": "few"}, "'at_most' is 'few'"),
        ("day", {"kind": "condition"}, "Choose the day under which a record counts."),
        ("condition", {"kind": "condition", "day": "ordered_at"}, "Choose a column"),
        ("after", {"kind": "remedy"}, "Choose the standard that it makes good."),
        ("after", {"kind": "remedy", "after": "gone"}, "there is no standard 'gone'"),
    ],
)
def test_a_mistake_stands_at_its_field_and_nothing_typed_is_lost(
    olga: Client, name: str, typed: dict[str, str], said: str
) -> None:
    answer = olga.post("/new-standard/", CLOCK | typed)
    page = page_of(answer)
    assert answer.status_code == 422
    assert said in wrong_with(page, name)
    assert f'href="#f-{name}"' in page
    assert "In two days at your door</textarea>" in page
    for value in typed.values():
        assert value in page
    assert not StandardEntry.objects.exists()


def test_what_is_wrong_with_the_whole_stands_above_the_button(olga: Client) -> None:
    make_entry("fast", FAST)
    page = page_of(olga.post("/new-standard/", CLOCK))
    assert 'role="alert"><p>fast means the same.' in page


def test_the_form_becomes_code_and_the_code_a_form(olga: Client) -> None:
    code = page_of(olga.post("/new-standard/", CLOCK | {"do": "code"}))
    body = re.search(r"<textarea[^>]*>(.*?)</textarea>", code, re.DOTALL)
    assert body is not None and "limit: 2 business days" in body[1]
    again = {"how": "code", "body": body[1].replace("2 business", "3 business"), "do": "form"}
    page = page_of(olga.post("/new-standard/", again))
    assert 'name="limit" inputmode="decimal" autocomplete="off" value="3"' in page
    assert "In two days at your door</textarea>" in page
    assert not StandardEntry.objects.exists()


def test_code_that_is_none_stays_code_and_says_why(olga: Client) -> None:
    page = page_of(olga.post("/new-standard/", {"how": "code", "body": "- id: [", "do": "form"}))
    assert "- id: [</textarea>" in page
    assert "Not a standard yet" in page


def test_what_the_form_cannot_show_opens_as_code_and_says_why(olga: Client) -> None:
    count = "- {id: vans, source: orders, count_per: region, at_least: 3, day: ordered_at}"
    page = page_of(olga.post("/new-standard/", {"how": "code", "body": count, "do": "form"}))
    assert "shown as code, because it counts records by unit and day" in page
    make_entry(
        "vans",
        "  - id: vans\n    source: orders\n    count_per: region\n    at_least: 3\n"
        "    day: ordered_at\n    target: 90%",
    )
    page = page_of(olga.get("/book/vans/"))
    assert "shown as code, because it counts records by unit and day" in page
    assert "count_per: region" in page


def test_columns_are_offered_as_text_whatever_their_names_are(olga: Client) -> None:
    page = olga.get("/new-standard/").content.decode()
    assert HOSTILE not in page
    assert '<option value="`&lt;script&gt;alert(1)&lt;/script&gt;`">' in page
    assert "a`b" not in page
    assert '<optgroup label="Times and days"><option value="ordered_at">' in page
    hostile = {"where-column": HOSTILE, "where-how": "is filled in", "where-value": ""}
    answer = olga.post("/standard-meaning/", CLOCK | hostile)
    assert HOSTILE not in answer.content.decode()
    assert f"where {HOSTILE} is filled in" in page_of(answer)


def test_another_source_offers_its_own_columns_and_keeps_the_rest(olga: Client) -> None:
    page = page_of(olga.post("/new-standard/", CLOCK | {"source": "calls", "do": "columns"}))
    assert '<option value="rang_at">' in page
    assert "ordered_at (as written)" in page
    assert 'name="segments" value="region"' not in page
    assert "Delivered in 2 days" in page


def test_columns_that_cannot_be_seen_are_written_by_name(olga: Client, settings) -> None:
    path = settings.WORKSPACE / "ringtrue.yaml"
    with_gone = SETTINGS.replace("calendars:", "  gone: {location: gone.csv}\ncalendars:")
    path.write_text(with_gone, encoding="utf-8")
    page = page_of(olga.post("/new-standard/", CLOCK | {"source": "gone", "do": "columns"}))
    assert "Its columns cannot be seen now, so write their names." in page
    assert '<input class="mono" id="f-from" name="from" value="ordered_at"' in page


def test_one_more_row_is_there_when_it_is_asked_for(olga: Client) -> None:
    page = page_of(olga.post("/new-standard/", CLOCK | {"do": "row-where"}))
    assert page.count('name="where-column"') == 3
    assert page.count('name="void-column"') == 1


def test_what_is_typed_is_told_in_a_sentence_and_as_code(olga: Client) -> None:
    page = page_of(olga.post("/standard-meaning/", CLOCK))
    assert "at least 95 % are delivered within 2 business days of being ordered" in page
    assert '<pre id="code" hx-swap-oob="true">- id: "delivered-in-2-days"' in page
    page = page_of(olga.post("/standard-meaning/", {"how": "form", "kind": "clock"}))
    assert "Still open" in page
    assert "Choose when the clock starts." in page


@pytest.fixture
def mia(person: Callable) -> Person:
    return person("mia", Role.MARKETING)


@pytest.fixture
def spring(mia: Person) -> tuple[Campaign, str]:
    """A campaign whose copy promises something vague, and the address of what that means."""
    from ringtrue.desk.services.add_material import add_material

    row = make_campaign(mia, "spring", state="draft", standards=[], waiting=[])
    assert isinstance(row, Campaign)
    words = b"Service you can rely on. Delivered in 2 days."
    number = add_material(mia, row, name="page", channel="web", data=words).material_id
    return row, f"/campaigns/spring/claims/{number}.%d/standard/"


def test_a_vague_promise_is_given_its_meaning_in_the_form(olga: Client, spring) -> None:
    address = spring[1] % 0
    page = page_of(olga.get(address))
    assert 'name="wording" value="Service you can rely on' in page
    wording = re.search(r'name="wording" value="([^"]*)"', page)
    assert wording is not None
    answer = olga.post(
        address, CLOCK | {"promise": wording[1], "wording": wording[1], "id": "rely"}
    )
    assert answer.status_code == 302
    assert "at=" in answer["Location"]
    assert "promise: " in StandardEntry.objects.get(slug="rely").body


def test_a_proposal_is_changed_in_the_form_before_it_is_confirmed(olga: Client, spring) -> None:
    address = spring[1] % 1
    at = address.split("/")[-3]
    panel = page_of(
        olga.get(f"/campaigns/spring/claims/{at}/meanings/", headers={"HX-Request": "true"})
    )
    link = re.search(r'href="([^"]*/standard/\?way=[^"]*)"', panel)
    assert link is not None
    page = page_of(olga.get(link[1]))
    assert 'name="limit" inputmode="decimal" autocomplete="off" value="2"' in page
    assert '<option value="delivered_at" selected>' in page
    refused = olga.post(address, CLOCK | {"wording": "In no copy"})
    assert refused.status_code == 422
    assert "no material of the campaign promises 'In no copy'" in page_of(refused)
    assert olga.get(address + "?way=nothing").status_code == 404
    assert olga.get("/campaigns/spring/claims/9.9/standard/").status_code == 404


@pytest.mark.parametrize("role", Role)
def test_only_those_who_confirm_what_promises_mean_have_the_form(
    signed_in: Callable, spring, role: Role
) -> None:
    make_entry("fast", FAST)
    client = signed_in("somebody", role)
    allowed = role in ALLOWED[Action.CONFIRM_STANDARD]
    address = spring[1] % 0
    for path in ("/new-standard/", address):
        assert (client.get(path).status_code == 200) is allowed
    for path in ("/new-standard/", "/book/fast/", "/standard-meaning/", address):
        asked = client.post(path, CLOCK | {"do": "code"}).status_code
        assert asked == (200 if allowed else 403), path
    if role in ALLOWED[Action.SEE]:
        assert ("<form" in client.get("/book/fast/").content.decode().split("<main")[1]) is allowed
