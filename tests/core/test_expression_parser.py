"""The expression language: what is written comes back, what cannot be read is pointed at."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import ExpressionError
from ringtrue.core.expression import (
    Binary,
    In,
    InRange,
    IsNull,
    Literal,
    Name,
    Operator,
    Prefix,
    Unary,
    columns_of,
    place_of,
    walk,
)
from ringtrue.core.expression_parser import MAX_LENGTH, parse_expression

NAMES = st.one_of(
    st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True),
    st.text(
        st.characters(exclude_characters="`", exclude_categories=["Cs"]), min_size=1, max_size=8
    ),
    st.sampled_from(["and", "NULL", "Between", "größe", "order id", "2nd", "a'b", 'a"b']),
).map(Name)
NUMBERS = st.one_of(
    st.integers(0, 10**20),
    st.floats(0, 1e300, allow_nan=False, allow_infinity=False),
)
LITERALS = st.one_of(
    NUMBERS,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.booleans(),
).map(Literal)
OPTIONS = st.one_of(
    LITERALS,
    st.integers(1, 10**6).map(lambda value: Literal(-value)),
)


def branches(inner):
    return st.one_of(
        st.builds(Unary, st.sampled_from(Prefix), inner),
        st.builds(Binary, st.sampled_from(Operator), inner, inner),
        st.builds(In, inner, st.lists(OPTIONS, min_size=1, max_size=4).map(tuple)),
        st.builds(InRange, inner, inner, inner),
        st.builds(IsNull, inner),
    )


TREES = st.recursive(NAMES | LITERALS, branches, max_leaves=12)


@given(TREES)
def test_a_tree_that_is_written_is_read_back(tree):
    assert parse_expression(str(tree)) == tree


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_column(text):
    try:
        tree = parse_expression(text, "book.yaml:3:7")
    except ExpressionError as error:
        column = re.search(r"at column (\d+) of", error.what)
        assert column is not None
        assert 1 <= int(column[1]) <= len(text) + 1
        assert error.where == "book.yaml:3:7"
        assert error.cure
    else:
        assert parse_expression(str(tree)) == tree


WORDS = """
    ( ) not and or in between is null - + * / % = != <> <= 1 2.5 'x' a , true
"""
SOUP = st.lists(
    st.sampled_from(
        [
            "(",
            ")",
            "not",
            "and",
            "or",
            "in",
            "between",
            "is",
            "null",
            "-",
            "+",
            "*",
            "/",
            "%",
            "=",
            "!=",
            "<>",
            "<=",
            "1",
            "2.5",
            "'x'",
            "a",
            "`b",
            "c`",
            ",",
            "true",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(SOUP)
def test_words_of_the_language_in_any_order_are_read_or_refused(text):
    try:
        tree = parse_expression(text)
    except ExpressionError as error:
        assert "at column" in error.what
    else:
        assert parse_expression(str(tree)) == tree


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000,
        "-" * 5000,
        "a" + " + 1" * 900,
        " or ".join(["a"] * 700),
        "not " * 999,
        "(" * 200 + "a" + ")" * 200,
        "a" * (MAX_LENGTH + 1),
    ],
)
def test_hostile_depth_is_refused(text):
    with pytest.raises(ExpressionError):
        parse_expression(text)


@pytest.mark.parametrize(
    "text",
    [
        " or ".join(["a"] * 45),
        "not " * 800 + "a",
        "-" * 3000 + "a",
        "a in (" + ", ".join(["1"] * 1000) + ")",
    ],
)
def test_long_but_flat_expressions_can_be_read_and_walked(text):
    tree = parse_expression(text)
    assert columns_of(tree) == {"a"}
    assert str(tree)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("amount >", 9),
        ("amount > > 2", 10),
        ("status in ()", 12),
        ("status in ('a' 'b')", 16),
        ("a between 1", 12),
        ("a is", 5),
        ("a not 5", 7),
        ("(a", 3),
        ("a)", 2),
        ("a ; drop table b", 3),
        ("a.b", 2),
        ("f(a)", 2),
        ("'open", 1),
        ("a == = b", 6),
        ("a < b < c", 7),
        ("a > 1e999", 5),
    ],
)
def test_the_refusal_points_at_the_first_thing_that_does_not_fit(text, column):
    with pytest.raises(ExpressionError, match=f"at column {column} of"):
        parse_expression(text)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a or b and c", "a or (b and c)"),
        ("not a = b", "not (a == b)"),
        ("a + b * c - d", "(a + (b * c)) - d"),
        ("- a * b", "(-a) * b"),
        ("a <> 1", "a != 1"),
        ("a not in (1)", "not (a in (1))"),
        ("a NOT BETWEEN 1 AND 2 OR b", "(not (a between 1 and 2)) or b"),
        ("a is not null", "not (a is null)"),
        ('a = "it\'s"', "a == 'it''s'"),
        ("`order id` = 5", "`order id` == 5"),
        ("TRUE", "true"),
    ],
)
def test_words_bind_as_in_sql(text, meaning):
    assert str(parse_expression(text)) == meaning


def test_columns_are_found_in_every_part():
    tree = parse_expression("(a = 1 or b in ('x')) and not c between d and -e or f is null")
    assert columns_of(tree) == set("abcdef")
    assert len(list(walk(tree))) > 12


def test_names_remember_where_they_are_written_and_are_the_same_names() -> None:
    tree = parse_expression("price > 0 and `odd name` is null", place=lambda at: f"book:{at}")
    assert place_of(tree) == "book:1"
    assert [each.place for each in walk(tree) if isinstance(each, Name)] == ["book:1", "book:15"]
    assert tree == parse_expression(str(tree))
    assert repr(tree) == repr(parse_expression(str(tree)))
    assert place_of(parse_expression(str(tree))) == ""
