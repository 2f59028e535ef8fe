"""A dossier as canonical JSON with a seal: same dossier, same bytes; read back strictly.

What is read may have been written by anybody: every type is checked, nothing is guessed, and no
field may be missing, unknown or there twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from ringtrue.core.errors import UsageError
from ringtrue.gap.chain import canonical
from ringtrue.gap.dossier import Dossier

SCHEMA = "ringtrue/dossier/1"
MAX_CHARACTERS = 200_000_000

_CURE = "Take the file as it was written, or have another one made."
_Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A dossier as it was read, the seal that its file carries and the one that it should."""

    dossier: Dossier
    carried: str
    seal: str


def dossier_to_json(dossier: Dossier) -> str:
    """The canonical text; `seal_of_file` is the SHA-256 (hex) of all other fields.

    Raises `UsageError` when it is longer than anybody reads back.
    """
    tree = {"schema": SCHEMA, **_plant(dossier)}
    text = canonical({**tree, "seal_of_file": _seal(tree)})
    if len(text) > MAX_CHARACTERS:
        what = f"a dossier of {len(text):,} characters"
        raise UsageError(
            what, cure=f"At most {MAX_CHARACTERS:,} are read back; split the campaign."
        )
    return text


def read_dossier(text: str) -> Sealed:
    """Read what `dossier_to_json` wrote, whether or not its seal holds.

    Raises:
        UsageError: Too long, no JSON, another schema, or a field that is missing, unknown, there
            twice or of the wrong type.
    """
    if len(text) > MAX_CHARACTERS:
        cure = f"At most {MAX_CHARACTERS:,} are read."
        raise UsageError(f"{len(text):,} characters are no dossier", cure=cure)
    try:
        tree = json.loads(text, object_pairs_hook=_once)
        if not isinstance(tree, dict):
            raise ValueError("it is not an object")
        carried = _text(tree.pop("seal_of_file", None))
        seal = _seal(tree)
        if tree.pop("schema", None) != SCHEMA:
            raise ValueError(f"this release reads {SCHEMA} only")
        dossier = cast("Dossier", _reader(Dossier)(tree))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        what = f"the dossier does not read: {str(error)[:200]}"
        raise UsageError(what, cure=_CURE) from error
    return Sealed(dossier, carried, seal)


def _seal(tree: _Tree) -> str:
    return sha256(canonical(tree).encode()).hexdigest()


def _plant(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {each.name: _plant(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plant(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _once(pairs: list[tuple[str, Any]]) -> _Tree:
    tree = dict(pairs)
    if len(tree) != len(pairs):
        raise ValueError("a field is there twice")
    return tree


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of this type from its tree; raises ValueError for any other tree."""
    if get_origin(kind) is tuple:
        each = _reader(get_args(kind)[0])
        return lambda tree: tuple([each(item) for item in _list(tree)])
    if get_origin(kind) in {Union, UnionType}:
        (inner,) = (_reader(part) for part in get_args(kind) if part is not NoneType)
        return lambda tree: None if tree is None else inner(tree)
    if is_dataclass(kind):
        return _of_fields(kind)
    if kind is datetime:
        return _moment
    if kind is date:
        return _day
    if issubclass(kind, Enum):
        return lambda tree: kind(_text(tree))
    return lambda tree: _just(kind, tree)


def _of_fields(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {each.name: _reader(hints[each.name]) for each in fields(kind)}

    def read(tree: Any) -> Any:
        if not isinstance(tree, dict) or tree.keys() != readers.keys():
            raise ValueError(f"{kind.__name__} has a field too few or too many")
        return kind(**{name: each(tree[name]) for name, each in readers.items()})

    return read


def _just(kind: type, tree: Any) -> Any:
    if type(tree) is not kind:
        raise ValueError(f"{str(tree)[:60]!r} is not of type {kind.__name__}")
    return tree


def _list(tree: Any) -> list[Any]:
    return cast("list[Any]", _just(list, tree))


def _text(tree: Any) -> str:
    return cast("str", _just(str, tree))


def _moment(tree: Any) -> datetime:
    made = datetime.fromisoformat(_text(tree))
    if made.tzinfo is None or made.isoformat() != tree:
        raise ValueError(f"{tree[:60]!r} is not a moment with its zone")
    made.astimezone(UTC)  # raises OverflowError where no calendar reaches
    return made


def _day(tree: Any) -> date:
    made = date.fromisoformat(_text(tree))
    if made.isoformat() != tree:
        raise ValueError(f"{tree[:60]!r} is not a day")
    return made
