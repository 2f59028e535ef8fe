"""The book that campaigns are held to: confirming meanings, measuring it, and what is then kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from flow import FIVE_DAYS, given_review, nothing_written, one_event, refused

from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.verdict import State
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.models.standing import EvidenceRecord, Standing
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.measure_book import measure_book
from ringtrue.desk.services.propose_standards import propose_standards
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.whole_book import open_book, whole_book
from ringtrue.gap.evidence_file import evidence_from_json

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

PROMISE = "Delivered in 5 days"


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    made = create_campaign(office.mia, shop, name="Spring")
    copy = b"Ordered today, delivered in 5 days.\n\nDelivered in 5 days.\n"
    add_material(office.mia, made, name="a.txt", data=copy)
    return made


@pytest.mark.parametrize(
    "body",
    [
        FIVE_DAYS,
        "  - " + FIVE_DAYS.replace("\n", "\n    ").rstrip(),
        ("  - " + FIVE_DAYS.replace("\n", "\n    ")).strip(),
        "- " + FIVE_DAYS.replace("\n", "\r\n  "),
    ],
    ids=["bare", "item", "item as a form sends it", "two spaces, other line ends"],
)
def test_a_body_is_taken_however_it_is_indented(
    office: Office, shop: Workspace, campaign: Campaign, body: str
) -> None:
    with one_event("confirm standard", "olga"):
        entry = confirm_standard(office.olga, campaign, shop, wording=PROMISE, body=body)
    (standard,) = whole_book(shop).standards
    assert (standard.id, standard.promise, standard.target) == ("five", PROMISE, 0.9)
    assert (entry.slug, entry.by, entry.managed_by) == ("five", office.olga, "")


def test_a_confirmed_wording_holds_its_promises(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    confirm_standard(office.olga, campaign, shop, wording=PROMISE, body=FIVE_DAYS)
    held = {each.text: each.standards for each in propose_standards(office.vic, campaign, shop)}
    assert held[PROMISE] == ("five",)


def test_a_wording_that_means_the_same_joins_its_standard(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    confirm_standard(office.olga, campaign, shop, wording=PROMISE, body=FIVE_DAYS)
    add_material(office.mia, campaign, name="b.txt", data=b"At your door within 5 days.")
    other = FIVE_DAYS.replace("five", "door")
    entry = confirm_standard(
        office.sam, campaign, shop, wording="At your door within 5 days", body=other
    )
    assert entry.slug == "five"
    (standard,) = whole_book(shop).standards
    assert standard.wordings == ("At your door within 5 days",)


@pytest.mark.parametrize(
    ("wording", "body", "words"),
    [
        ("Delivered in 1 day", FIVE_DAYS, "no material of the campaign promises"),
        (" ", FIVE_DAYS, "no promise"),
        (PROMISE, "", "no standard"),
        (PROMISE, "[]", ""),
        (PROMISE, "id: five", "needs|tests|lacks|'source'"),
        (PROMISE, FIVE_DAYS.replace("orders", "parcels"), "no source"),
        (PROMISE, FIVE_DAYS + "- id: six\n", "YAML"),
        (PROMISE, FIVE_DAYS + "colour: red\n", "colour"),
        (PROMISE, FIVE_DAYS.replace("delivered_at", "__import__('os')"), "to"),
    ],
)
def test_what_is_no_meaning_of_a_promise_is_refused(
    office: Office, shop: Workspace, campaign: Campaign, wording: str, body: str, words: str
) -> None:
    refused(
        UsageError,
        words or ".",
        lambda: confirm_standard(office.olga, campaign, shop, wording=wording, body=body),
    )


def test_a_promise_that_the_book_has_is_not_given_another_meaning(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    confirm_standard(office.olga, campaign, shop, wording=PROMISE, body=FIVE_DAYS)
    other = FIVE_DAYS.replace("five", "six").replace("5 days", "6 days")
    refused(
        UsageError,
        "the book has",
        lambda: confirm_standard(office.olga, campaign, shop, wording=PROMISE, body=other),
    )


def test_an_id_is_taken_once_and_a_managed_standard_stays_as_it_is(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    confirm_standard(office.olga, campaign, shop, wording=PROMISE, body=FIVE_DAYS)
    StandardEntry.objects.update(managed_by="book.yaml")
    add_material(office.mia, campaign, name="b.txt", data=b"At your door within 5 days.")
    wording = "At your door within 5 days"
    refused(
        UsageError,
        "book.yaml has it",
        lambda: confirm_standard(office.olga, campaign, shop, wording=wording, body=FIVE_DAYS),
    )
    other = FIVE_DAYS.replace("5 days", "6 days")
    refused(
        UsageError,
        "another standard",
        lambda: confirm_standard(office.olga, campaign, shop, wording=wording, body=other),
    )


def test_an_entry_that_can_no_longer_be_read_is_named(shop: Workspace) -> None:
    StandardEntry.objects.create(slug="lost", body="  - " + FIVE_DAYS.replace("\n", "\n    "))
    with pytest.raises(ConfigError, match="orders"):
        whole_book(replace(shop, sources=()))


def test_the_book_is_made_once_for_what_has_not_changed(shop: Workspace) -> None:
    StandardEntry.objects.create(
        slug="five", body="  - " + FIVE_DAYS.replace("\n", "\n    ").rstrip()
    )
    book = open_book(shop)
    assert open_book(shop) is book
    StandardEntry.objects.update(body=book_body("95%"))
    assert open_book(shop).key != book.key
    assert open_book(shop).judging == book.judging
    strict = replace(shop, policy=replace(shop.policy, target=0.99))
    assert open_book(strict).judging != book.judging


def book_body(target: str) -> str:
    return "  - " + FIVE_DAYS.replace("90%", target).replace("\n", "\n    ").rstrip()


def test_measuring_the_book_keeps_standings_and_evidence(office: Office, shop: Workspace) -> None:
    StandardEntry.objects.create(slug="five", body=book_body("90%"))
    Standing.objects.create(
        standard="gone", source="orders", definition="", target=0.9, state="holds",
        as_of=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    with one_event("measure book", "olga"):
        found = measure_book(office.olga, shop)
    assert not found.turned
    (standing,) = Standing.objects.all()
    assert (standing.standard, State(standing.state)) == ("five", State.HOLDS)
    assert standing.share is not None
    assert standing.share == standing.kept / (standing.kept + standing.broken)
    assert sum(month[1] + month[2] for month in standing.months) == standing.kept + standing.broken
    (row,) = EvidenceRecord.objects.all()
    evidence = evidence_from_json(row.content)
    assert evidence.counts.kept == standing.kept
    measure_book(office.olga, shop)
    assert EvidenceRecord.objects.count() == 1, "the same numbers are the same evidence"


def test_a_standard_that_turns_asks_for_a_review(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    confirm_standard(office.olga, campaign, shop, wording=PROMISE, body=FIVE_DAYS)
    review = run_review(office.mia, campaign, shop)
    assert not see_campaign(office.vic, campaign, shop).changed
    Standing.objects.update(state="fails", as_of=datetime(2026, 3, 9, tzinfo=UTC))
    (told,) = see_campaign(office.vic, campaign, shop).changed
    assert told == "'five' was measured again: it was said to be holds, and now fails."
    refused(
        UsageError,
        "measured again",
        lambda: sign_off(
            office.sam, campaign, shop, role=next(iter(office.sam.roles)), seal=review.seal
        ),
    )


def test_a_meaning_that_was_confirmed_since_asks_for_a_review(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    given_review(campaign, office.mia, shop)
    with nothing_written():
        assert not see_campaign(office.vic, campaign, shop).changed
    confirm_standard(office.olga, campaign, shop, wording=PROMISE, body=FIVE_DAYS)
    told = see_campaign(office.vic, campaign, shop).changed
    assert f"The book now says what {PROMISE!r} means." in told
