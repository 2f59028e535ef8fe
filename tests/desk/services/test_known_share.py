"""What a measuring answers already is told while a standard is written; nothing is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ringtrue.core.workspace import Workspace
from ringtrue.desk.services.manage_book import Meant, mean_standard
from ringtrue.desk.services.measure_book import measure_book
from tests.desk.services.flow import nothing_written
from tests.web.world import make_entry

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

BODY = """- id: two
  source: orders
  from: ordered_at
  to: delivered_at
  limit: 2 days
  target: 90%
  segments: [region]"""


@pytest.fixture
def ask(office: Office, shop: Workspace):
    make_entry("two", BODY)
    measure_book(office.ada, shop)

    def asked(**other: str) -> Meant:
        body = BODY.replace("id: two", "id: other")
        for key, value in other.items():
            body = body.replace(f"  {key}:", f"  was_{key}:") + f"\n  {key}: {value}"
        lines = [line for line in body.split("\n") if "was_" not in line]
        with nothing_written():
            return mean_standard(office.olga, shop, body="\n".join(lines))

    return asked


def test_the_same_clock_with_another_target_is_known(ask) -> None:
    known = ask(target="95%").known
    assert known is not None
    assert known.standard == "two"
    assert known.share == pytest.approx(0.6, abs=0.03)
    assert known.low is not None and known.low < known.share
    assert known.decided > 4_000


def test_another_limit_is_known_where_the_study_has_it(ask) -> None:
    known = ask(limit="4.5 days").known
    assert known is not None
    assert known.share == pytest.approx(0.99, abs=0.01)


@pytest.mark.parametrize(
    "other",
    [
        {"limit": "2 calendar days"},
        {"limit": "17 days"},
        {"where": "region = 'north'"},
        {"void": "region = 'north'"},
        {"from": "delivered_at"},
        {"limit": "less than 2 days"},
    ],
)
def test_what_was_not_measured_is_not_guessed(ask, other: dict[str, str]) -> None:
    assert ask(**other).known is None


def test_a_standard_that_was_changed_since_is_not_taken_for_what_was_measured(ask) -> None:
    from ringtrue.desk.models.standard import StandardEntry

    entry = StandardEntry.objects.get(slug="two")
    entry.body = entry.body + "\n  void: region = 'north'"
    entry.save()
    assert ask(target="95%", void="region = 'north'").known is None
