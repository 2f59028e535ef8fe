"""The loop from tables to the page: read with the book, judged, kept, and seen again."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ringtrue.core.cycle import Period
from ringtrue.core.workspace import Workspace
from ringtrue.cost.loop.detecting import LinkState, LoopState
from ringtrue.desk.kept_own_figures import kept_own_figures
from ringtrue.desk.loop_words import arrows_of, loop_told
from ringtrue.desk.models.own_figures import OwnFiguresRecord
from ringtrue.desk.own_figures import read_own_figures
from ringtrue.desk.services.measure_book import measure_book
from ringtrue.desk.services.read_loop import missing_for, read_loop
from ringtrue.desk.services.see_loop import see_loop
from ringtrue.desk.terminal import this_terminal
from ringtrue.desk.workspace import load_workspace

pytestmark = pytest.mark.django_db

BOOK = """\
name: Firm
as_of: 2025-07-07
sources:
  orders: {location: orders.csv}
  adverts: {location: adverts.csv}
standards:
  - id: fast
    promise: Delivered in 2 days
    source: orders
    from: ordered_at
    to: delivered_at
    limit: 2 days
    target: 90%
cycle:
  period: week
  spend: {source: adverts, when: day, amount: cost}
cost:
  money: EUR
  purchases: {source: orders, customer: customer, when: ordered_at, within: 28 days}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighteen months: spend brings customers in its week, and more of them break more promises."""
    made = tmp_path_factory.mktemp("firm")
    dice, number = random.Random(4), 0
    orders, adverts = ["customer,ordered_at,delivered_at"], ["day,cost"]
    for week in range(78):
        monday = datetime(2024, 1, 8) + timedelta(weeks=week)
        spend = dice.uniform(500, 1500)
        adverts.append(f"{monday:%Y-%m-%d},{spend:.0f}")
        newcomers = round(spend / 40 + dice.gauss(0, 2))
        for who in [number + each for each in range(newcomers)] + [
            dice.randrange(max(1, number)) for _ in range(15)
        ]:
            at = monday + timedelta(minutes=dice.randrange(7 * 1440))
            slow = dice.random() < 0.01 * newcomers
            took = timedelta(days=4 if slow else 1)
            orders.append(f"c{who},{at},{at + took}")
        number += newcomers
    (made / "orders.csv").write_text("\n".join(orders) + "\n", encoding="utf-8")
    (made / "adverts.csv").write_text("\n".join(adverts) + "\n", encoding="utf-8")
    (made / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    return made


@pytest.fixture
def firm(folder: Path) -> Workspace:
    return load_workspace(folder)


def test_the_book_is_measured_with_it_and_the_page_sees_the_same(firm: Workspace) -> None:
    direct = read_loop(firm)
    measure_book(this_terminal(), firm)
    seen = see_loop(this_terminal(), firm)
    assert seen.reading == direct.reading
    assert seen.loop == direct.loop
    assert seen.missing == ()
    assert OwnFiguresRecord.objects.count() == 1


def test_what_is_there_is_seen_and_what_is_not_is_not(firm: Workspace) -> None:
    loop = read_loop(firm).loop
    assert loop is not None
    assert loop.state is LoopState.PARTLY
    first, second, *others = loop.links
    assert first.state is second.state is LinkState.SEEN
    assert first.following is not None and first.following.lag == 0
    assert all(each.state is not LinkState.SEEN for each in others)
    assert "2 of the 5 arrows" in loop_told(loop)
    assert arrows_of(loop)[0].lag == "in the same week"


def test_weeks_that_cannot_be_known_yet_or_not_any_more_do_not_count(firm: Workspace) -> None:
    reading = read_loop(firm).reading
    assert reading is not None
    assert (reading.period, reading.days, len(reading.starts)) == (Period.WEEK, 28, 78)
    assert reading.new_customers[:4] == (None,) * 4
    assert None not in reading.new_customers[4:]
    assert reading.repeat_rate[-4:] == (None,) * 4
    assert None not in reading.repeat_rate[:-5]
    assert all(0 <= each <= 1 for each in reading.broken_share if each is not None)


def test_without_settings_nothing_is_read_and_they_are_named(folder: Path) -> None:
    from ringtrue.desk.workspace import parse_workspace

    bare = parse_workspace(BOOK.partition("cycle:")[0], folder / "ringtrue.yaml")
    assert read_own_figures(bare, [], datetime(2025, 7, 7)) is None
    assert [each.split(": (")[0] for each in missing_for(bare)] == [
        "cycle: spend",
        "cost: purchases",
    ]
    view = see_loop(this_terminal(), bare)
    assert (view.loop, view.reading, kept_own_figures()) == (None, None, None)


def test_a_table_that_cannot_be_read_is_told_and_the_rest_stands(folder: Path) -> None:
    from ringtrue.desk.workspace import parse_workspace

    wrong = parse_workspace(BOOK.replace("amount: cost", "amount: price"), folder / "ringtrue.yaml")
    view = read_loop(wrong)
    assert view.reading is not None and view.loop is not None
    assert "price" in view.reading.troubles[0]
    assert view.loop.links[0].reason == "there is no spend"
    assert view.loop.links[1].state is LinkState.SEEN


def test_spend_below_nothing_is_told_and_not_reckoned_with(firm: Workspace, tmp_path: Path) -> None:
    for name in ("orders.csv", "ringtrue.yaml"):
        (tmp_path / name).write_bytes((Path(firm.folder) / name).read_bytes())
    (tmp_path / "adverts.csv").write_text(
        "day,cost\n2025-01-06,900\n2025-01-13,-40\n", encoding="utf-8"
    )
    view = read_loop(load_workspace(tmp_path))
    assert view.reading is not None and view.loop is not None
    (trouble,) = view.reading.troubles
    assert trouble.startswith("adverts.cost: -40.00 was spent in the week of 2025-01-13.")
    assert view.loop.links[0].reason == "there is no spend"


def test_a_reading_of_another_form_is_none(firm: Workspace) -> None:
    measure_book(this_terminal(), firm)
    OwnFiguresRecord.objects.update(content={"period": "year"})
    assert kept_own_figures() is None
