"""From the expression language to the engine's expressions, checked against the columns.

Nothing a person wrote becomes SQL text: names are looked up, literals are bound by the engine's
own compiler. Every refusal names source.column and what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import ibis

from ringtrue.core.errors import SourceError
from ringtrue.core.expression import (
    Binary,
    Expression,
    In,
    InRange,
    IsNull,
    Literal,
    Name,
    Operator,
    Prefix,
    Unary,
    place_of,
)
from ringtrue.core.source import Column, ColumnType
from ringtrue.do.instants import Dialect, Moment, Stage, Value, moment
from ringtrue.do.zones import MICRO, Years

_COMPARE: dict[Operator, Callable[[Value, Value], Value]] = {
    Operator.EQUAL: lambda a, b: a == b,
    Operator.UNEQUAL: lambda a, b: a != b,
    Operator.LESS: lambda a, b: a < b,
    Operator.AT_MOST: lambda a, b: a <= b,
    Operator.MORE: lambda a, b: a > b,
    Operator.AT_LEAST: lambda a, b: a >= b,
}
_ARITHMETIC: dict[Operator, Callable[[Value, Value], Value]] = {
    Operator.PLUS: lambda a, b: a + b,
    Operator.MINUS: lambda a, b: a - b,
    Operator.TIMES: lambda a, b: a * b,
    Operator.OVER: lambda a, b: a / b.nullif(0.0),
    Operator.MODULO: lambda a, b: a % b.nullif(0.0),
}
_MOMENTS = frozenset({ColumnType.TIME, ColumnType.DATE})


@dataclass(frozen=True, slots=True)
class Typed:
    """An engine's value and what it may be used for."""

    value: Value
    type: ColumnType


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles expressions over one table; `where` in errors names the standard.

    Errors stand where the column is named, if that is known, else at `source.column`.
    """

    table: Value
    columns: tuple[Column, ...]
    source: str
    zone: str
    years: Years
    dialect: Dialect
    where: str = ""

    def over(self, table: Value) -> Compiler:
        """The same compiler over fewer rows, with steps of its own."""
        dialect = replace(self.dialect, stage=Stage(table, fenced=not self.dialect.native))
        return replace(self, table=table, dialect=dialect)

    def condition(self, tree: Expression) -> Value:
        """A truth value per record; null where it cannot be told."""
        return self._need(tree, ColumnType.BOOLEAN, "Write a condition, such as status = 'done'.")

    def number(self, tree: Expression) -> Value:
        """A number per record, as a float; "not a number" is null."""
        typed = self._typed(tree)
        if typed.type is not ColumnType.NUMBER:
            raise self._mismatch(tree, typed, "a number")
        return _float(typed.value)

    def moment(self, tree: Expression) -> Moment:
        """A moment per record."""
        typed = self._typed(tree)
        if typed.type not in _MOMENTS:
            raise self._mismatch(tree, typed, "a time or date")
        return moment(typed.value, self.zone, self.years, self.dialect)

    def text(self, tree: Expression) -> Value:
        """A text per record, whatever the type; null stays null."""
        return self._typed(tree).value.cast("string")

    def column(self, name: str, place: str = "") -> Typed:
        """A column by name; `SourceError` names near ones when there is none, at `place`."""
        for column in self.columns:
            if column.name == name:
                return Typed(self.table[name], column.type)
        names = [column.name for column in self.columns]
        near = difflib.get_close_matches(name, names, 3, 0.5) or [
            each for each in names if each.lower() == name.lower()
        ]
        known = ", ".join(near or names[:12])
        cure = f"Did you mean {known}?" if near else f"It has {known}."
        message = f"There is no column {name!r} in {self.source}{self._for}"
        raise SourceError(message, where=place or self._at(name), cure=cure)

    @property
    def _for(self) -> str:
        return f" (needed by {self.where})" if self.where else ""

    def _at(self, name: str) -> str:
        return f"{self.source}.{name}"

    def _need(self, tree: Expression, wanted: ColumnType, cure: str) -> Value:
        typed = self._typed(tree)
        if typed.type is not wanted:
            raise self._mismatch(tree, typed, f"a {wanted.value}", cure)
        return typed.value

    def _mismatch(self, tree: Expression, typed: Typed, wanted: str, cure: str = "") -> SourceError:
        name = tree.column if isinstance(tree, Name) else str(tree)
        found = f"{name} is a {typed.type.value}, not {wanted}, in {self.source}{self._for}"
        hint = cure or "Choose another column, or convert it in the source."
        return SourceError(found, where=place_of(tree) or self._at(name), cure=hint)

    def _typed(self, tree: Expression) -> Typed:
        match tree:
            case Name(column, place):
                return self.column(column, place)
            case Literal(value):
                return _literal(value)
            case Unary(Prefix.NOT, operand):
                return Typed(~self.condition(operand), ColumnType.BOOLEAN)
            case Unary(_, operand):
                return Typed(-self.number(operand), ColumnType.NUMBER)
            case IsNull(operand):
                return Typed(_present(self._typed(operand)).isnull(), ColumnType.BOOLEAN)
            case In(operand, options):
                return self._in(operand, options)
            case InRange(operand, low, high):
                above = self._compared(Operator.AT_LEAST, operand, low)
                below = self._compared(Operator.AT_MOST, operand, high)
                return Typed(above & below, ColumnType.BOOLEAN)
            case Binary(operator, left, right):
                return self._binary(operator, left, right)

    def _binary(self, operator: Operator, left: Expression, right: Expression) -> Typed:
        if operator is Operator.AND:
            return Typed(self.condition(left) & self.condition(right), ColumnType.BOOLEAN)
        if operator is Operator.OR:
            return Typed(self.condition(left) | self.condition(right), ColumnType.BOOLEAN)
        if operator in _COMPARE:
            return Typed(self._compared(operator, left, right), ColumnType.BOOLEAN)
        if operator is Operator.MINUS and self._typed(left).type in _MOMENTS:
            passed = self.moment(left).instant - self.moment(right).instant
            return Typed(passed.cast("float64") / MICRO, ColumnType.NUMBER)
        result = _ARITHMETIC[operator](self.number(left), self.number(right))
        return Typed(result, ColumnType.NUMBER)

    def _in(self, operand: Expression, options: tuple[Literal, ...]) -> Typed:
        found = [self._compared(Operator.EQUAL, operand, option) for option in options]
        kind = self._typed(operand)
        if kind.type is ColumnType.TEXT:
            return Typed(kind.value.isin([each.value for each in options]), ColumnType.BOOLEAN)
        result = found[0]
        for each in found[1:]:
            result = result | each
        return Typed(result, ColumnType.BOOLEAN)

    def _compared(self, operator: Operator, left: Expression, right: Expression) -> Value:
        compare = _COMPARE[operator]
        if self._is_moment(left, right) or self._is_moment(right, left):
            return compare(self._instant(left), self._instant(right))
        a, b = self._typed(left), self._typed(right)
        if a.type is not b.type or a.type is ColumnType.OTHER:
            raise self._mismatch(right, b, f"a {a.type.value} like {left}")
        whole = a.value.type().is_integer() and b.value.type().is_integer()
        if a.type is ColumnType.NUMBER and not whole:
            return compare(_float(a.value), _float(b.value))
        return compare(a.value, b.value)

    def _is_moment(self, tree: Expression, other: Expression) -> bool:
        if isinstance(tree, Literal) or self._typed(tree).type not in _MOMENTS:
            return False
        return isinstance(other, Literal) or self._typed(other).type in _MOMENTS

    def _instant(self, tree: Expression) -> Value:
        if not isinstance(tree, Literal):
            return self.moment(tree).instant
        value = ibis.literal(self._written(tree), "timestamp")
        return moment(value, self.zone, self.years, self.dialect).instant

    def _written(self, literal: Literal) -> datetime:
        """A moment written as text, on the wall clock of the source."""
        try:
            found = datetime.fromisoformat(str(literal.value))
        except ValueError:
            found = None
        if isinstance(literal.value, str) and found is not None and found.tzinfo is None:
            return found
        message = f"{literal} is not a time{self._for}"
        cure = "Write '2024-03-31' or '2024-03-31 14:00', on the clock of the source."
        raise SourceError(message, where=self.source, cure=cure)


def _literal(value: float | str | bool) -> Typed:
    if isinstance(value, bool):
        return Typed(ibis.literal(value, "boolean"), ColumnType.BOOLEAN)
    if isinstance(value, str):
        return Typed(ibis.literal(value, "string"), ColumnType.TEXT)
    if isinstance(value, int) and abs(value) < 2**63:
        return Typed(ibis.literal(value, "int64"), ColumnType.NUMBER)
    return Typed(ibis.literal(float(value), "float64"), ColumnType.NUMBER)


def _float(value: Value) -> Value:
    """As a float, with "not a number" as null: to one engine it is the largest number of all."""
    number = value.cast("float64")
    if not value.type().is_floating() or type(value.op()).__name__ == "Literal":
        return number
    return ibis.ifelse(number.isnan(), ibis.null("float64"), number)


def _present(typed: Typed) -> Value:
    return _float(typed.value) if typed.type is ColumnType.NUMBER else typed.value


def type_of(kind: Value) -> ColumnType:
    """What a column of an engine's type can be used for."""
    if kind.is_timestamp():
        return ColumnType.TIME
    if kind.is_date():
        return ColumnType.DATE
    if kind.is_boolean():
        return ColumnType.BOOLEAN
    if kind.is_numeric():
        return ColumnType.NUMBER
    return ColumnType.TEXT if kind.is_string() or kind.is_uuid() else ColumnType.OTHER
