"""The form of a standard and its YAML say the same: there and back, for every one that it shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.expression import (
    Binary,
    Expression,
    In,
    IsNull,
    Literal,
    Name,
    Operator,
    Prefix,
    Unary,
)
from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.source import ColumnType
from ringtrue.core.standard import (
    Between,
    CountPer,
    Holds,
    Missing,
    Remedy,
    Standard,
    Uptime,
    Within,
)
from ringtrue.desk.config.book import standard_of_body
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.standard_form.fields import Filter, How, Kind, Row, StandardForm
from ringtrue.desk.standard_form.filling import TooRichError, form_of
from ringtrue.desk.standard_form.filters import expression_of, filter_of
from ringtrue.desk.standard_form.writing import write
from ringtrue.desk.workspace import parse_workspace

BOOK = parse_workspace(
    """
sources: {orders: {location: orders.csv}, "late \\"calls\\"": {location: calls.csv}}
calendars: {office: {time_zone: UTC, weekdays: 09:00-17:00}}
standards:
  - {id: first, source: orders, from: ordered_at, to: delivered_at, limit: 2 days, target: 90%}
""",
    Path("ringtrue.yaml"),
)
HOSTILE = ["ordered_at", "and", "<b>", 'it\'s "so"', "a: b # c", "ключ", "x, y", "1st", "'", "🙂"]
COLUMNS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="`"), min_size=1),
)
NAMES = COLUMNS.map(Name)
TEXTS = st.one_of(st.sampled_from(["express", "5", "true", " x ", "it's", "a, b", ""]), st.text())
NUMBERS = st.one_of(st.integers(0, 10**9), st.floats(0, 1e6, width=32))
LITERALS = st.one_of(TEXTS, NUMBERS, st.booleans()).map(Literal)
COMPARED = st.one_of(LITERALS, NUMBERS.map(lambda each: Unary(Prefix.MINUS, Literal(each))))
SIGNS = st.sampled_from([each for each in Operator if each.value not in {"and", "or"}][:6])
SIMPLE = st.one_of(
    NAMES,
    st.builds(IsNull, NAMES),
    st.builds(Binary, SIGNS, NAMES, COMPARED),
    st.builds(In, NAMES, st.lists(LITERALS, min_size=1, max_size=4).map(tuple)),
)
SOME = st.one_of(SIMPLE, SIMPLE.map(lambda each: Unary(Prefix.NOT, each)))
EXPRESSIONS = st.recursive(
    SOME,
    lambda part: st.builds(Binary, st.sampled_from([Operator.AND, Operator.OR]), part, part),
    max_leaves=6,
)
DURATIONS = st.builds(
    Duration,
    st.one_of(st.integers(0, 999).map(float), st.sampled_from([0.5, 1.5, 2.25])),
    st.sampled_from(Unit),
)
MISSING = st.sampled_from(Missing)
ENDS = st.one_of(st.none(), st.integers(-999, 999), st.floats(-999, 999, width=16))


def with_calendar(test: Within | Remedy) -> Within | Remedy:
    return replace(test, calendar="office" if "business" in test.limit.unit else "")


TESTS = st.one_of(
    st.builds(Within, NAMES, EXPRESSIONS, DURATIONS, st.booleans(), st.booleans()).map(
        with_calendar
    ),
    st.builds(Remedy, st.just("first"), NAMES, DURATIONS).map(with_calendar),
    st.builds(Holds, EXPRESSIONS, MISSING),
    st.builds(Between, EXPRESSIONS, st.just(-1000), ENDS, st.booleans(), MISSING),
)
WORDINGS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1).filter(
    str.strip
)
STANDARDS = st.builds(
    Standard,
    id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True).filter(
        lambda each: each != "first"
    ),
    source=st.just("orders"),
    test=TESTS,
    target=st.integers(100, 10_000).map(lambda each: round(each / 10_000, 12)),
    day=NAMES,
    population=st.one_of(st.none(), EXPRESSIONS),
    void=st.one_of(st.none(), EXPRESSIONS),
    segments=st.lists(COLUMNS, max_size=3, unique=True).map(tuple),
    promise=WORDINGS.map(str.strip),
    why=st.text(st.characters(exclude_categories=("Cs",))).map(str.strip),
)


@given(STANDARDS)
def test_a_standard_in_the_form_is_the_very_same_when_it_is_sent(standard: Standard) -> None:
    assert read(standard_yaml(standard).strip()) == standard
    form = form_of(standard, BOOK, {})
    written = write(form, {})
    assert written.mistakes == ()
    assert read(written.text) == standard
    assert len(written.keys) == len(written.text.split("\n"))


def read(body: str) -> Standard:
    return replace(standard_of_body(body, BOOK), place="")


@given(EXPRESSIONS, st.dictionaries(COLUMNS, st.sampled_from(ColumnType), max_size=3))
def test_a_condition_in_rows_says_the_same_whatever_types_are_known(
    expression: Expression, types: dict[str, ColumnType]
) -> None:
    assert expression_of(filter_of(expression, types), "where", types) == (expression, [])


@given(st.text(), st.text(), st.text(), st.sampled_from(Kind))
def test_whatever_is_typed_makes_one_line_a_field_and_is_read_or_refused(
    amount: str, target: str, words: str, kind: Kind
) -> None:
    rows = Filter((Row(words, How.IS, amount),), target)
    form = StandardForm(
        "x", words, "orders", kind, words, target, amount, words, after=words, condition=rows,
        value=words, least=amount, most=target, missing=words, day=words, population=rows,
        target=target, segments=(words,), why=words,
    )  # fmt: skip
    written = write(form, {})
    assert len(written.keys) == len(written.text.split("\n"))
    try:
        standard_of_body(written.text, BOOK)
    except UsageError as error:
        assert error.what


@pytest.mark.parametrize(
    ("test", "why"),
    [
        (CountPer(Name("shop"), 3), "counts records by unit and day"),
        (Uptime(Name("down"), Name("up"), 0.99), "how long something is up"),
        (
            Within(Name("a"), Name("b"), Duration(2, Unit.DAY), calendar="office"),
            "something that the fields cannot say",
        ),
    ],
)
def test_what_no_field_says_is_shown_as_code_and_why(test: CountPer | Uptime, why: str) -> None:
    own = read(standard_yaml(Standard("x", "orders", test, 0.9, day=Name("a"))).strip())
    with pytest.raises(TooRichError, match=why):
        form_of(own, BOOK, {})


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("express", None, Literal("express")),
        ("5", None, Literal(5)),
        ("'5'", None, Literal("5")),
        ("05", ColumnType.TEXT, Literal("05")),
        ("2.5", ColumnType.NUMBER, Literal(2.5)),
        ("True", ColumnType.BOOLEAN, Literal(True)),
        ("2026-01-01", ColumnType.DATE, Literal("2026-01-01")),
    ],
)
def test_a_value_is_what_its_column_holds(
    value: str, kind: ColumnType | None, expected: Literal
) -> None:
    types = {} if kind is None else {"c": kind}
    found, _ = expression_of(Filter((Row("c", How.IS, value),)), "where", types)
    assert found == Binary(Operator.EQUAL, Name("c"), expected)


@pytest.mark.parametrize(
    ("row", "kind", "said"),
    [
        (Row("", How.IS, "express"), ColumnType.TEXT, "no column was chosen for 'express'"),
        (Row("c", How.IS, " "), ColumnType.TEXT, "'c' is compared with nothing"),
        (Row("c", How.MORE, "many"), ColumnType.NUMBER, "'many' is no number"),
        (Row("c", How.IS, "maybe"), ColumnType.BOOLEAN, "neither true nor false"),
    ],
)
def test_a_row_that_cannot_be_says_so(row: Row, kind: ColumnType, said: str) -> None:
    _, (mistake,) = expression_of(Filter((row,)), "void", {"c": kind})
    assert mistake.field == "void"
    assert said in mistake.what


def test_a_text_beside_rows_cannot_change_what_they_say() -> None:
    with pytest.raises(UsageError):
        expression_of(Filter((Row("a", How.TRUE),), "b) or (c"), "where", {})
    beside, _ = expression_of(Filter((Row("a", How.TRUE),), "b or c"), "where", {})
    assert beside == parse_expression("a and (b or c)")


def test_a_share_below_one_per_cent_is_asked_back() -> None:
    (mistake,) = write(replace(form(), target="0.95"), {}).mistakes
    assert mistake.cure == "Write 95 for 95 %."
    assert write(replace(form(), target="97,5 %"), {}).mistakes == ()
    assert "target: 97.5%" in write(replace(form(), target="97,5 %"), {}).text


def test_everything_still_open_is_named_at_once() -> None:
    open_ones = {each.field for each in write(StandardForm(), {}).mistakes}
    assert open_ones == {"id", "source", "from", "to", "limit", "target"}
    remedy = write(StandardForm(kind=Kind.REMEDY), {}).mistakes
    assert {each.field for each in remedy} == {"id", "source", "after", "to", "limit", "target"}
    number = write(StandardForm(kind=Kind.NUMBER), {}).mistakes
    assert {each.field for each in number} >= {"value", "at_most", "day"}
    condition = write(StandardForm(kind=Kind.CONDITION), {}).mistakes
    assert {each.field for each in condition} >= {"condition", "day"}


def form() -> StandardForm:
    return form_of(BOOK.standards[0], BOOK, {})
