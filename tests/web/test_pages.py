"""Every page for every role: open or refused as the table of permissions says, and well formed."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.desk.permissions import ALLOWED, Action
from ringtrue.desk.scopes import scopes_for
from tests.web.world import (
    make_alert,
    make_campaign,
    make_customers,
    make_entry,
    make_evidence,
    make_job,
    make_live_page,
    make_notifications,
    make_objection,
    make_outcome,
    make_standings,
    make_study,
    standard,
    write_shop,
)

pytestmark = pytest.mark.django_db

EVIDENCE = "ab" * 32
PAGES: dict[str, Action] = {
    "/work/": Action.SEE,
    "/cost/": Action.SEE,
    "/alerts/": Action.SEE,
    "/cycle/": Action.SEE,
    "/cycle/loop/": Action.SEE,
    "/live/": Action.SEE,
    "/campaigns/spring-sale/live/": Action.SEE,
    "/promises/promise-0/": Action.SEE,
    f"/promises/promise-0/evidence/{EVIDENCE}": Action.SEE,
    "/campaigns/": Action.SEE,
    "/new-campaign/": Action.WRITE_COPY,
    "/objections/": Action.SEE,
    "/object/": Action.OBJECT,
    "/book/": Action.SEE,
    "/book/fast/": Action.SEE,
    "/new-standard/": Action.CONFIRM_STANDARD,
    "/sources/": Action.SEE,
    "/sources/orders/": Action.SEE,
    "/sources/orders/columns/": Action.SEE,
    "/settings/": Action.SEE,
    "/account/tokens/": Action.MAKE_TOKENS,
    "/people/": Action.SEE,
    "/jobs/": Action.SEE_JOBS,
    "/notifications/": Action.BE_TOLD,
    "/delivery/": Action.MANAGE_NOTIFICATIONS,
    "/audit/": Action.SEE_AUDIT,
    "/promises.csv": Action.SEE,
    "/promises/promise-0/months.csv": Action.SEE,
    "/audit.csv": Action.SEE_AUDIT,
}
"""What may be looked at, and what it takes; the home page answers everybody and is tried apart."""

SENT: dict[str, tuple[Action, dict[str, str]]] = {
    "/account/tokens/": (
        Action.MAKE_TOKENS,
        {"name": "CI", "days": "9", "scopes": "notifications"},
    ),
    "/new-campaign/": (Action.WRITE_COPY, {"name": "Autumn", "lift": "1"}),
    "/object/": (Action.OBJECT, {"wording": "In 2 days", "reason": "Three vans."}),
    "/objections/1001/": (Action.ANSWER_OBJECTION, {"answer": "Two more vans.", "upheld": "no"}),
    "/new-standard/": (Action.CONFIRM_STANDARD, {"body": standard("new", "3 days")}),
    "/standard-meaning/": (Action.CONFIRM_STANDARD, {"body": standard("other", "4 days")}),
    "/book/fast/": (
        Action.CONFIRM_STANDARD,
        {"body": standard("fast", "5 days"), "reason": "The depot moved."},
    ),
    "/book/slow/remove/": (Action.CONFIRM_STANDARD, {"reason": "Nobody says it."}),
    "/people/add/": (Action.MANAGE_PEOPLE, {"username": "new"}),
    "/people/stranger/": (Action.MANAGE_PEOPLE, {"do": "grant", "role": "viewer"}),
    "/jobs/1001/again/": (Action.SEE_JOBS, {}),
    "/jobs/now/watch/": (Action.SEE_JOBS, {}),
    "/notifications/choices/": (Action.BE_TOLD, {"objections": "daily"}),
    "/notifications/read/": (Action.BE_TOLD, {}),
    "/delivery/webhooks/": (
        Action.MANAGE_NOTIFICATIONS,
        {"name": "New", "address": "https://x.example/", "format": "slack", "groups": "alerts"},
    ),
    "/delivery/webhooks/1001/": (Action.MANAGE_NOTIFICATIONS, {"do": "pause"}),
    "/delivery/again/": (Action.MANAGE_NOTIFICATIONS, {}),
    "/audit/verify/": (Action.SEE_AUDIT, {}),
    "/live/read/": (Action.REVIEW, {}),
}
"""What may be sent, what it takes, and a form that would do it."""

READING = ("/audit/verify/", "/standard-meaning/", "/live/read/", "/notifications/read/")
"""What is sent to these is looked at and not kept in the chain."""


@pytest.fixture(autouse=True)
def world(tmp_path: Path, settings, person: Callable) -> None:
    settings.WORKSPACE = tmp_path / "shop"
    write_shop(settings.WORKSPACE)
    stranger = person("stranger", Role.FRONT_LINE)
    make_standings(5)
    make_customers()
    make_entry("fast", standard("fast", "1 day"))
    make_entry("slow", standard("slow", "9 days"))
    make_evidence("promise-0")
    make_study("promise-0")
    make_campaign(stranger)
    make_objection(stranger, pk=1001)
    make_job("measure", pk=1001, what="there is no source", ended=True)
    make_notifications(stranger)


def signed_as(person: Callable, *roles: Role) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(person("ann", *roles))
    return client


@pytest.mark.parametrize("role", Role)
def test_pages_open_for_the_roles_of_the_table_and_for_no_other(person, role) -> None:
    client = signed_as(person, role)
    answers = {page: client.get(page) for page in PAGES}
    wanted = {page: 200 if role in ALLOWED[action] else 403 for page, action in PAGES.items()}
    assert {page: answer.status_code for page, answer in answers.items()} == wanted
    for page, answer in answers.items():
        if answer["Content-Type"].startswith("text/html"):
            assert_well_formed(page, answer.content.decode())


@pytest.mark.parametrize("role", Role)
def test_forms_do_their_work_for_the_roles_of_the_table_and_for_no_other(person, role) -> None:
    from ringtrue.desk.models.event import EventRecord

    client = signed_as(person, role)
    for page, (action, told) in SENT.items():
        before = EventRecord.objects.count()
        if "scopes" in told:
            told = told | {"scopes": scopes_for({role})[0].value}
        status = client.post(page, told).status_code
        done = role in ALLOWED[action]
        assert (page, status in ({200, 302} if done else {403})) == (page, True)
        written = done and page not in READING
        assert (page, EventRecord.objects.count() > before) == (page, written)


@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_has_an_account_whatever_their_role(person, role) -> None:
    client = signed_as(person, *filter(None, [role]))
    for page in ("/account/", "/account/new-password/"):
        answer = client.get(page)
        assert (page, answer.status_code) == (page, 200)
        assert_well_formed(page, answer.content.decode())


@pytest.mark.parametrize("page", ["/sign-in/", "/forgotten/", "/forgotten/sent/"])
def test_pages_before_the_door_are_well_formed(page) -> None:
    assert_well_formed(page, Client().get(page).content.decode())


def test_nobody_sees_a_page_before_they_sign_in() -> None:
    answers = {page: Client().get(page) for page in ("/", *PAGES)}
    assert {page for page, answer in answers.items() if answer.status_code != 302} == set()
    assert {answer["Location"].partition("?")[0] for answer in answers.values()} == {"/sign-in/"}


def test_nobody_sends_a_form_without_its_token(person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("ann", *Role))
    for page, (_, told) in SENT.items():
        answer = client.post(page, told)
        assert (page, answer.status_code) == (page, 403)
        assert "The form was too old" in answer.content.decode()


def test_the_home_page_leads_the_front_line_to_their_own_page(person) -> None:
    answer = signed_as(person, Role.FRONT_LINE).get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/object/")


def test_the_front_lines_page_shows_nothing_of_the_rest(person) -> None:
    page = signed_as(person, Role.FRONT_LINE).get("/object/").content.decode()
    for elsewhere in ("/campaigns/", "/sources/", "/people/", "/audit/", "three vans", "Spring"):
        assert elsewhere not in page


def test_somebody_without_a_role_is_told_what_to_do(person) -> None:
    answer = signed_as(person).get("/")
    assert answer.status_code == 200
    assert "Ask an administrator" in answer.content.decode()


def test_the_navigation_offers_only_what_opens(person) -> None:
    page = signed_as(person, Role.VIEWER).get("/").content.decode()
    assert 'href="/campaigns/"' in page
    assert 'href="/audit/"' not in page
    assert 'href="/object/"' not in page


def test_a_thousand_promises_of_three_years_cost_a_page_few_questions(
    person, django_assert_max_num_queries
) -> None:
    from ringtrue.desk.models.standing import Standing

    Standing.objects.all().delete()
    make_standings(1_000)
    make_study("promise-7")
    client = signed_as(person, *Role)
    for page in ("/", "/promises/promise-7/", "/campaigns/", "/sources/", "/work/"):
        with django_assert_max_num_queries(29):
            assert client.get(page).status_code == 200


def test_an_empty_page_teaches_what_will_stand_there(person, settings) -> None:
    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.objection import ObjectionRecord
    from ringtrue.desk.models.standing import Standing

    for model in (ObjectionRecord, Campaign, Standing):
        model.objects.all().delete()
    (Path(settings.WORKSPACE) / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    client = signed_as(person, Role.MARKETING)
    shown = (
        "/",
        "/cost/",
        "/work/",
        "/alerts/",
        "/live/",
        "/campaigns/",
        "/objections/",
        "/sources/",
    )
    for page in shown:
        assert (page, 'class="empty"' in client.get(page).content.decode()) == (page, True)


def test_a_promise_shows_what_could_be_promised_and_how_judging_it_fared(person) -> None:
    page = signed_as(person, Role.VIEWER).get("/promises/promise-0/").content.decode()
    for words in (
        "19 in 20 orders come within 4 days.",
        "as of 2 January 2026",
        "Of 264 cases in 23 months the gate would have cleared 250, and 8 of those then broke",
        "None of the limits tried reaches 95 %.",
        "162 of 170 limits",
        "January 2024 to November 2025",
    ):
        assert words in page, words


def test_a_promise_without_a_study_says_when_there_will_be_one(person) -> None:
    page = signed_as(person, Role.VIEWER).get("/promises/promise-1/").content.decode()
    assert "Not worked out yet" in page
    assert "How often this judgement" not in page


def test_an_open_alert_says_what_breaks_where_it_is_promised_and_what_to_do(person) -> None:
    make_alert("promise-0", title="'In 2 days' is being broken fast")
    page = signed_as(person, Role.SERVICE).get("/alerts/").content.decode()
    assert 'href="/promises/promise-0/"' in page
    for words in ("is being broken fast", "Kept 61 %", "page.html (web) of Spring", "Pull it."):
        assert words in page, words
    assert "Every launched promise is within" not in page


def test_an_alert_that_is_over_asks_for_nothing(person) -> None:
    make_alert("promise-0", title="'In 2 days' is being broken", closed_because="It is kept again.")
    page = signed_as(person, Role.SERVICE).get("/alerts/").content.decode()
    assert "Every launched promise is within" in page
    assert "It is kept again." in page
    assert "Pull it." not in page


def test_a_published_page_that_is_not_as_signed_says_what_is_other_and_what_to_do(person) -> None:
    make_live_page(person("mia", Role.MARKETING))
    ann = signed_as(person, Role.MARKETING)
    for address in ("/live/", "/campaigns/out-now/live/"):
        page = ann.get(address).content.decode()
        for words in (
            "a promise is stronger than signed",
            "Delivered in 5 days",
            "Delivered in 2 days",
            "Take it back on the page",
            "You can &lt;b&gt;rely&lt;/b&gt;",
            "the server answered 503",
            "Bring the new wording into a campaign of its own",
        ):
            assert words in page, (address, words)
    campaign = ann.get("/campaigns/out-now/").content.decode()
    assert "What is published is not what was signed." in campaign
    work = ann.get("/work/").content.decode()
    assert 'href="/campaigns/out-now/live/"' in work
    assert "a promise is stronger than signed, and 1 more" in work.replace("&#x27;", "'")


@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.SERVICE, Role.VIEWER])
def test_a_published_page_is_the_work_of_marketing_and_legal_alone(person, role) -> None:
    make_live_page(person("mia", Role.MARKETING))
    assert "stronger than signed" not in signed_as(person, role).get("/work/").content.decode()


def test_an_address_is_said_and_what_the_page_says_is_taken_up_from_the_page(person) -> None:
    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.live import LiveCopyRecord
    from ringtrue.desk.models.material import Material

    make_live_page(person("mia", Role.MARKETING))
    ann = signed_as(person, Role.MARKETING)
    copy = LiveCopyRecord.objects.first()
    sent = {"part": "live", "number": str(copy.pk)}
    assert ann.post("/campaigns/out-now/do/take-up/", sent).status_code == 302
    draft = Campaign.objects.get(name="Out now, as published")
    (material,) = draft.materials.all()
    assert (material.address, bytes(material.versions.get().data)) == (copy.address, copy.data)
    sent = {"part": "live", "number": str(copy.material_id), "address": "https://example.com/new"}
    assert ann.post("/campaigns/out-now/do/publish/", sent).status_code == 302
    assert Material.objects.get(pk=copy.material_id).address == "https://example.com/new"
    eve = Client()
    eve.force_login(person("eve", Role.OPERATIONS))
    for what, number in (("publish", copy.material_id), ("take-up", copy.pk)):
        sent["number"] = str(number)
        assert eve.post(f"/campaigns/out-now/do/{what}/", sent).status_code == 403


def test_objections_say_how_often_they_came_true_as_a_count_with_its_interval(person) -> None:
    cleo = person("cleo", Role.FRONT_LINE)
    make_outcome(make_objection(cleo))
    make_outcome(make_objection(cleo), "did not come true")
    make_outcome(make_objection(cleo), "cannot tell yet")
    client = signed_as(person, Role.SERVICE)
    page = " ".join(client.get("/objections/").content.decode().replace("&nbsp;", " ").split())
    for words in (
        "<strong>1 of 2</strong> objections that could be judged came true",
        "1 cannot be told yet",
        "1,120 of 1,250 were kept",
        "What “came true” means",
    ):
        assert words in page, words
    assert "Cleo" not in page
    own = Client()
    own.force_login(cleo)
    mine = own.get("/object/").content.decode()
    assert 'href="/promises/promise-0/"' not in mine


def test_what_people_typed_is_shown_as_text(person) -> None:
    make_objection(person("eve", Role.FRONT_LINE), "<script>alert(1)</script>", reason="<b>&")
    page = signed_as(person, Role.SERVICE).get("/objections/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_a_masked_name_stands_nowhere_on_the_list(person) -> None:
    page = signed_as(person, Role.SERVICE).get("/objections/").content.decode()
    assert "three vans" in page
    assert "stranger" not in page.lower()


def assert_well_formed(name: str, page: str) -> None:
    assert re.search(r'<html lang="en"', page), name
    assert re.search(r"<title>[^<·]+ · Ringtrue</title>", page), name
    assert len(re.findall(r"<main\b", page)) == 1, name
    assert len(re.findall(r"<h1\b", page)) == 1, name
    assert not re.search(r"\sstyle=|<style\b|\son\w+=|<script(?![^>]*\ssrc=)", page), name
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), name
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page):
        if not re.search(r'type="(?:hidden|checkbox|radio)"', tag):
            found = re.search(r' id="([^"]+)"', tag)
            assert found, (name, tag)
            assert f'for="{found[1]}"' in page, (name, tag)
