"""From text to an expression, by recursive descent; every refusal names the column.

disjunction = conjunction {"or" conjunction}
conjunction = negation {"and" negation}
negation    = "not" negation | comparison
comparison  = sum [operator sum | ["not"] "in" "(" literal {"," literal} ")"
                  | ["not"] "between" sum "and" sum | "is" ["not"] "null"]
sum         = product {("+" | "-") product}
product     = unary {("*" | "/" | "%") unary}
unary       = "-" unary | atom
atom        = number | 'text' | true | false | column | `any column` | "(" disjunction ")"
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from ringtrue.core.errors import ExpressionError
from ringtrue.core.expression import (
    WORDS,
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
    parts_of,
)

MAX_LENGTH = 4_000
MAX_DEPTH = 50

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")
      | (?P<name>[^\W\d]\w*)
      | `(?P<quoted>[^`]+)`
      | (?P<sign><=|>=|!=|<>|==|[=<>+\-*/%(),])""",
    re.VERBOSE,
)
_COMPARISONS = {"=": Operator.EQUAL, "<>": Operator.UNEQUAL} | {
    each.value: each
    for each in (
        Operator.EQUAL,
        Operator.UNEQUAL,
        Operator.LESS,
        Operator.AT_MOST,
        Operator.MORE,
        Operator.AT_LEAST,
    )
}


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


def parse_expression(
    text: str, where: str = "", place: Callable[[int], str] | None = None
) -> Expression:
    """Read one expression; `where` says in errors which setting it came from.

    `place` says where the n-th character of the text (from 1) is written, for names to remember.
    Raises `ExpressionError` with the column (from 1) of the first thing that does not fit.

    >>> str(parse_expression("status in ('lost', 'late') and not weight > 2.5"))
    "(status in ('lost', 'late')) and (not (weight > 2.5))"
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            f"An expression of {len(text)} characters",
            where=where,
            cure=f"Keep it under {MAX_LENGTH}.",
        )
    parser = _Parser(text, where, place)
    tree = parser.disjunction()
    if parser.next.kind != "end":
        raise parser.refuse("an operator or the end")
    if _depth(tree) > MAX_DEPTH:
        raise parser.too_deep()
    return tree


def _depth(tree: Expression) -> int:
    """Levels of a tree; counted without recursion, because a long sum is a deep tree."""
    level, depth = [tree], 0
    while level:
        depth += 1
        level = [part for each in level for part in parts_of(each)]
    return depth


class _Parser:
    """One pass over one text; `next` is the token not yet taken."""

    def __init__(self, text: str, where: str, place: Callable[[int], str] | None) -> None:
        self.text, self.where, self.place, self.depth = text, where, place, 0
        self.tokens = self._split()
        self.at = 0

    def _split(self) -> list[_Token]:
        tokens, at = [], 0
        while at < len(self.text):
            match = _TOKEN.match(self.text, at)
            if match is None:
                raise self._error(f"cannot read {self.text[at]!r}", at + 1)
            kind = match.lastgroup or ""
            if kind != "space":
                tokens.append(_Token(kind, match[kind], at + 1))
            at = match.end()
        return [*tokens, _Token("end", "", len(self.text) + 1)]

    def _error(self, what: str, column: int) -> ExpressionError:
        cure = "See docs/expressions.md for the language."
        message = f"{what} at column {column} of {self.text!r}"
        error = ExpressionError(message, where=self.where, cure=cure)
        error.column = column
        return error

    def too_deep(self) -> ExpressionError:
        return self._error(f"more than {MAX_DEPTH} parts inside one another", self.next.column)

    def refuse(self, wanted: str) -> ExpressionError:
        found = repr(self.next.text) if self.next.text else "the end"
        return self._error(f"expected {wanted}, found {found}", self.next.column)

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self, *words: str) -> str:
        """Take the next token if it is one of these words or signs, else answer ''."""
        token = self.next
        spelled = token.text.lower() if token.kind == "name" else token.text
        if token.kind in {"name", "sign"} and spelled in words:
            self.at += 1
            return spelled
        return ""

    def need(self, word: str) -> None:
        if not self.take(word):
            raise self.refuse(repr(word))

    def disjunction(self) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_deep()
        left = self.conjunction()
        while self.take("or"):
            left = Binary(Operator.OR, left, self.conjunction())
        self.depth -= 1
        return left

    def conjunction(self) -> Expression:
        left = self.negation()
        while self.take("and"):
            left = Binary(Operator.AND, left, self.negation())
        return left

    def negation(self) -> Expression:
        count = 0
        while self.take("not"):
            count += 1
        inner = self.comparison()
        for _ in range(count % 2 or (2 if count else 0)):
            inner = Unary(Prefix.NOT, inner)
        return inner

    def comparison(self) -> Expression:
        left = self.sum()
        if sign := self.take(*_COMPARISONS):
            return Binary(_COMPARISONS[sign], left, self.sum())
        if self.take("is"):
            negated = bool(self.take("not"))
            self.need("null")
            return self._unless(negated, IsNull(left))
        negated = bool(self.take("not"))
        if self.take("in"):
            return self._unless(negated, In(left, self.options()))
        if self.take("between"):
            low = self.sum()
            self.need("and")
            return self._unless(negated, InRange(left, low, self.sum()))
        if negated:
            raise self.refuse("'in' or 'between'")
        return left

    @staticmethod
    def _unless(negated: bool, inner: Expression) -> Expression:
        return Unary(Prefix.NOT, inner) if negated else inner

    def options(self) -> tuple[Literal, ...]:
        self.need("(")
        found = [self.literal()]
        while self.take(","):
            found.append(self.literal())
        self.need(")")
        return tuple(found)

    def literal(self) -> Literal:
        negative = bool(self.take("-"))
        token = self.next
        atom = self.atom()
        if not isinstance(atom, Literal) or (negative and token.kind != "number"):
            self.at -= 1
            raise self.refuse("a number or a quoted text")
        if negative and isinstance(atom.value, float | int):
            return Literal(-atom.value)
        return atom

    def sum(self) -> Expression:
        left = self.product()
        while sign := self.take("+", "-"):
            left = Binary(Operator(sign), left, self.product())
        return left

    def product(self) -> Expression:
        left = self.unary()
        while sign := self.take("*", "/", "%"):
            left = Binary(Operator(sign), left, self.unary())
        return left

    def unary(self) -> Expression:
        count = 0
        while self.take("-"):
            count += 1
        inner = self.atom()
        return Unary(Prefix.MINUS, inner) if count % 2 else inner

    def number(self, token: _Token) -> Literal:
        if token.text.isdecimal():
            return Literal(int(token.text))
        value = float(token.text)
        if math.isinf(value):
            raise self._error(f"{token.text} is too large", token.column)
        return Literal(value)

    def name(self, token: _Token) -> Name:
        return Name(token.text, self.place(token.column) if self.place else "")

    def atom(self) -> Expression:
        token = self.next
        if self.take("("):
            inner = self.disjunction()
            self.need(")")
            return inner
        self.at += 1
        match token.kind:
            case "number":
                return self.number(token)
            case "text":
                quote = token.text[0]
                return Literal(token.text[1:-1].replace(quote * 2, quote))
            case "quoted":
                return self.name(token)
            case "name" if token.text.lower() in {"true", "false"}:
                return Literal(token.text.lower() == "true")
            case "name" if token.text.lower() not in WORDS:
                return self.name(token)
        self.at -= 1
        raise self.refuse("a column, a number, a quoted text or '('")
