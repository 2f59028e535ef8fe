"""Comparisons of a column with a value, as expressions and back.

A value is typed bare: 5 is a number, express a text, and '5' in quotes is a text for certain. Of a
column whose type is known, the type decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import reduce

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
from ringtrue.core.source import ColumnType
from ringtrue.desk.standard_form.fields import FieldMistake, Filter, How, Row

Types = Mapping[str, ColumnType]

MOST_ROWS = 8
"""Further comparisons are written as an expression."""

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?([eE][+-]?\d{1,2})?")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_LISTED = re.compile(rf"\s*({_QUOTED.pattern}|[^,]*)\s*(?:,|$)")
_WORDS = {"true": True, "false": False}
_SIGNS = {
    How.IS: Operator.EQUAL,
    How.IS_NOT: Operator.UNEQUAL,
    How.AT_MOST: Operator.AT_MOST,
    How.LESS: Operator.LESS,
    How.AT_LEAST: Operator.AT_LEAST,
    How.MORE: Operator.MORE,
}
_HOWS = {sign: how for how, sign in _SIGNS.items()}


def filter_of(expression: Expression | None, types: Types) -> Filter:
    """An expression as rows as far as they say the very same, the rest as text.

    >>> found = filter_of(parse_expression("shipping = 'express' and (late or weight > 5)"), {})
    >>> found.rows[0].value, found.text
    ('express', 'late or (weight > 5)')
    """
    if expression is None:
        return Filter()
    parts = _conjuncts(expression)
    rows = [_exact_row(part, types) for part in parts]
    sound = [row for row in rows if row is not None]
    if len(sound) == len(rows) <= MOST_ROWS:
        return Filter(tuple(sound))
    if len(sound) == len(rows) - 1 <= MOST_ROWS and rows[-1] is None:
        return Filter(tuple(sound), str(parts[-1]))
    return Filter((), str(expression))


def expression_of(
    chosen: Filter, key: str, types: Types
) -> tuple[Expression | None, list[FieldMistake]]:
    """What a filter says, None when nothing, with what is wrong in its rows.

    Raises `UsageError` when its text cannot be parsed.
    """
    found: list[Expression] = []
    mistakes: list[FieldMistake] = []
    for row in chosen.rows:
        if row.is_blank:
            continue
        try:
            found.append(row_expression(row, types.get(row.column)))
        except UsageError as error:
            mistakes.append(FieldMistake(key, error.what, error.cure))
    if chosen.text.strip():
        found.append(parse_expression(chosen.text.strip()))
    whole = reduce(lambda left, right: Binary(Operator.AND, left, right), found) if found else None
    return whole, mistakes


def row_expression(row: Row, kind: ColumnType | None) -> Expression:
    """One comparison; raises `UsageError` for a value that the column cannot have."""
    if not row.column:
        what = f"no column was chosen for {row.value.strip()[:60]!r}"
        raise UsageError(what, cure="Choose the column that is compared, or empty the value.")
    name = Name(row.column)
    match row.how:
        case How.TRUE:
            return name
        case How.UNTRUE:
            return Unary(Prefix.NOT, name)
        case How.EMPTY:
            return IsNull(name)
        case How.FILLED:
            return Unary(Prefix.NOT, IsNull(name))
    if not row.value.strip():
        what = f"{row.column[:60]!r} is compared with nothing"
        raise UsageError(what, cure="Write the value; an empty text is ''.")
    if row.how in {How.ONE_OF, How.NONE_OF}:
        inside = In(name, tuple(_literal(each, kind, row) for each in _listed(row.value)))
        return inside if row.how is How.ONE_OF else Unary(Prefix.NOT, inside)
    return Binary(_SIGNS[row.how], name, _signed(_literal(row.value.strip(), kind, row)))


def _signed(literal: Literal) -> Expression:
    """A negative number as the language has it: a sign before a number."""
    value = literal.value
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return Unary(Prefix.MINUS, Literal(-value))
    return literal


def _literal(text: str, kind: ColumnType | None, row: Row) -> Literal:
    if _QUOTED.fullmatch(text):
        return Literal(text[1:-1].replace(text[0] * 2, text[0]))
    if kind is ColumnType.NUMBER and not _NUMBER.fullmatch(text):
        what = f"{text[:60]!r} is no number, and {row.column!r} holds numbers"
        raise UsageError(what, cure="Write digits, with a point before decimals: 2.5.")
    if kind is ColumnType.BOOLEAN and text.lower() not in _WORDS:
        what = f"{text[:60]!r} is neither true nor false, and {row.column!r} holds nothing else"
        raise UsageError(what, cure="Choose “is true” or “is not true”.")
    if kind in {ColumnType.TEXT, ColumnType.TIME, ColumnType.DATE}:
        return Literal(text)
    if text.lower() in _WORDS:
        return Literal(_WORDS[text.lower()])
    return Literal(_number(text)) if _NUMBER.fullmatch(text) else Literal(text)


def _number(text: str) -> float:
    return int(text) if text.removeprefix("-").isdecimal() else float(text)


def _listed(text: str) -> list[str]:
    """Texts with commas between; one with a comma in it stands in quotes."""
    parts = [match[1].strip() for match in _LISTED.finditer(text)]
    return [part for part in parts if part]


def _conjuncts(expression: Expression) -> list[Expression]:
    """What must all be so, as a chain that was written from left to right."""
    match expression:
        case Binary(Operator.AND, left, right):
            return [*_conjuncts(left), right]
        case _:
            return [expression]


def _exact_row(expression: Expression, types: Types) -> Row | None:
    """The row that says the very same; None where none does."""
    row = _row(expression)
    if row is None:
        return None
    try:
        same = row_expression(row, types.get(row.column)) == expression
    except UsageError:
        return None
    return row if same else None


def _row(expression: Expression) -> Row | None:
    match expression:
        case Name(column):
            return Row(column, How.TRUE)
        case Unary(Prefix.NOT, Name(column)):
            return Row(column, How.UNTRUE)
        case IsNull(Name(column)):
            return Row(column, How.EMPTY)
        case Unary(Prefix.NOT, IsNull(Name(column))):
            return Row(column, How.FILLED)
        case In(Name(column), options):
            return Row(column, How.ONE_OF, _typed_list(options))
        case Unary(Prefix.NOT, In(Name(column), options)):
            return Row(column, How.NONE_OF, _typed_list(options))
        case Binary(sign, Name(column), Literal() as value) if sign in _HOWS:
            return Row(column, _HOWS[sign], _typed(value))
        case Binary(sign, Name(column), Unary(Prefix.MINUS, Literal() as value)) if sign in _HOWS:
            return Row(column, _HOWS[sign], f"-{_typed(value)}")
    return None


def _typed_list(options: tuple[Literal, ...]) -> str:
    return ", ".join(map(_typed, options))


def _typed(literal: Literal) -> str:
    """A value as it is typed: what could be taken for something else stands in quotes."""
    value = literal.value
    if not isinstance(value, str):
        return str(literal)
    bare = value == value.strip() != "" and value.isprintable() and not set(value) & set(",'\"")
    other = _NUMBER.fullmatch(value) or value.lower() in _WORDS
    return value if bare and not other else str(literal)
