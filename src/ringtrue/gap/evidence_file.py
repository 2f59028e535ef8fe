"""Evidence as a file that anyone can check: one canonical JSON, sealed with a digest.

The digest tells a slip of the hand from the file that was written; whether the numbers are true is
told by deriving them again and looking at the `differences`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import cast

from ringtrue.core.errors import UsageError
from ringtrue.core.evidence import Evidence, Interval, Slice
from ringtrue.core.outcome import Counts

SCHEMA = "ringtrue/evidence/1"
MAX_CHARACTERS = 50_000_000

_CURE = "Measure again, or take the file as it was written."
_Tree = dict[str, object]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was recorded; `field` names it ("counts.kept", "2013-02")."""

    field: str
    recorded: str
    derived: str

    def __str__(self) -> str:
        return f"{self.field}: recorded {self.recorded}, derived {self.derived}"


def evidence_to_json(evidence: Evidence) -> str:
    """The canonical text of some evidence: same evidence, same bytes; keys in a fixed order.

    `seal` is the SHA-256 of the other fields in compact form.
    """
    tree = _plant(evidence)
    sealed = {"schema": SCHEMA, **tree, "seal": _seal(tree)}
    return json.dumps(sealed, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def evidence_from_json(text: str, where: str = "") -> Evidence:
    """Read what `evidence_to_json` wrote.

    Raises:
        UsageError: Too long, no JSON, another schema, a field missing, unknown or of the wrong
            type, counts that contradict the share, or any change since the file was sealed.
    """
    tree = _load(text, where)
    schema = tree.pop("schema", None)
    if schema != SCHEMA:
        cure = f"This release reads {SCHEMA}."
        raise UsageError(f"Schema {schema!r} is unknown", where=where, cure=cure)
    seal = tree.pop("seal", None)
    try:
        evidence = _grow(tree)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        what = f"Evidence does not read: {_say(error)}"
        raise UsageError(what, where=where, cure=_CURE) from error
    if _plant(evidence) != tree or _seal(tree) != seal:
        what = "Evidence was changed after it was sealed"
        raise UsageError(what, where=where, cure=_CURE)
    return evidence


def differences(recorded: Evidence, derived: Evidence) -> tuple[Difference, ...]:
    """Where evidence derived again says something else; empty when all of it stands.

    The release that measured may differ without a word: the numbers speak.
    """
    ours, theirs = _flat(recorded), _flat(derived)
    names = list(dict.fromkeys([*ours, *theirs]))
    absent = "nothing"
    return tuple(
        Difference(name, ours.get(name, absent), theirs.get(name, absent))
        for name in names
        if name != "version" and ours.get(name, absent) != theirs.get(name, absent)
    )


def _plant(evidence: Evidence) -> _Tree:
    interval = evidence.interval
    return {
        "standard": evidence.standard,
        "definition": evidence.definition,
        "source": evidence.source,
        "query": evidence.query,
        "fingerprint": evidence.fingerprint,
        "as_of": evidence.as_of.isoformat(),
        "first_day": evidence.first_day.isoformat(),
        "last_day": evidence.last_day.isoformat(),
        "counts": _plant_counts(evidence.counts),
        "share": evidence.share,
        "interval": interval
        and {
            "low": interval.low,
            "high": interval.high,
            "level": interval.level,
            "method": interval.method,
        },
        "version": evidence.version,
        "slices": [
            {"period": s.period, "segment": list(s.segment), "counts": _plant_counts(s.counts)}
            for s in evidence.slices
        ],
    }


def _plant_counts(counts: Counts) -> _Tree:
    return {
        "kept": counts.kept,
        "broken": counts.broken,
        "pending": counts.pending,
        "void": counts.void,
    }


def _grow(tree: _Tree) -> Evidence:
    share = tree["share"]
    evidence = Evidence(
        standard=_text(tree, "standard"),
        definition=_text(tree, "definition"),
        source=_text(tree, "source"),
        query=_text(tree, "query"),
        fingerprint=_text(tree, "fingerprint"),
        as_of=datetime.fromisoformat(_text(tree, "as_of")),
        first_day=date.fromisoformat(_text(tree, "first_day")),
        last_day=date.fromisoformat(_text(tree, "last_day")),
        counts=_grow_counts(_branch(tree, "counts")),
        share=None if share is None else _number(tree, "share"),
        interval=None if tree["interval"] is None else _grow_interval(_branch(tree, "interval")),
        version=_text(tree, "version"),
        slices=tuple(map(_grow_slice, _list(tree, "slices"))),
    )
    if evidence.share != evidence.counts.share:
        raise ValueError(f"share {evidence.share} is not that of its counts")
    return evidence


def _grow_interval(tree: _Tree) -> Interval:
    low, high, level = (_number(tree, name) for name in ("low", "high", "level"))
    return Interval(low, high, level, _text(tree, "method"))


def _grow_slice(item: object) -> Slice:
    tree = _as_tree(item, "slices")
    segment = tuple(_as_text(each, "segment") for each in _list(tree, "segment"))
    return Slice(_text(tree, "period"), segment, _grow_counts(_branch(tree, "counts")))


def _grow_counts(tree: _Tree) -> Counts:
    return Counts(*(_whole(tree, name) for name in ("kept", "broken", "pending", "void")))


def _load(text: str, where: str) -> _Tree:
    if len(text) > MAX_CHARACTERS:
        what = f"Evidence of {len(text):,} characters"
        raise UsageError(what, where=where, cure=f"At most {MAX_CHARACTERS:,} are read.")
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = f"Evidence is no JSON: {_say(error)}"
        raise UsageError(what, where=where, cure=_CURE) from error
    if not isinstance(tree, dict):
        raise UsageError("Evidence is not an object", where=where, cure=_CURE)
    return tree


def _seal(tree: _Tree) -> str:
    compact = json.dumps(tree, sort_keys=True, separators=(",", ":"))
    return sha256(compact.encode()).hexdigest()


def _flat(evidence: Evidence) -> dict[str, str]:
    """Every fact by its name, as text; a slice is one fact per outcome."""
    flat: dict[str, str] = {}
    for name, value in _plant(evidence).items():
        if name == "slices":
            continue
        parts = value.items() if isinstance(value, dict) else ()
        flat |= {f"{name}.{key}": str(part) for key, part in parts} or {name: str(value)}
    for each in evidence.slices:
        label = each.period or f"segment {' / '.join(each.segment)}"
        flat |= {f"{label}.{key}": str(part) for key, part in _plant_counts(each.counts).items()}
    return flat


def _say(error: BaseException) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing"
    return str(error) or type(error).__name__


def _as_tree(value: object, name: str) -> _Tree:
    if not isinstance(value, dict):
        raise TypeError(f"{name!r} is not an object")
    return value


def _as_text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name!r} is not a text")
    return value


def _branch(tree: _Tree, name: str) -> _Tree:
    return _as_tree(tree[name], name)


def _text(tree: _Tree, name: str) -> str:
    return _as_text(tree[name], name)


def _list(tree: _Tree, name: str) -> list[object]:
    value = tree[name]
    if not isinstance(value, list):
        raise TypeError(f"{name!r} is not a list")
    return cast("list[object]", value)


def _number(tree: _Tree, name: str) -> float:
    value = tree[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise TypeError(f"{name!r} is not a number between 0 and 1")
    return float(value)


def _whole(tree: _Tree, name: str) -> int:
    value = tree[name]
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"{name!r} is not a count")
    return value
