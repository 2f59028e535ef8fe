"""A book of a thousand promises: pages ask the store little, however much there is in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from flow import given_review

from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.comment_on_span import comment_on_span
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.my_work import my_work
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.see_campaigns import see_campaigns
from ringtrue.desk.services.see_objections import see_objections
from ringtrue.desk.services.word_kept import word_kept

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

MANY = 1_000
FEW_QUERIES = 30
BODY = """\
  - id: {slug}
    promise: Parcel class {number} arrives within {number} hours
    source: orders
    from: ordered_at
    to: delivered_at
    limit: {number} hours
    target: 90%"""


def given_many(shop: Workspace) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    months = [[f"{2023 + n // 12}-{n % 12 + 1:02}", 900, 100, 0.9, 0.88, 0.92] for n in range(36)]
    StandardEntry.objects.bulk_create(
        StandardEntry(slug=f"class-{n}", body=BODY.format(slug=f"class-{n}", number=n))
        for n in range(1, MANY + 1)
    )
    Standing.objects.bulk_create(
        Standing(
            standard=f"class-{n}",
            promise=f"Parcel class {n} arrives within {n} hours",
            source="orders",
            definition="as said",
            target=0.9,
            as_of=at,
            kept=32_400,
            broken=3_600,
            share=0.9,
            state=("holds", "fails", "unproven")[n % 3],
            first_day=date(2023, 1, 1),
            last_day=date(2025, 12, 31),
            months=months,
        )
        for n in range(1, MANY + 1)
    )


def copy_of(promises: int) -> bytes:
    lines = (f"Parcel class {n} arrives within {n} hours." for n in range(1, promises + 1))
    return "\n\n".join(lines).encode()


@pytest.mark.parametrize("promises", [20, 400])
def test_pages_ask_the_store_little(
    office: Office, shop: Workspace, django_assert_max_num_queries: Any, promises: int
) -> None:
    given_many(shop)
    for number in range(20):
        create_campaign(office.mia, shop, name=f"Other {number}")
    campaign = create_campaign(office.mia, shop, name="Spring")
    for name in ("a.txt", "b.txt", "c.txt"):
        version = add_material(office.max, campaign, name=name, data=copy_of(promises))
        for start in range(0, 100, 10):
            comment_on_span(office.sam, version, start=start, end=start + 5, text="?")
    for number in range(1, 20):
        wording = f"Parcel class {number} arrives within {number} hours"
        object_to_promise(office.fay, shop, wording=wording, reason="No", campaign=campaign)
    given_review(campaign, office.mia, shop)
    for person in (office.vic, office.olga):
        with django_assert_max_num_queries(FEW_QUERIES):
            view = see_campaign(person, campaign, shop)
    assert len(view.materials[0].claims) == promises
    assert len(view.objections) == 19
    with django_assert_max_num_queries(FEW_QUERIES):
        rows = word_kept(office.vic)
        shown = rows[:50]
        assert all(len(row.months) == 36 and row.budget for row in shown)
    assert len(rows) == MANY
    assert len(shown) == 50
    with django_assert_max_num_queries(FEW_QUERIES):
        assert len(see_campaigns(office.vic)) == 21
    with django_assert_max_num_queries(FEW_QUERIES):
        assert len(see_objections(office.vic)) == 19
    with django_assert_max_num_queries(FEW_QUERIES):
        assert my_work(office.olga)
