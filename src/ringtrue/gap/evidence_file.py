"""Evidence as a file that anyone can check: one canonical JSON, sealed with a digest.

The digest tells a slip of the hand from the file that was written; whether the numbers are true is
told by deriving them again and looking at the `differences`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from ringtrue.core.errors import UsageError
from ringtrue.core.evidence import Evidence
from ringtrue.core.outcome import Counts, Outcome
from ringtrue.core.trees import digest_of, grow, plant_fields

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

    `seal` is the SHA-256 of the other fields in canonical form.
    """
    tree = plant_fields(evidence)
    sealed = {"schema": SCHEMA, **tree, "seal": digest_of(tree)}
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
        stands = digest_of(tree) == seal
    except ValueError as error:
        what = f"Evidence does not read: {error}"
        raise UsageError(what, where=where, cure=_CURE) from error
    if not stands:
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


def _grow(tree: _Tree) -> Evidence:
    """Strictly; raises ValueError also where a number contradicts what it stands for."""
    evidence = grow(Evidence, tree)
    for counts in (evidence.counts, *(each.counts for each in evidence.slices)):
        _need_counts(counts)
    _need_share("share", evidence.share)
    if evidence.interval:
        for name in ("low", "high", "level"):
            _need_share(name, getattr(evidence.interval, name))
    if evidence.share != evidence.counts.share:
        raise ValueError(f"share {evidence.share} is not that of its counts")
    return evidence


def _need_counts(counts: Counts) -> None:
    for outcome in Outcome:
        if getattr(counts, outcome) < 0:
            raise ValueError(f"{outcome.value!r} is not a count")


def _need_share(name: str, value: float | None) -> None:
    if value is not None and not 0 <= value <= 1:
        raise ValueError(f"{name!r} is not a number between 0 and 1")


def _load(text: str, where: str) -> _Tree:
    if len(text) > MAX_CHARACTERS:
        what = f"Evidence of {len(text):,} characters"
        raise UsageError(what, where=where, cure=f"At most {MAX_CHARACTERS:,} are read.")
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = f"Evidence is no JSON: {error}"
        raise UsageError(what, where=where, cure=_CURE) from error
    if not isinstance(tree, dict):
        raise UsageError("Evidence is not an object", where=where, cure=_CURE)
    return tree


def _flat(evidence: Evidence) -> dict[str, str]:
    """Every fact by its name, as text; a slice is one fact per outcome."""
    flat: dict[str, str] = {}
    for name, value in plant_fields(evidence).items():
        if name == "slices":
            continue
        parts = value.items() if isinstance(value, dict) else ()
        flat |= {f"{name}.{key}": str(part) for key, part in parts} or {name: str(value)}
    for each in evidence.slices:
        label = each.period or f"segment {' / '.join(each.segment)}"
        flat |= {f"{label}.{key}": str(part) for key, part in plant_fields(each.counts).items()}
    return flat
