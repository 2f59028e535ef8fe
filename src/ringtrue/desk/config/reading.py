"""Small readers from a checked tree: texts, lists, shares, limits, expressions, zones.

Each takes the mapping and the key, answers with the noun, and raises `ConfigError` at the value.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from ringtrue.core.errors import ConfigError, ExpressionError, UsageError
from ringtrue.core.expression import Expression
from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.quantity import Duration
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.config.tree import Listing, Mapping, Mark, Node, Scalar

_LIMIT = re.compile(r"\s*(less than|under|within|at most)?\s*(.*)", re.IGNORECASE | re.DOTALL)
_STRICT = frozenset({"less than", "under"})


class Limit(NamedTuple):
    """A duration and whether reaching it is already too late."""

    duration: Duration
    strict: bool


def text_of(tree: Mapping, key: str, default: str = "") -> str:
    """A text, or the default when the key is not there."""
    node = tree.get(key)
    return node.text if isinstance(node, Scalar) else default


def texts_of(tree: Mapping, key: str) -> tuple[str, ...]:
    """One text or a list of texts; () when the key is not there."""
    node = tree.get(key)
    if isinstance(node, Listing):
        return tuple(item.text for item in node.items if isinstance(item, Scalar))
    return (node.text,) if isinstance(node, Scalar) else ()


def number_of(tree: Mapping, key: str) -> float | None:
    """A number, or None when the key is not there."""
    node = tree.get(key)
    value = node.value if isinstance(node, Scalar) else None
    return value if isinstance(value, int | float) else None


def truth_of(tree: Mapping, key: str) -> bool:
    """Whether something is true; false when the key is not there."""
    return text_of(tree, key).lower() == "true"


def share_of(tree: Mapping, key: str, default: float) -> float:
    """A share between 0 and 1, written as 0.8 or 80%."""
    node = tree.get(key)
    if not isinstance(node, Scalar):
        return default
    if isinstance(node.value, str):
        return round(float(node.value.rstrip(" %")) / 100, 12)
    return float(node.value or 0)


def limit_of(tree: Mapping, key: str) -> Limit:
    """A duration with an optional "less than" before it."""
    node = _scalar(tree, key)
    match = _LIMIT.fullmatch(node.text)
    words, rest = (match[1] or "", match[2]) if match else ("", node.text)
    where = str(_offset(node, len(node.text) - len(rest)))
    try:
        duration = Duration.parse(rest, where)
    except UsageError as error:
        raise ConfigError(error.what, where=error.where, cure=error.cure) from error
    return Limit(duration, words.lower() in _STRICT)


def expression_of(tree: Mapping, key: str) -> Expression | None:
    """An expression, or None when the key is not there; errors point into the expression."""
    node = tree.get(key)
    if not isinstance(node, Scalar):
        return None
    try:
        return parse_expression(node.text, place=lambda at: str(_offset(node, at - 1)))
    except ExpressionError as error:
        where = str(_offset(node, error.column - 1))
        raise ConfigError(f"{key!r}: {error.what}", where=where, cure=error.cure) from error


def needed_expression(tree: Mapping, key: str) -> Expression:
    """An expression that the schema has made sure of."""
    found = expression_of(tree, key)
    assert found is not None, key
    return found


def zone_of(tree: Mapping, key: str, default: str = "UTC") -> str:
    """The name of a time zone that exists."""
    from zoneinfo import ZoneInfo, available_timezones

    name = text_of(tree, key, default)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        cure = nearest(name, sorted(available_timezones()))
        if cure.startswith("Known here"):
            cure = "Use an IANA name such as Europe/London."
        where = str(_scalar(tree, key).mark)
        raise ConfigError(f"there is no time zone {name[:80]!r}", where=where, cure=cure) from error
    return name


def moment_of(tree: Mapping, key: str) -> datetime | None:
    """A moment in ISO form, or None when not there; see `parse_moment`."""
    node = tree.get(key)
    return parse_moment(node.text, str(node.mark)) if isinstance(node, Scalar) else None


def parse_moment(text: str, where: str = "") -> datetime:
    """Read a moment in ISO form; without a zone it is wall-clock time wherever it is used.

    >>> parse_moment("2014-01-01").isoformat()
    '2014-01-01T00:00:00'
    """
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        cure = "Write it as 2026-03-01 or 2026-03-01T18:30+01:00."
        raise ConfigError(f"{text[:80]!r} is not a moment", where=where, cure=cure) from error


def mark_of(tree: Mapping, key: str) -> Mark:
    """Where a key's value stands, or the whole when it is not there."""
    node: Node = tree.get(key) or tree
    return node.mark


def _scalar(tree: Mapping, key: str) -> Scalar:
    node = tree.get(key)
    assert isinstance(node, Scalar), key
    return node


def _offset(node: Scalar, by: int) -> Mark:
    """The place `by` characters into a value, or its start when it was folded or escaped."""
    inside = node.inside
    return Mark(inside.file, inside.line, inside.column + by) if inside else node.mark
