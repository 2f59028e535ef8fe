"""What is worked out beside the numbers of a promise, kept when it is measured, and shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ringtrue.core.errors import NotFoundError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.models.standing import EvidenceRecord
from ringtrue.desk.models.study import StudyRecord
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.measure_book import measure_book
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_promise import see_promise

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

BODY = """\
id: two
source: orders
from: ordered_at
to: delivered_at
limit: 2 days
target: 90%
segments: [region]
"""
WORDS = "Delivered in 2 days"


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    made = create_campaign(office.mia, shop, name="Spring")
    add_material(office.mia, made, name="a.txt", data=f"{WORDS}.\n".encode())
    confirm_standard(office.olga, made, shop, wording=WORDS, body=BODY)
    return made


def test_measuring_the_book_keeps_frontier_wordings_and_back_test(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    with pytest.raises(NotFoundError):
        see_promise(office.vic, "two")
    measure_book(office.ada, shop)
    view = see_promise(office.vic, "two")
    assert view.study is not None
    study = view.study.study
    assert view.study.evidence == EvidenceRecord.objects.get(standard="two").digest
    assert (study.promised, study.strongest, study.unit) == (2.0, 4.5, "day")
    (whole,) = view.study.everyone
    assert "within 4.5 days" in whole.text
    assert [each.segment for each in view.study.parts] == [("north",), ("south",)]
    limits = [point.limit for point in study.frontier]
    assert {2.0, 4.5} < set(limits)
    assert limits == sorted(limits)
    assert {row.target for row in study.tested} == {0.9, None}
    assert study.months > 6
    assert view.study.told.startswith("Cannot tell: in 2")


def test_a_promise_that_holds_may_be_bolder_and_may_stay(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    entry = StandardEntry.objects.get(slug="two")
    entry.body = entry.body.replace("2 days", "6 days").replace("Delivered in 6", "Delivered in 2")
    entry.save()
    measure_book(office.ada, shop)
    view = see_promise(office.vic, "two")
    assert view.study is not None
    assert [(each.limit, "days." in each.text) for each in view.study.everyone] == [
        (4.5, True),
        (6.0, True),
    ]


def test_a_review_keeps_it_as_well_and_measuring_again_renews_the_same_row(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    run_review(office.mia, campaign, shop)
    first = StudyRecord.objects.get(standard="two")
    measure_book(office.ada, shop)
    again = StudyRecord.objects.get(standard="two")
    assert (again.pk, again.evidence) == (first.pk, first.evidence)
    assert again.made_at > first.made_at
    assert again.content == first.content


def test_what_an_older_version_kept_is_not_shown_and_does_no_harm(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    measure_book(office.ada, shop)
    StudyRecord.objects.update(content={"unit": "day"})
    assert see_promise(office.vic, "two").study is None


def test_a_short_history_is_said_and_nothing_is_made_up(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    start = shop.as_of
    assert start is not None
    measure_book(office.ada, shop, as_of=start - timedelta(days=400))
    view = see_promise(office.vic, "two")
    assert view.study is not None
    study = view.study.study
    assert study.tested == ()
    assert "needs two complete months" in study.no_test
    assert view.study.told == ""
    assert all(not each.text for each in study.wordings)


def test_objections_are_found_by_what_they_say_not_letter_by_letter(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    run_review(office.mia, campaign, shop)
    said = {
        "own": (campaign, "delivered in 2 DAYS!"),
        "loose": (None, "Ordered today, delivered in 2 days"),
    }
    rows = {
        name: object_to_promise(office.fay, shop, wording=words, reason="No vans.", campaign=where)
        for name, (where, words) in said.items()
    }
    object_to_promise(office.fay, shop, wording="Delivered in 20 days", reason="Another.")
    object_to_promise(office.fay, shop, wording="Most are delivered in 2 days", reason="Narrowed.")
    found = see_promise(office.vic, "two").objections
    assert {each.number for each in found} == {row.pk for row in rows.values()}


def test_the_history_tells_who_confirmed_it(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    run_review(office.mia, campaign, shop)
    history = see_promise(office.vic, "two").history
    assert [(each.by, each.action) for each in history] == [("Olga", "confirm standard")]
