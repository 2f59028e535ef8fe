"""The small language in which a person names clocks, conditions and segments.

Expressions are trees of these nouns. They are parsed (`expression_parser`), never evaluated as
code and never spliced into SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

PLAIN = re.compile(r"[^\W\d]\w*")
"""A column that needs no backquotes, unless it is one of the `WORDS`."""


class Operator(StrEnum):
    """Every operator with two operands."""

    OR = "or"
    AND = "and"
    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"
    MODULO = "%"


class Prefix(StrEnum):
    """Every operator with one operand."""

    NOT = "not"
    MINUS = "-"


@dataclass(frozen=True, slots=True)
class Name:
    """A column of the source; `place` is where it is written, which makes no name another one."""

    column: str
    place: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        plain = PLAIN.fullmatch(self.column) and self.column.lower() not in WORDS
        return self.column if plain else f"`{self.column}`"


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text or a truth value."""

    value: float | str | bool

    def __str__(self) -> str:
        if isinstance(self.value, bool):
            return str(self.value).lower()
        if isinstance(self.value, str):
            return "'" + self.value.replace("'", "''") + "'"
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Unary:
    """`not x` or `-x`."""

    operator: Prefix
    operand: Expression

    def __str__(self) -> str:
        gap = " " if self.operator is Prefix.NOT else ""
        return f"{self.operator}{gap}{_wrap(self.operand)}"


@dataclass(frozen=True, slots=True)
class Binary:
    """`left operator right`."""

    operator: Operator
    left: Expression
    right: Expression

    def __str__(self) -> str:
        return f"{_wrap(self.left)} {self.operator} {_wrap(self.right)}"


@dataclass(frozen=True, slots=True)
class In:
    """`operand in (a, b, c)`."""

    operand: Expression
    options: tuple[Literal, ...]

    def __str__(self) -> str:
        return f"{_wrap(self.operand)} in ({', '.join(map(str, self.options))})"


@dataclass(frozen=True, slots=True)
class InRange:
    """`operand between low and high`, both included."""

    operand: Expression
    low: Expression
    high: Expression

    def __str__(self) -> str:
        return f"{_wrap(self.operand)} between {_wrap(self.low)} and {_wrap(self.high)}"


@dataclass(frozen=True, slots=True)
class IsNull:
    """`operand is null`."""

    operand: Expression

    def __str__(self) -> str:
        return f"{_wrap(self.operand)} is null"


Expression = Name | Literal | Unary | Binary | In | InRange | IsNull

WORDS = frozenset({"and", "or", "not", "in", "between", "is", "null", "true", "false"})
"""Words of the language; a column with such a name is written in backquotes."""


def _wrap(part: Expression) -> str:
    return str(part) if isinstance(part, Name | Literal) else f"({part})"


def columns_of(expression: Expression) -> frozenset[str]:
    """Every column that an expression reads."""
    return frozenset(node.column for node in walk(expression) if isinstance(node, Name))


def place_of(expression: Expression) -> str:
    """Where the first of its columns is written, '' when nobody has said."""
    names = (node for node in walk(expression) if isinstance(node, Name))
    return next((name.place for name in names if name.place), "")


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all its parts, outermost first."""
    yield expression
    for part in parts_of(expression):
        yield from walk(part)


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """What an expression is directly made of, in the order of writing."""
    match expression:
        case Unary(_, operand) | IsNull(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case In(operand, options):
            return (operand, *options)
        case InRange(operand, low, high):
            return (operand, low, high)
        case _:
            return ()
