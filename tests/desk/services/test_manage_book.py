"""Standards of the desk are added, changed and removed; those of files are left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ringtrue.core.errors import ConfigError, NotFoundError, UsageError
from ringtrue.core.role import Role
from tests.desk.services.flow import given_review, nothing_written
from tests.web.world import make_entry, standard

pytestmark = pytest.mark.django_db

SETTINGS = """
name: Shop
sources:
  orders:
    location: data/orders.csv
standards:
  - id: of-the-file
    promise: Delivered in 30 days
    source: orders
    from: ordered_at
    to: delivered_at
    limit: 30 days
    target: 95%
"""


@pytest.fixture
def shop(tmp_path: Path):
    from ringtrue.desk.workspace import load_workspace

    (tmp_path / "ringtrue.yaml").write_text(SETTINGS, encoding="utf-8")
    return load_workspace(tmp_path)


@pytest.fixture
def olga(person: Callable):
    return person("olga", Role.OPERATIONS)


def ids(shop) -> list[str]:
    from ringtrue.desk.services.whole_book import whole_book

    return [each.id for each in whole_book(shop).standards]


def last_event():
    from ringtrue.desk.models.event import EventRecord

    return EventRecord.objects.order_by("number").last()


def test_a_standard_is_added_and_is_in_the_book(shop, olga) -> None:
    from ringtrue.desk.services.manage_book import add_standard

    entry = add_standard(olga, shop, body=standard("fast", "2 days"))
    assert (entry.slug, entry.managed_by, entry.by) == ("fast", "", olga)
    assert ids(shop) == ["of-the-file", "fast"]
    assert (last_event().action, last_event().subject) == ("add standard", "standard:fast")


def test_a_body_is_read_however_it_is_indented(shop, olga) -> None:
    from textwrap import dedent

    from ringtrue.desk.services.manage_book import add_standard

    body = dedent(standard("fast", "2 days")).replace("- id", "id").replace("\n  ", "\n")
    assert add_standard(olga, shop, body=body).slug == "fast"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (standard("of-the-file", "2 days"), "another standard 'of-the-file'"),
        (standard("fast", "30 days"), "of-the-file means the same"),
        (standard("fast", "2 dogs"), "2 dogs"),
        (standard("fast", "2 days").replace("source: orders", "source: order"), "orders"),
        ("", "there is no standard"),
        ("- just words", ""),
        ("a: [", ""),
    ],
)
def test_what_is_no_new_standard_is_refused_and_nothing_is_written(shop, olga, body, said) -> None:
    from ringtrue.desk.services.manage_book import add_standard

    with nothing_written(), pytest.raises(UsageError) as refused:
        add_standard(olga, shop, body=body)
    assert said in str(refused.value)
    assert refused.value.cure


def test_a_change_keeps_both_versions_and_the_reason(shop, olga) -> None:
    from ringtrue.desk.services.manage_book import change_standard
    from ringtrue.desk.services.whole_book import open_book

    make_entry("fast", standard("fast", "2 days"))
    body = standard("fast", "3 days")
    assert change_standard(olga, shop, "fast", body=body, reason="The depot moved.")
    changed = open_book(shop).find("fast")
    assert changed is not None
    assert str(changed.test.limit) == "3 days"
    told = json.loads(last_event().payload)
    assert "2 days" in told["before"]
    assert "3 days" in told["after"]
    assert told["reason"] == "The depot moved."


def test_the_same_body_changes_nothing(shop, olga) -> None:
    from ringtrue.desk.services.manage_book import add_standard, change_standard

    body = add_standard(olga, shop, body=standard("fast", "2 days")).body
    with nothing_written():
        assert not change_standard(olga, shop, "fast", body=body, reason="")


@pytest.mark.parametrize(
    ("name", "body", "reason", "error", "said"),
    [
        ("fast", standard("fast", "3 days"), " ", UsageError, "no reason"),
        ("fast", standard("faster", "3 days"), "So.", UsageError, "the id 'faster'"),
        ("fast", standard("fast", "30 days"), "So.", UsageError, "of-the-file means the same"),
        ("fast", standard("fast", "often"), "So.", ConfigError, "often"),
        ("of-the-file", standard("of-the-file", "3 days"), "So.", UsageError, "ringtrue.yaml has"),
        ("owned", standard("owned", "3 days"), "So.", UsageError, "book.yaml has"),
        ("gone", standard("gone", "3 days"), "So.", NotFoundError, "no standard 'gone'"),
    ],
)
def test_what_may_not_be_changed_is_refused(shop, olga, name, body, reason, error, said) -> None:
    from ringtrue.desk.models.standard import StandardEntry
    from ringtrue.desk.services.manage_book import change_standard

    make_entry("fast", standard("fast", "2 days"))
    make_entry("owned", standard("owned", "7 days"))
    StandardEntry.objects.filter(slug="owned").update(managed_by="book.yaml")
    with nothing_written(), pytest.raises(error, match=said):
        change_standard(olga, shop, name, body=body, reason=reason)


def test_a_standard_is_removed_with_a_reason(shop, olga) -> None:
    from ringtrue.desk.services.manage_book import remove_standard

    make_entry("fast", standard("fast", "2 days"))
    with nothing_written(), pytest.raises(UsageError, match="no reason"):
        remove_standard(olga, shop, "fast", reason="")
    remove_standard(olga, shop, "fast", reason="Nobody says it.")
    assert ids(shop) == ["of-the-file"]
    assert "2 days" in json.loads(last_event().payload)["body"]


def test_a_standard_with_a_remedy_stays(shop, olga) -> None:
    from ringtrue.desk.services.manage_book import remove_standard

    make_entry("fast", standard("fast", "2 days"))
    make_entry(
        "refund",
        "  - id: refund\n    source: orders\n    after: fast\n    to: refunded_at\n"
        "    limit: 7 days\n    target: 95%",
    )
    with nothing_written(), pytest.raises(UsageError, match="refund is the remedy"):
        remove_standard(olga, shop, "fast", reason="Nobody says it.")


def test_what_a_standard_means_is_said_before_it_is_kept(shop, olga) -> None:
    from ringtrue.desk.services.manage_book import mean_standard

    with nothing_written():
        said = mean_standard(olga, shop, body=standard("fast", "2 days"))
    assert "from ordered_at to delivered_at it took at most 2 days" in said.definition
    assert said.sentence.startswith("Of all orders, at least 95 % are delivered within 2 days")
    assert said.known is None


def test_a_campaign_that_was_judged_waits_for_another_review(shop, olga, person) -> None:
    from ringtrue.desk.services.add_material import add_material
    from ringtrue.desk.services.create_campaign import create_campaign
    from ringtrue.desk.services.manage_book import add_standard

    mia = person("mia", Role.MARKETING)
    spring, autumn = (create_campaign(mia, shop, name=name) for name in ("Spring", "Autumn"))
    add_material(mia, spring, name="a.txt", data=b"Delivered in 2 days.")
    add_material(mia, autumn, name="b.txt", data=b"We answer every call.")
    for campaign in (spring, autumn):
        given_review(campaign, mia, shop)
        assert campaign.state == "conditional"
    add_standard(olga, shop, body=standard("fast", "2 days"))
    spring.refresh_from_db()
    autumn.refresh_from_db()
    assert (spring.state, autumn.state) == ("in review", "conditional")


def test_a_mistake_is_named_by_its_line_in_the_body(shop, olga) -> None:
    from ringtrue.desk.services.manage_book import mean_standard

    with pytest.raises(ConfigError) as refused:
        mean_standard(olga, shop, body=standard("fast", "2 dogs").replace("orders", "order"))
    lines = [each.where.split(":")[1] for each in (refused.value, *refused.value.others)]
    assert lines == ["3", "6"]


def test_yaml_that_does_not_parse_is_named_by_its_line(shop, olga) -> None:
    from ringtrue.desk.services.manage_book import mean_standard

    with pytest.raises(ConfigError) as refused:
        mean_standard(olga, shop, body="- id: fast\n  target: '95%\n")
    assert refused.value.where.startswith("the book's new standard:2:")
