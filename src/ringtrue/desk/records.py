"""Nouns as JSON and back, for what the store keeps as a whole and never asks about in parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Tree = dict[str, Any] | list[Any] | str | float | bool | None


def plant(value: object) -> Tree:
    """A frozen dataclass (and tuples, enums, days, moments in it) as what JSON can say.

    >>> from ringtrue.core.outcome import Counts
    >>> plant(Counts(3, 1))
    {'kept': 3, 'broken': 1, 'pending': 0, 'void': 0}
    """
    if isinstance(value, Enum):
        return cast("Tree", value.value)
    if is_dataclass(value):
        return {each.name: plant(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [plant(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | float | NoneType):
        return value
    raise TypeError(f"{type(value).__name__} has no form in JSON")


_T = TypeVar("_T")


def grow(kind: type[_T], tree: object) -> _T:
    """The inverse of `plant`, for the class that was planted."""
    reader: Callable[[Any], Any] = _reader(cast("Any", kind))
    return cast("_T", reader(tree))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    if get_origin(kind) is tuple:
        each = _reader(get_args(kind)[0])
        return lambda tree: tuple([each(item) for item in tree])
    if get_origin(kind) in {Union, UnionType}:
        (inner,) = (_reader(part) for part in get_args(kind) if part is not NoneType)
        return lambda tree: None if tree is None else inner(tree)
    if is_dataclass(kind):
        make = cast("Callable[..., Any]", kind)
        hints = get_type_hints(kind)
        readers = [(each.name, _reader(hints[each.name])) for each in fields(kind)]
        return lambda tree: make(**{name: read(tree[name]) for name, read in readers})
    if issubclass(kind, datetime | date):
        return cast("Callable[[Any], Any]", kind.fromisoformat)
    return cast("Callable[[Any], Any]", kind) if issubclass(kind, Enum) else _same


def _same(tree: Any) -> Any:
    return tree
