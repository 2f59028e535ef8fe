"""What an expression says of a record, in words as far as they are plainer than the expression."""

from __future__ import annotations

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
)

_SIGNS = {
    Operator.EQUAL: "is",
    Operator.UNEQUAL: "is not",
    Operator.AT_MOST: "is at most",
    Operator.LESS: "is less than",
    Operator.AT_LEAST: "is at least",
    Operator.MORE: "is more than",
}


def expression_in_words(expression: Expression) -> str:
    """What must be so of a record.

    >>> from ringtrue.core.expression_parser import parse_expression
    >>> print(expression_in_words(parse_expression("shipping = 'express' and not cancelled")))
    shipping is “express” and cancelled is not true
    >>> print(expression_in_words(parse_expression("a + b > 5")))
    a + b is more than 5
    """
    match expression:
        case Binary(Operator.AND, left, right):
            return f"{_all_of(left)} and {_all_of(right)}"
        case Binary(Operator.OR, left, right):
            return f"{_any_of(left)} or {_any_of(right)}"
        case Binary(sign, left, right) if sign in _SIGNS:
            return f"{_plain(left)} {_SIGNS[sign]} {_plain(right)}"
        case Unary(Prefix.NOT, operand):
            return _not_so(operand) or str(expression)
    return _so(expression) or str(expression)


def _so(expression: Expression) -> str:
    match expression:
        case In(operand, options):
            return f"{_plain(operand)} is one of {_listed(options)}"
        case InRange(operand, low, high):
            return f"{_plain(operand)} is between {_plain(low)} and {_plain(high)}"
        case IsNull(operand):
            return f"{_plain(operand)} is empty"
        case Name(column):
            return f"{column} is true"
    return ""


def _not_so(expression: Expression) -> str:
    match expression:
        case In(operand, options):
            return f"{_plain(operand)} is none of {_listed(options)}"
        case IsNull(operand):
            return f"{_plain(operand)} is filled in"
        case Name(column):
            return f"{column} is not true"
    return ""


def _all_of(part: Expression) -> str:
    said = expression_in_words(part)
    return f"({said})" if isinstance(part, Binary) and part.operator is Operator.OR else said


def _any_of(part: Expression) -> str:
    said = expression_in_words(part)
    return f"({said})" if isinstance(part, Binary) and part.operator is Operator.AND else said


def _plain(part: Expression) -> str:
    match part:
        case Name(column):
            return column
        case Literal(str() as text):
            return f"“{text}”"
    return str(part)


def _listed(options: tuple[Literal, ...]) -> str:
    return ", ".join(map(_plain, options))
