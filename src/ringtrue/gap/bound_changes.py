"""What is no longer as it was signed, in sentences: a hash only says that something is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from ringtrue.core.dates import day
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
    yield from _compare(old.media, new.media, lambda row: row.name, _placement)
    yield from _compare(old.proofs, new.proofs, lambda row: (row.wording, row.title), _proof)
    yield from _compare(old.offers, new.offers, lambda row: row.name, _offer)
    if old.audience != new.audience:
        yield f"The audience is {new.audience!r}, no longer {old.audience!r}."
    if float(old.lift) != float(new.lift):
        expected, before = _times(new.lift), _times(old.lift)
        yield f"The expected volume is {expected} the usual, no longer {before}."
    if old.launch_on != new.launch_on:
        yield f"The launch is {_on(new.launch_on)}, no longer {_on(old.launch_on)}."


_Row = TypeVar("_Row", bound=tuple[str, ...])
_Say = Callable[[_Row | None, _Row | None], str]


def _compare(
    old: Iterable[_Row], new: Iterable[_Row], key: Callable[[_Row], object], say: _Say[_Row]
) -> Iterator[str]:
    """Rows that went and came; one of each with the same key is a row that changed."""
    gone, come = Counter(old), Counter(new)
    arrived: dict[object, list[_Row]] = {}
    for row in sorted((come - gone).elements(), reverse=True):
        arrived.setdefault(key(row), []).append(row)
    for row in sorted((gone - come).elements()):
        matches = arrived.get(key(row))
        yield say(row, matches.pop() if matches else None)
    left = (row for rows in arrived.values() for row in rows)
    yield from (say(None, row) for row in sorted(left))


def _same_material(row: BoundMaterial) -> str:
    return row.name


def _same_claim(row: BoundClaim) -> tuple[str, str]:
    return row.material, row.text


def _material(old: BoundMaterial | None, new: BoundMaterial | None) -> str:
    if old and new:
        moved = f"goes out by {_channel(new)}, no longer by {_channel(old)}"
        parts = ["has changed"] * (old.digest != new.digest)
        parts += [moved] * (old.channel != new.channel)
        return f"The material {new.name!r} {' and '.join(parts)}."
    return _came_or_went(f"The material {_either(old, new).name!r}", new)


def _claim(old: BoundClaim | None, new: BoundClaim | None) -> str:
    if old and new:
        kinds = f"{_kind(new)}, no longer {_kind(old)}"
        return f"{new.text!r} in {new.material!r} is about {kinds}."
    row = _either(old, new)
    return f"{row.material!r} {'now' if new else 'no longer'} says {row.text!r} ({_kind(row)})."


def _limit(old: BoundLimit | None, new: BoundLimit | None) -> str:
    if old and new:
        return f"The limit of {new.wording!r} is {new.text!r}, no longer {old.text!r}."
    row = _either(old, new)
    return _came_or_went(f"The limit {row.text!r} of {row.wording!r}", new)


def _standard(old: BoundStandard | None, new: BoundStandard | None) -> str:
    if old and new:
        return f"The standard {new.id!r} has changed: {_lines_changed(old.yaml, new.yaml)}."
    return _came_or_went(f"The standard {_either(old, new).id!r}", new)


def _evidence(old: BoundEvidence | None, new: BoundEvidence | None) -> str:
    if old and new:
        return f"{new.standard!r} was measured again, with other numbers or another period."
    return _came_or_went(f"The evidence of {_either(old, new).standard!r}", new)


def _placement(old: BoundPlacement | None, new: BoundPlacement | None) -> str:
    if old and new:
        return f"The placement {new.name!r} of the media plan has changed."
    return _came_or_went(f"The placement {_either(old, new).name!r} of the media plan", new)


def _proof(old: BoundProof | None, new: BoundProof | None) -> str:
    row = _either(old, new)
    what = f"The proof {row.title!r} of {row.wording!r}"
    if not old or not new:
        return _came_or_went(what, new)
    parts = (
        _turned(name, getattr(old, field), getattr(new, field)) for field, name in _PROOF.items()
    )
    told = "; ".join(filter(None, parts))
    return f"{what} has changed: {told}."


_PROOF = {
    "kind": "its kind is",
    "dated": "it is dated",
    "valid_until": "it is valid until",
    "reference": "it is kept at",
    "digest": "its file is",
}
"""The particulars of a proof, as they are told."""


def _turned(what: str, old: str, new: str) -> str:
    return f"{what} {new or 'not said'}, no longer {old or 'not said'}" if old != new else ""


def _offer(old: BoundOffer | None, new: BoundOffer | None) -> str:
    if old and new:
        changed = _lines_changed(old.terms, new.terms)
        return f"The offer limit {new.name!r} has changed: {changed}."
    return _came_or_went(f"The offer limit {_either(old, new).name!r}", new)


def _either(old: _Row | None, new: _Row | None) -> _Row:
    row = new or old
    assert row is not None
    return row


def _came_or_went(what: str, new: object) -> str:
    return f"{what} was {'added' if new else 'taken away'}."


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


def _kind(row: BoundClaim) -> str:
    return row.kind.value.replace("_", " and ")


def _times(lift: float) -> str:
    return f"{float(lift)!r}".removesuffix(".0") + " times"


def _channel(row: BoundMaterial) -> str:
    return repr(row.channel) if row.channel else "no channel"


def _on(launch: date | None) -> str:
    return f"on {day(launch)}" if launch else "on no day yet"
