"""What a sign-off binds, as one hash: whoever signs has seen this and nothing else.

An approval of "the campaign" would outlive a new wording, a softer standard or fresher numbers.
Here it is an approval of a seal, and any change makes another seal.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

from ringtrue.core.claim import Kind
from ringtrue.core.errors import UsageError
from ringtrue.core.trees import canonical
from ringtrue.gap.bound import (
    Bound,
    BoundClaim,
    BoundEvidence,
    BoundLimit,
    BoundMaterial,
    BoundOffer,
    BoundPlacement,
    BoundProof,
    BoundStandard,
)
from ringtrue.gap.bound_changes import differences

__all__ = [
    "Bound",
    "BoundClaim",
    "BoundEvidence",
    "BoundLimit",
    "BoundMaterial",
    "BoundOffer",
    "BoundPlacement",
    "BoundProof",
    "BoundStandard",
    "differences",
    "from_json",
    "seal_of",
    "to_json",
]

SCHEMA = "ringtrue/bound/1"
"""Which form of JSON this is."""


def seal_of(bound: Bound) -> str:
    """The SHA-256 (hex) of all that is bound, in canonical JSON.

    >>> seal_of(Bound(audience="students")) == seal_of(Bound(audience="pensioners"))
    False
    """
    return sha256(to_json(bound).encode()).hexdigest()


def to_json(bound: Bound) -> str:
    """Canonical JSON, from which `from_json` makes the same again."""
    told: dict[str, object] = {name: sorted(getattr(bound, name)) for name in _TABLES}
    told |= {"schema": SCHEMA, "audience": bound.audience, "lift": float(bound.lift)}
    told["launch_on"] = bound.launch_on.isoformat() if bound.launch_on else None
    return canonical(told)


def from_json(text: str) -> Bound:
    """What a JSON of `to_json` binds; raises `UsageError` when it is none."""
    try:
        told = json.loads(text)
        if told["schema"] != SCHEMA:
            raise ValueError(f"its schema is {told['schema']!r}")
        tables = {name: tuple(make(row) for row in told[name]) for name, make in _TABLES.items()}
        launch_on = told["launch_on"]
        return Bound(
            **tables,
            audience=str(told["audience"]),
            lift=float(told["lift"]),
            launch_on=None if launch_on is None else date.fromisoformat(launch_on),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        what = f"this is not what a sign-off binds ({str(error)[:80]})"
        raise UsageError(what, cure="Review the campaign again.") from error


def _strings(row: Any) -> list[str]:
    if not isinstance(row, list) or not all(isinstance(each, str) for each in row):
        raise ValueError(f"{str(row)[:60]} is not texts only")
    return row


def _claim_row(row: list[Any]) -> BoundClaim:
    material, text, kind = _strings(row)
    return BoundClaim(material, text, Kind(kind))


_TABLES: dict[str, Callable[[list[Any]], Any]] = {
    "wording": lambda row: BoundMaterial(*_strings(row)),
    "claims": _claim_row,
    "limits": lambda row: BoundLimit(*_strings(row)),
    "standards": lambda row: BoundStandard(*_strings(row)),
    "evidence": lambda row: BoundEvidence(*_strings(row)),
    "media": lambda row: BoundPlacement(*_strings(row)),
    "proofs": lambda row: BoundProof(*_strings(row)),
    "offers": lambda row: BoundOffer(*_strings(row)),
}
