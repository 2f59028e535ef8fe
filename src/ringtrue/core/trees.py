"""Nouns as trees of JSON and back: one form for evidence, dossiers and what the store keeps whole.

What is read may have been written by anybody: every type is checked, nothing is guessed, and no
field may be missing or unknown. A type is read by its annotations: frozen dataclasses, tuples of
one type, enums, days, moments, texts, numbers, truth values, and any of these or None.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from math import inf, isfinite
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Tree = dict[str, Any] | list[Any] | str | float | bool | None
_Read = Callable[[str, Any], Any]
_T = TypeVar("_T")

_CALLED = {str: "a text", int: "a whole number", bool: "true or false", list: "a list"}


def plant(value: object) -> Tree:
    """A value as what JSON can say; raises TypeError for one that it cannot.

    >>> from ringtrue.core.outcome import Counts
    >>> plant(Counts(3, 1))
    {'kept': 3, 'broken': 1, 'pending': 0, 'void': 0}
    """
    if isinstance(value, Enum):
        return cast("Tree", value.value)
    if is_dataclass(value) and not isinstance(value, type):
        return plant_fields(value)
    if isinstance(value, tuple):
        return [plant(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | float | NoneType):
        return value
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def plant_fields(noun: DataclassInstance) -> dict[str, Tree]:
    """A dataclass as the object that JSON makes of its fields, in their order."""
    return {each.name: plant(getattr(noun, each.name)) for each in fields(noun)}


def grow(kind: type[_T], tree: object) -> _T:
    """The inverse of `plant`; raises ValueError that names the field for any other tree.

    >>> from ringtrue.core.outcome import Counts
    >>> grow(Counts, {"kept": 3, "broken": "1", "pending": 0, "void": 0})
    Traceback (most recent call last):
    ValueError: 'broken' is not a whole number
    """
    return cast("_T", _reader(cast("Any", kind))(kind.__name__, tree))


def canonical(tree: Mapping[str, object]) -> str:
    """JSON in the one form that is hashed: keys sorted, no spaces.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(
        tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest_of(tree: Mapping[str, object]) -> str:
    """The SHA-256 (hex) of a tree in its canonical form."""
    return sha256(canonical(tree).encode()).hexdigest()


@cache
def _reader(kind: Any) -> _Read:
    if get_origin(kind) is tuple:
        return _many(_reader(get_args(kind)[0]))
    if get_origin(kind) in {Union, UnionType}:
        (inner,) = (_reader(part) for part in get_args(kind) if part is not NoneType)
        return lambda name, tree: None if tree is None else inner(name, tree)
    if is_dataclass(kind):
        return _of_fields(kind)
    if kind is float:
        return _number
    if issubclass(kind, date):
        return _dated(kind, "a moment" if kind is datetime else "a day")
    if issubclass(kind, Enum):
        return _one_of(kind)
    return lambda name, tree: _just(kind, name, tree)


def _many(each: _Read) -> _Read:
    return lambda name, tree: tuple([each(name, item) for item in _just(list, name, tree)])


def _of_fields(kind: Any) -> _Read:
    hints = get_type_hints(kind)
    readers = {each.name: _reader(hints[each.name]) for each in fields(kind)}

    def read(name: str, tree: Any) -> Any:
        if not isinstance(tree, dict):
            raise ValueError(f"{name!r} is not an object")
        if tree.keys() != readers.keys():
            raise ValueError(_unlike(tree, readers))
        return kind(**{key: each(key, tree[key]) for key, each in readers.items()})

    return read


def _unlike(tree: dict[str, Any], readers: Mapping[str, _Read]) -> str:
    missing = [key for key in readers if key not in tree]
    if missing:
        return f"{missing[0]!r} is missing"
    return f"{str(next(key for key in tree if key not in readers))[:60]!r} is unknown"


def _just(kind: type, name: str, tree: Any) -> Any:
    if type(tree) is not kind:
        raise ValueError(f"{name!r} is not {_CALLED[kind]}")
    return tree


def _number(name: str, tree: Any) -> float:
    try:
        made = float(tree) if type(tree) in {int, float} else inf
    except OverflowError:
        made = inf
    if not isfinite(made):
        raise ValueError(f"{name!r} is not a number")
    return made


def _dated(kind: type[date], called: str) -> _Read:
    def read(name: str, tree: Any) -> date:
        try:
            made = kind.fromisoformat(tree)
        except (TypeError, ValueError):
            raise ValueError(f"{name!r} is not {called}") from None
        if made.isoformat() != tree:
            raise ValueError(f"{name!r} is not {called} in full")
        return made

    return read


def _one_of(kind: type[Enum]) -> _Read:
    def read(name: str, tree: Any) -> Enum:
        try:
            return kind(tree)
        except ValueError:
            raise ValueError(f"{name!r} cannot be {str(tree)[:60]!r}") from None

    return read
