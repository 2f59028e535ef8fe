"""The pages of a campaign: what each role sees and may do, hostile copy, and few queries."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.jobs.lease import extend, give_back, held_by, take
from ringtrue.desk.jobs.presence import appear
from ringtrue.desk.jobs.running import run_next
from ringtrue.desk.workspace import load_workspace
from tests.desk.services.conftest import BOOK, write_orders

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.person import Person

pytestmark = pytest.mark.django_db

PARTS = ("", "sign-offs/", "checklist/", "objections/", "limits/", "proofs/", "live/", "history/")
HTMX = {"HX-Request": "true"}
MOST_QUERIES = 30


@pytest.fixture
def shop(tmp_path: Path, settings) -> Workspace:
    (tmp_path / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    write_orders(tmp_path / "orders.csv")
    settings.WORKSPACE = tmp_path
    return load_workspace(tmp_path)


def add(mia: Person, campaign: Campaign, words: str, **values: str) -> int:
    from ringtrue.desk.services.add_material import add_material

    told = {"name": "Landing page", "channel": "web"} | values
    return add_material(mia, campaign, data=words.encode(), **told).material_id


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(client: Client, path: str, **values: object) -> str:
    return unescape(client.get(path, **values).content.decode())


def test_every_tab_is_one_page_with_one_heading_and_one_main(campaign, mia) -> None:
    add(mia, campaign, "Delivered in 5 days.")
    for part in PARTS:
        page = text_of(client_of(mia), f"/campaigns/spring/{part}")
        assert page.count("<h1") == page.count("<main") == 1, part
        assert "<title>Spring · Ringtrue</title>" in page


@pytest.mark.parametrize("role", list(Role))
def test_who_may_not_see_campaigns_sees_no_tab_of_one(campaign, mia, person, role: Role) -> None:
    number = add(mia, campaign, "Delivered in 5 days.")
    client = client_of(person("somebody", role))
    expected = 403 if role is Role.FRONT_LINE else 200
    for path in (
        *PARTS,
        f"claims/{number}.0/",
        f"materials/{number}/versions/",
        "review/progress/",
    ):
        found = client.get(f"/campaigns/spring/{path}", headers=HTMX if "claims" in path else {})
        assert found.status_code == expected, path


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_write_copy_comes_to_the_page_for_it(campaign, mia, person, role) -> None:
    number = add(mia, campaign, "Delivered in 5 days.")
    client = client_of(person("somebody", role))
    expected = 200 if role in {Role.MARKETING, Role.ADMIN} else 403
    for path in ("/materials/new/", f"/campaigns/spring/materials/{number}/"):
        assert client.get(path).status_code == expected, path
    looked = client.post("/materials/look/", {"how": "paste", "text": "Hello."})
    assert looked.status_code == expected


@pytest.mark.parametrize("what", ["review", "launch", "override", "end", "sign", "confirm"])
def test_a_viewer_is_offered_no_action_and_refused_each(campaign, mia, person, what: str) -> None:
    from ringtrue.desk.models.event import EventRecord

    add(mia, campaign, "Delivered in 5 days.")
    client, before = client_of(person("vic", Role.VIEWER)), EventRecord.objects.count()
    form = {"role": "operations", "seal": "0", "wording": "Delivered in 5 days", "body": "id: a"}
    assert client.post(f"/campaigns/spring/do/{what}/", form | {"reason": "x"}).status_code == 403
    assert EventRecord.objects.count() == before
    for part in PARTS:
        assert "/do/" not in text_of(client, f"/campaigns/spring/{part}"), part


def test_a_form_cannot_be_sent_by_another_site(campaign, mia) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(mia)
    assert client.post("/campaigns/spring/do/end/", {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("path", ["nowhere/", "spring/nowhere/", "spring/materials/99/versions/"])
def test_what_is_not_there_is_not_found(campaign, mia, path: str) -> None:
    assert client_of(mia).get(f"/campaigns/{path}").status_code == 404


def test_an_action_that_there_is_not_is_not_found(campaign, mia) -> None:
    assert client_of(mia).post("/campaigns/spring/do/burn/").status_code == 404


def test_what_belongs_to_another_campaign_is_not_found(campaign, mia, shop) -> None:
    from ringtrue.desk.services.create_campaign import create_campaign

    other = create_campaign(mia, shop, name="Autumn")
    number = add(mia, other, "Delivered in 5 days.")
    item = other.checklist.first()
    client = client_of(mia)
    assert client.get(f"/campaigns/spring/materials/{number}/").status_code == 404
    told = {"number": item.pk, "evidence": "x"}
    assert client.post("/campaigns/spring/do/tick/", told).status_code == 404


HOSTILE = (
    "<script>alert(1)</script> Delivered in 5 days.",
    "Delivered in 5 days" + " and more" * 600 + ".",
    "🎉 Delivered in 5 days 🎉.",
    "התשלום שלך. \u202eDelivered in 5 days.",
    "Delivered in 5 days.\x0b\x1b[31m",
    "&lt;b&gt; & <b>more</b>. Delivered in 5 days.",
    "{% include 'x' %} {{ campaign }} Delivered in 5 days.",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_copy_is_shown_as_the_text_that_it_is(campaign, mia, words: str) -> None:
    number = add(mia, campaign, words, format="text")
    client = client_of(mia)
    raw = client.get("/campaigns/spring/").content.decode()
    assert "<script>alert" not in raw
    assert "Delivered in 5 days" in raw
    found = client.get(f"/campaigns/spring/claims/{number}.0/", headers=HTMX)
    assert "Delivered in 5 days" in found.content.decode()
    assert "<script>alert" not in found.content.decode()
    looked = client.post("/materials/look/", {"how": "paste", "text": words}, headers=HTMX)
    assert looked.status_code == 200
    assert "<script>alert" not in looked.content.decode()


def test_every_character_of_the_copy_is_on_the_page_once_and_in_order(campaign, mia) -> None:
    import re

    words = "Free 🎁 delivery in 2 days. <Best> in town & cheap. Delivered in 5 days, שלום."
    add(mia, campaign, words, format="text")
    page = client_of(mia).get("/campaigns/spring/").content.decode()
    copy = page.partition('<div class="copytext">')[2].partition("</div>")[0]
    marks = r'<span class="(?:sign|hidden|flag)"[^>]*>.*?</span>'
    assert unescape(re.sub(r"<[^>]+>", "", re.sub(marks, "", copy))) == words


def test_a_nul_in_what_is_typed_is_refused_and_told(campaign, mia) -> None:
    client = client_of(mia)
    told = {"wording": "a\0b", "reason": "x", "part": "objections"}
    answer = client.post("/campaigns/spring/do/object/", told, headers=HTMX)
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#toasts"


@pytest.mark.parametrize("words", ["", "  \n "])
def test_no_copy_is_no_error_while_one_types_but_cannot_be_kept(campaign, mia, words) -> None:
    client = client_of(mia)
    looked = client.post("/campaigns/spring/materials/look/", {"how": "paste", "text": words})
    assert looked.status_code == 200
    assert "They appear here" in looked.content.decode()
    form = {"how": "paste", "text": words, "name": "Page", "do": "keep"}
    kept = client.post("/campaigns/spring/materials/new/", form)
    assert kept.status_code == 422
    assert "there is no copy yet" in kept.content.decode().lower()


def test_what_is_refused_leaves_what_was_typed_and_no_campaign(shop, mia) -> None:
    from ringtrue.desk.models.campaign import Campaign

    form = {"how": "paste", "text": "Delivered in 5 days.", "new_name": "Autumn", "do": "keep"}
    kept = client_of(mia).post("/materials/new/", form)
    assert kept.status_code == 422
    assert "Delivered in 5 days." in kept.content.decode()
    assert not Campaign.objects.exists()


def test_a_file_is_read_by_its_suffix_whatever_the_material_is_called(campaign, mia) -> None:
    client = client_of(mia)
    page = SimpleUploadedFile("offer.html", b"<h1>Delivered in 5 days</h1><script>x</script>")
    form = {"how": "file", "file": page, "name": "Offer", "channel": "web", "do": "keep"}
    assert client.post("/campaigns/spring/materials/new/", form).status_code == 302
    version = campaign.materials.get().versions.get()
    assert (version.format, version.material.name) == ("html", "Offer")


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", b"%PDF-1.7 broken"), ("a.docx", b"PK\x03\x04"), ("a.txt", b"")]
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(campaign, mia, name, data) -> None:
    client = client_of(mia)
    for path, status in (("look", 200), ("new", 422)):
        form = {"how": "file", "file": SimpleUploadedFile(name, data), "name": "Offer"}
        found = client.post(f"/campaigns/spring/materials/{path}/", form)
        assert found.status_code == status
        assert "callout bad" in found.content.decode()
    assert not campaign.materials.exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "file:///etc/passwd", "ftp://x", "", "x"])
def test_an_address_that_leads_inside_is_refused(campaign, mia, address: str) -> None:
    form = {"how": "page", "address": address, "name": "Offer", "do": "keep"}
    kept = client_of(mia).post("/campaigns/spring/materials/new/", form)
    assert kept.status_code == 422
    assert not campaign.materials.exists()


def test_a_new_version_says_which_promises_it_changes(campaign, mia) -> None:
    number = add(mia, campaign, "Delivered in 2 days. Free returns.", format="text")
    client = client_of(mia)
    form = {"how": "paste", "text": "Delivered in 5 days. Refunds within 14 days."}
    looked = client.post(f"/campaigns/spring/materials/{number}/look/", form).content.decode()
    assert "<del>“Delivered in 2 days”</del> → <ins>“Delivered in 5 days”</ins>" in looked
    client.post(f"/campaigns/spring/materials/{number}/", form | {"channel": "web", "do": "keep"})
    page = text_of(client, f"/campaigns/spring/materials/{number}/versions/")
    assert "From version 1" in page
    assert "<del>2</del><ins>5</ins>" in page


def test_the_same_words_make_no_new_version_and_say_so(campaign, mia) -> None:
    number = add(mia, campaign, "Delivered in 2 days.", format="text")
    form = {"how": "paste", "text": "Delivered in 2 days.", "channel": "web", "do": "keep"}
    client = client_of(mia)
    answer = client.post(f"/campaigns/spring/materials/{number}/", form, follow=True)
    assert "no new version" in answer.content.decode()


def test_a_reason_leads_to_its_promise_and_opens_it(campaign, mia, shop) -> None:
    from ringtrue.desk.services.run_review import run_review

    number = add(mia, campaign, "Hello.\n\nDelivered in 2 days.")
    run_review(mia, campaign, shop)
    client = client_of(mia)
    jump = f"/campaigns/spring/?at={number}.0#claim-{number}-0"
    page = text_of(client, "/campaigns/spring/")
    assert f'href="{jump}">Landing page, line 3</a>' in page
    opened = text_of(client, jump.partition("#")[0])
    assert 'class="panel filled"' in opened
    assert "Our proposal." in opened
    assert f'id="claim-{number}-0"' in opened


def test_a_claim_that_is_gone_opens_the_page_with_no_claim(campaign, mia) -> None:
    add(mia, campaign, "Delivered in 2 days.")
    for at in ("1.77", "x", "1.0.0", "'", "-1.0"):
        page = text_of(client_of(mia), f"/campaigns/spring/?at={at}")
        assert "What the marks mean" in page


def test_a_review_that_was_asked_for_is_shown_to_everybody_until_it_is_there(
    campaign, mia, person
) -> None:
    add(mia, campaign, "Delivered in 2 days.")
    client, progress = client_of(person("olga", Role.OPERATIONS)), "/campaigns/spring/review/"
    client_of(mia).post("/campaigns/spring/do/review/", {"part": "history"})
    page = text_of(client, "/campaigns/spring/")
    assert "no worker is running" in page and "ringtrue work" in page
    appear("worker")
    assert "It begins as soon as a worker is free" in text_of(client, "/campaigns/spring/")
    job = take("worker")
    extend(held_by(job), "Measuring <orders>", 0.4)
    going = client.get(f"{progress}progress/?job={job.pk}", headers=HTMX)
    assert "Measuring &lt;orders&gt;" in going.content.decode()
    assert 'value="0.40"' in going.content.decode() or 'value="0.4"' in going.content.decode()
    assert "HX-Refresh" not in going
    give_back(held_by(job))
    run_next("worker")
    assert client.get(f"{progress}progress/?job={job.pk}", headers=HTMX)["HX-Refresh"] == "true"
    assert "Reviewed: the campaign is" in text_of(client, "/campaigns/spring/")
    assert "Reviewed: the campaign is" not in text_of(client, "/campaigns/spring/")


def test_why_a_review_could_not_be_made_stands_on_the_page(campaign, mia, shop) -> None:
    add(mia, campaign, "Delivered in 2 days.")
    client = client_of(mia)
    client.post("/campaigns/spring/do/review/", {"part": "copy"})
    path = Path(shop.folder, "ringtrue.yaml")
    before = path.read_text(encoding="utf-8")
    path.write_text("nmae: Shop\n", encoding="utf-8")
    run_next("worker")
    path.write_text(before, encoding="utf-8")
    page = text_of(client, "/campaigns/spring/")
    assert "The review that Mia asked for could not be made." in page
    assert "ringtrue.yaml:1:1" in page and "Did you mean" in page
    client.post("/campaigns/spring/do/review/", {"part": "copy"})
    assert "could not be made" not in text_of(client, "/campaigns/spring/")


def test_a_page_asks_the_store_few_questions_however_many_promises_there_are(
    campaign, mia, shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from ringtrue.desk.services.comment_on_span import comment_on_span
    from ringtrue.desk.services.object_to_promise import object_to_promise
    from ringtrue.desk.services.run_review import run_review

    for each in range(4):
        words = "\n".join(f"Order {at} is delivered in {at % 9 + 1} days." for at in range(60))
        add(mia, campaign, words, name=f"Page {each}")
        object_to_promise(mia, shop, wording=f"Order {each}", reason="No.", campaign=campaign)
    run_review(mia, campaign, shop)
    first = campaign.materials.first()
    for at in range(20):
        comment_on_span(mia, first.versions.get(), start=at, end=at + 5, text="Really?")
    client = client_of(mia)
    for path in (*PARTS, f"?at={first.pk}.3", f"materials/{first.pk}/versions/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(f"/campaigns/spring/{path}").status_code == 200
    page = client.get("/campaigns/spring/").content.decode()
    assert page.count("data-claim") == 4 * 60
