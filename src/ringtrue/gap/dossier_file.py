"""A dossier as canonical JSON with a seal: same dossier, same bytes; read back strictly.

What is read may have been written by anybody: every type is checked, nothing is guessed, and no
field may be missing, unknown or there twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

from ringtrue.core.errors import UsageError
from ringtrue.core.trees import canonical, digest_of, grow, plant_fields
from ringtrue.gap.dossier import Dossier

SCHEMA = "ringtrue/dossier/1"
MAX_CHARACTERS = 200_000_000

_CURE = "Take the file as it was written, or have another one made."


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
    tree = {"schema": SCHEMA, **plant_fields(dossier)}
    text = canonical({**tree, "seal_of_file": digest_of(tree)})
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
        carried = grow(str, tree.pop("seal_of_file", None))
        seal = digest_of(tree)
        if tree.pop("schema", None) != SCHEMA:
            raise ValueError(f"this release reads {SCHEMA} only")
        dossier = grow(Dossier, tree)
        _need_zones(dossier)
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        what = f"the dossier does not read: {str(error)[:200]}"
        raise UsageError(what, cure=_CURE) from error
    return Sealed(dossier, carried, seal)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) != len(pairs):
        raise ValueError("a field is there twice")
    return tree


def _moments(value: object) -> Iterator[datetime]:
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _moments(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _moments(getattr(value, field.name))


def _need_zones(dossier: Dossier) -> None:
    for moment in _moments(dossier):
        if moment.tzinfo is None:
            raise ValueError(f"{moment.isoformat()!r} is not a moment with its zone")
        moment.astimezone(UTC)  # raises OverflowError where no calendar reaches
