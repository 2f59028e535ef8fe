"""Promises as code: what applying a book changes and refuses, and what is exported."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.role import Role
from ringtrue.core.standard import (
    Between,
    CountPer,
    Holds,
    Missing,
    Remedy,
    Standard,
    Test,
    Uptime,
    Within,
)
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.book import book_yaml, items_of_book, standards_of
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.permissions import ALLOWED, Action, NotAllowedError
from ringtrue.desk.services.apply_book import Change, Plan, apply_book, plan_book
from ringtrue.desk.services.export_book import export_book
from ringtrue.desk.terminal import Terminal
from ringtrue.desk.workspace import parse_workspace

if TYPE_CHECKING:
    from ringtrue.desk.models.person import Person

    MakePerson = Callable[..., Person]

pytestmark = pytest.mark.django_db

HOST = Terminal("root")
HOME = """\
sources: {orders: {location: orders.csv, segments: [region]}}
calendars: {office: {time_zone: UTC, weekdays: 09:00-17:00}}
standards:
  - {id: home, source: orders, from: a, to: b, limit: 2 days, target: 90%, segments: []}
"""
FAST = "{id: fast, source: orders, from: a, to: b, limit: 2 days}"
BACK = "{id: back, source: orders, after: fast, to: c, limit: 14 days}"
SLOW = "{id: slow, source: orders, from: a, to: b, limit: 9 days}"


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    return parse_workspace(HOME, tmp_path / "ringtrue.yaml")


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a book with some standards: `book(FAST, name="book.yaml")`."""

    def write(*items: str, name: str = "book.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        body = "".join(f"  - {item}\n" for item in items)
        path.write_text(f"standards:\n{body}" if items else "standards: []\n", encoding="utf-8")
        return path

    return write


def kept() -> dict[str, str]:
    return {row.slug: row.managed_by for row in StandardEntry.objects.all()}


def changes(plan: Plan) -> dict[str, Change]:
    return {entry.id: entry.change for entry in plan.entries}


def at_desk(standard: Standard) -> None:
    StandardEntry.objects.create(slug=standard.id, body=standard_yaml(standard))


def read(*items: str) -> list[Standard]:
    workspace = parse_workspace(HOME, Path("ringtrue.yaml"))
    text = "standards:\n" + "".join(f"  - {item}\n" for item in items)
    return list(standards_of(items_of_book(text, "x"), workspace))


def test_a_book_is_added_changed_and_removed_with_one_event_each(
    shop: Workspace, book: Callable[..., Path]
) -> None:
    path = book(FAST, BACK)
    assert changes(apply_book(HOST, path, shop)) == {"fast": Change.ADDED, "back": Change.ADDED}
    assert kept() == {"back": "book.yaml", "fast": "book.yaml"}
    again = apply_book(HOST, path, shop)
    assert set(changes(again).values()) == {Change.UNCHANGED}
    assert again.is_empty
    book(FAST.replace("2 days", "3 days"), SLOW)
    assert changes(apply_book(HOST, path, shop)) == {
        "fast": Change.CHANGED, "slow": Change.ADDED, "back": Change.REMOVED,
    }  # fmt: skip
    book()
    apply_book(HOST, path, shop)
    assert kept() == {}
    told = [json.loads(event.payload) for event in EventRecord.objects.all()]
    assert [event.subject for event in EventRecord.objects.all()] == ["book:book.yaml"] * 3
    assert told[1]["added"] == ["slow"]
    assert told[1]["changed"] == ["fast"]
    assert told[1]["removed"] == ["back"]
    assert len({each["digest"] for each in told}) == 3


def test_a_plan_changes_nothing_and_tells_both_wordings(
    shop: Workspace, book: Callable[..., Path]
) -> None:
    path = book(FAST)
    plan = plan_book(HOST, path, shop)
    assert kept() == {}
    apply_book(HOST, path, shop, shown=plan)
    (entry,) = plan_book(HOST, book(FAST.replace("2", "5")), shop).entries
    assert "limit: 2 days" in entry.before
    assert "limit: 5 days" in entry.after
    assert EventRecord.objects.count() == 1


def test_another_plan_than_the_one_shown_is_refused(
    shop: Workspace, book: Callable[..., Path]
) -> None:
    plan = plan_book(HOST, book(FAST), shop)
    with pytest.raises(UsageError, match="changed since"):
        apply_book(HOST, book(SLOW), shop, shown=plan)
    assert kept() == {}
    assert not EventRecord.objects.exists()


def test_comments_order_and_layout_are_no_change(
    shop: Workspace, book: Callable[..., Path]
) -> None:
    path = book(FAST, BACK)
    apply_book(HOST, path, shop)
    text = "# ours\nstandards:\n- id: back\n  source: orders\n  after: fast\n  to: c\n"
    path.write_text(f'{text}  limit: "14 days"\n- {FAST}\n', encoding="utf-8")
    assert plan_book(HOST, path, shop).is_empty


def test_what_the_desk_made_is_taken_over_only_when_asked(
    shop: Workspace, book: Callable[..., Path]
) -> None:
    at_desk(read(FAST)[0])
    with pytest.raises(UsageError, match="made at the desk") as told:
        apply_book(HOST, book(FAST), shop)
    assert "--take-over" in told.value.cure
    assert kept() == {"fast": ""}
    plan = apply_book(HOST, book(FAST), shop, take_over=True)
    assert changes(plan) == {"fast": Change.CHANGED}
    assert kept() == {"fast": "book.yaml"}


def test_two_books_leave_each_other_alone(shop: Workspace, book: Callable[..., Path]) -> None:
    apply_book(HOST, book(FAST), shop)
    apply_book(HOST, book(SLOW, name="more/book.yaml"), shop)
    assert kept() == {"fast": "book.yaml", "slow": "more/book.yaml"}
    with pytest.raises(UsageError, match=r"fast \(book.yaml\)"):
        apply_book(HOST, book(FAST, SLOW, name="more/book.yaml"), shop)
    apply_book(HOST, book(name="more/book.yaml"), shop)
    assert kept() == {"fast": "book.yaml"}


def test_a_remedy_may_follow_a_standard_of_another_owner_which_then_must_stay(
    shop: Workspace, book: Callable[..., Path]
) -> None:
    first = book(FAST)
    apply_book(HOST, first, shop)
    apply_book(HOST, book(BACK, name="more.yaml"), shop)
    assert plan_book(HOST, book(BACK.replace("fast", "home"), name="more.yaml"), shop).entries
    with pytest.raises(ConfigError, match="no standard 'fast'") as told:
        apply_book(HOST, book(SLOW), shop)
    assert "back" in told.value.where
    assert kept() == {"back": "more.yaml", "fast": "book.yaml"}


def test_what_ringtrue_yaml_says_alike_is_left_to_it_and_otherwise_refused(
    shop: Workspace, book: Callable[..., Path]
) -> None:
    alike = "{id: home, source: orders, from: a, to: b, limit: 2 days, target: 90%, segments: []}"
    assert plan_book(HOST, book(alike), shop).entries == ()
    with pytest.raises(ConfigError, match="differently") as told:
        apply_book(HOST, book(alike.replace("2 days", "3 days")), shop)
    assert told.value.where.endswith("book.yaml:2:5")


def test_what_moved_to_ringtrue_yaml_leaves_the_store(
    shop: Workspace, book: Callable[..., Path]
) -> None:
    path = book(FAST)
    apply_book(HOST, path, shop)
    moved = replace(shop, standards=(*shop.standards, *read(FAST)))
    assert changes(apply_book(HOST, path, moved)) == {"fast": Change.REMOVED}
    assert kept() == {}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "standards: {}", "name: x\nstandards: []", "standards: [x]", "standards:\n",
     "standards:\n  - {id: a}", f"standards:\n  - {BACK}", "a: &x 1\nb: *x", "\x00", "{",
     "standards: [{id: a, source: nowhere, from: a, to: b, limit: 1 day}]",
     f"standards:\n  - {FAST}\n  - {FAST}",
     "standards: [{id: '../x', source: orders, from: a, to: b, limit: 1 day}]"],
)  # fmt: skip
def test_a_file_that_is_no_book_is_refused_with_its_place(
    shop: Workspace, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        apply_book(HOST, path, shop)
    assert "book.yaml" in told.value.where
    assert kept() == {}


def test_a_file_that_is_not_there_too_large_or_no_text_is_refused(
    shop: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "book.yaml"
    with pytest.raises(ConfigError, match="no such file"):
        plan_book(HOST, path, shop)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        plan_book(HOST, path, shop)
    path.write_text("#" * 1_000_001, encoding="utf-8")
    with pytest.raises(ConfigError, match="1,000,001 bytes"):
        plan_book(HOST, path, shop)
    with pytest.raises(ConfigError):
        plan_book(HOST, tmp_path, shop)


def test_a_book_too_far_away_to_be_named_is_refused(
    shop: Workspace, book: Callable[..., Path], tmp_path: Path
) -> None:
    far = tmp_path / ("a" * 200) / ("b" * 60)
    far.mkdir(parents=True)
    path = book(FAST).rename(far / "book.yaml")
    with pytest.raises(UsageError, match="too long"):
        apply_book(HOST, path, shop)


@pytest.mark.parametrize("role", Role)
def test_books_are_for_those_whom_the_table_allows(
    shop: Workspace, book: Callable[..., Path], person: MakePerson, role: Role
) -> None:
    somebody, path = person("ann", role), book(FAST)
    if role in ALLOWED[Action.APPLY_BOOK]:
        apply_book(somebody, path, shop)
        assert StandardEntry.objects.get().by == somebody
        assert EventRecord.objects.get().actor == "ann"
    else:
        for verb in (apply_book, plan_book):
            with pytest.raises(NotAllowedError):
                verb(somebody, path, shop)
        assert kept() == {}
        assert not EventRecord.objects.exists()
    if role in ALLOWED[Action.SEE]:
        assert "id: home" in export_book(somebody, shop)
    else:
        with pytest.raises(NotAllowedError):
            export_book(somebody, shop)


def test_what_is_exported_can_be_applied_where_it_came_from_and_changes_no_meaning(
    shop: Workspace, book: Callable[..., Path], tmp_path: Path
) -> None:
    apply_book(HOST, book(FAST, BACK), shop)
    at_desk(read(SLOW)[0])
    text = export_book(HOST, shop)
    path = tmp_path / "whole.yaml"
    path.write_text(text, encoding="utf-8")
    plan = apply_book(HOST, path, shop, take_over=True)
    assert all(entry.before == entry.after for entry in plan.entries)
    assert kept() == dict.fromkeys(("back", "fast", "slow"), "whole.yaml")
    assert export_book(HOST, shop) == text


# Every sort of standard, with every part that a standard can have.

A, B = parse_expression("ordered_at"), parse_expression("`to` is null or x = 'it''s: #1'")
COUNTS = st.integers(-999, 999).map(float) | st.floats(-1e6, 1e6).map(lambda x: round(x, 6))
LIMITS = st.builds(
    Duration, st.integers(1, 90).map(float), st.sampled_from([Unit.DAY, Unit.HOUR, Unit.MINUTE])
)
TESTS: st.SearchStrategy[Test] = st.one_of(
    st.builds(Within, st.just(A), st.just(B), LIMITS, st.booleans(), st.booleans()),
    st.builds(Holds, st.just(B), st.sampled_from(Missing)),
    st.builds(Between, st.just(A), COUNTS, st.none(), st.booleans(), st.sampled_from(Missing)),
    st.builds(CountPer, st.just(A), st.none(), st.integers(0, 99).map(float)),
    st.builds(Uptime, st.just(A), st.just(B), st.integers(0, 10**6).map(lambda x: x / 10**6)),
    st.builds(Remedy, st.just("home"), st.just(B), LIMITS),
)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")),
    min_size=1, max_size=20,
)  # fmt: skip
STANDARDS = st.builds(
    Standard,
    id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,9}", fullmatch=True).filter(
        lambda name: name != "home"
    ),
    source=st.just("orders"),
    test=TESTS,
    target=st.integers(0, 10**9).map(lambda x: x / 10**9),
    day=st.just(A),
    population=st.none() | st.just(B),
    void=st.none() | st.just(B),
    segments=st.lists(WORDS, unique=True, max_size=2).map(tuple),
    promise=WORDS,
    why=st.just("") | WORDS,
    wordings=st.lists(WORDS, max_size=2).map(tuple),
)
BOOKS = st.lists(STANDARDS, max_size=4, unique_by=lambda standard: standard.id)


def bare(standards: list[Standard]) -> list[Standard]:
    return [replace(standard, place="") for standard in standards]


@given(BOOKS)
def test_any_book_reads_back_as_it_was_written(standards: list[Standard]) -> None:
    workspace = parse_workspace(HOME, Path("ringtrue.yaml"))
    found = standards_of(items_of_book(book_yaml(standards), "book.yaml"), workspace)
    assert bare(list(found)) == standards


@given(BOOKS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_any_book_survives_the_store(tmp_path: Path, standards: list[Standard]) -> None:
    StandardEntry.objects.all().delete()
    shop = parse_workspace(HOME, tmp_path / "ringtrue.yaml")
    path = tmp_path / "book.yaml"
    path.write_text(book_yaml(standards), encoding="utf-8")
    assert len(apply_book(HOST, path, shop).of(Change.ADDED)) == len(standards)
    path.write_text(export_book(HOST, shop), encoding="utf-8")
    assert plan_book(HOST, path, shop).is_empty
