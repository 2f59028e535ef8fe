"""What a sign-off binds, as one hash: whoever signs has seen this and nothing else.

An approval of "the campaign" would outlive a new wording, a softer standard or fresher numbers.
Here it is an approval of a seal, and any change makes another seal.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from ringtrue.core.claim import Kind
from ringtrue.core.errors import UsageError
from ringtrue.gap.chain import canonical
from ringtrue.gap.wording import day

SCHEMA = "ringtrue/bound/1"
"""Which form of JSON this is."""


class BoundMaterial(NamedTuple):
    """The bytes of one material: `digest` is their SHA-256 (hex)."""

    name: str
    channel: str
    digest: str


class BoundClaim(NamedTuple):
    """One claim as it was read in a material."""

    material: str
    text: str
    kind: Kind


class BoundLimit(NamedTuple):
    """What must be said (`text`) beside a promise (`wording`)."""

    wording: str
    text: str


class BoundStandard(NamedTuple):
    """A standard that a claim is held to, as the YAML that says it."""

    id: str
    yaml: str


class BoundEvidence(NamedTuple):
    """The evidence a standard was judged by: `digest` is the seal of its file."""

    standard: str
    digest: str


@dataclass(frozen=True, slots=True)
class Bound:
    """Everything that a sign-off binds; the order within a field means nothing.

    `lift` is the expected volume as a multiple of the usual, `launch_on` the day of the launch.
    """

    wording: tuple[BoundMaterial, ...] = ()
    claims: tuple[BoundClaim, ...] = ()
    limits: tuple[BoundLimit, ...] = ()
    standards: tuple[BoundStandard, ...] = ()
    evidence: tuple[BoundEvidence, ...] = ()
    audience: str = ""
    lift: float = 1.0
    launch_on: date | None = None


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


def differences(old: Bound, new: Bound) -> tuple[str, ...]:
    """What is no longer as it was, a sentence each; () exactly when both have the same seal.

    >>> differences(Bound(lift=1), Bound(lift=1.5))
    ('The expected volume is 1.5 times the usual, no longer 1 times.',)
    """
    return tuple(_differences(old, new))


def _differences(old: Bound, new: Bound) -> Iterator[str]:
    yield from _compare(old.wording, new.wording, _same_material, _material)
    yield from _compare(old.claims, new.claims, _same_claim, _claim)
    yield from _compare(old.limits, new.limits, lambda row: row.wording, _limit)
    yield from _compare(old.standards, new.standards, lambda row: row.id, _standard)
    yield from _compare(old.evidence, new.evidence, lambda row: row.standard, _evidence)
    if old.audience != new.audience:
        yield f"The audience is {new.audience!r}, no longer {old.audience!r}."
    if float(old.lift) != float(new.lift):
        yield (
            f"The expected volume is {new.lift!r:.12} times the usual, "
            f"no longer {old.lift!r:.12} times."
        )
    if old.launch_on != new.launch_on:
        yield f"The launch is {_on(new.launch_on)}, no longer {_on(old.launch_on)}."


_Row = TypeVar("_Row", bound=tuple[str, ...])
_Say = Callable[[_Row | None, _Row | None], str]


def _compare(
    old: Iterable[_Row], new: Iterable[_Row], key: Callable[[_Row], object], say: _Say[_Row]
) -> Iterator[str]:
    """Rows that went and came; one of each with the same key is a row that changed."""
    gone, come = Counter(old), Counter(new)
    left, arrived = sorted((gone - come).elements()), sorted((come - gone).elements())
    for row in left:
        match = next((each for each in arrived if key(each) == key(row)), None)
        if match is not None:
            arrived.remove(match)
        yield say(row, match)
    yield from (say(None, row) for row in arrived)


def _same_material(row: BoundMaterial) -> str:
    return row.name


def _same_claim(row: BoundClaim) -> tuple[str, str]:
    return row.material, row.text


def _material(old: BoundMaterial | None, new: BoundMaterial | None) -> str:
    if old and new:
        moved = f"goes out by {_channel(new)}, no longer by {_channel(old)}"
        parts = ["has other bytes"] * (old.digest != new.digest)
        parts += [moved] * (old.channel != new.channel)
        return f"The material {new.name!r} {' and '.join(parts)}."
    return _came_or_went(f"The material {(new or old or ('',))[0]!r}", came=new is not None)


def _claim(old: BoundClaim | None, new: BoundClaim | None) -> str:
    if old and new:
        return f"{new.text!r} in {new.material!r} is about {new.kind}, no longer {old.kind}."
    if new:
        return f"{new.material!r} now says {new.text!r} ({new.kind})."
    assert old is not None
    return f"{old.material!r} no longer says {old.text!r} ({old.kind})."


def _limit(old: BoundLimit | None, new: BoundLimit | None) -> str:
    if old and new:
        return f"The limit of {new.wording!r} is {new.text!r}, no longer {old.text!r}."
    row = new or old
    assert row is not None
    return _came_or_went(f"The limit {row.text!r} of {row.wording!r}", came=new is not None)


def _standard(old: BoundStandard | None, new: BoundStandard | None) -> str:
    if old and new:
        return f"The standard {new.id!r} has changed: {_lines_changed(old.yaml, new.yaml)}."
    return _came_or_went(f"The standard {(new or old or ('',))[0]!r}", came=new is not None)


def _evidence(old: BoundEvidence | None, new: BoundEvidence | None) -> str:
    if old and new:
        return f"{new.standard!r} was measured again, with other numbers or another period."
    return _came_or_went(f"The evidence of {(new or old or ('',))[0]!r}", came=new is not None)


def _came_or_went(what: str, *, came: bool) -> str:
    return f"{what} was {'added' if came else 'taken away'}."


def _lines_changed(old: str, new: str) -> str:
    """The lines that went and came, without their indentation."""
    before, after = _lines(old), _lines(new)
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    if not gone and not come:
        return "it is written differently"
    if not gone or not come:
        return f"{'; '.join(come or gone)} was {'added' if come else 'taken away'}"
    return f"{'; '.join(come)} instead of {'; '.join(gone)}"


def _lines(yaml: str) -> list[str]:
    return [line.strip().removeprefix("- ") for line in yaml.splitlines() if line.strip()]


def _channel(row: BoundMaterial) -> str:
    return repr(row.channel) if row.channel else "no channel"


def _on(launch: date | None) -> str:
    return f"on {day(launch)}" if launch else "on no day yet"


def _strings(row: list[Any]) -> list[str]:
    if not all(isinstance(each, str) for each in row):
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
}
