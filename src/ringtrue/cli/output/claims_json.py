"""Claims as JSON: one object each; the shipped read.schema.json documents the keys.

A long document has thousands of claims. Writing their lines from encoded strings takes a third of
the time of building objects for an encoder to walk.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from ringtrue.core.claim import Claim, Qualifier
from ringtrue.core.draft import StandardDraft
from ringtrue.core.finding import Finding
from ringtrue.core.place import Place

SCHEMA = 1
"""The version of the object; it grows by one when a key changes its meaning or goes away."""

_WORDS = {True: "true", False: "false"}
_encode = json.JSONEncoder(ensure_ascii=False).encode
_quoted = json.encoder.encode_basestring


def claims_json(claims: Iterable[Claim]) -> str:
    """A JSON array with one claim per line, in reading order.

    >>> claims_json([])
    '[]'
    """
    lines = ",\n".join(map(claim_json, claims))
    return f"[\n{lines}\n]" if lines else "[]"


def claim_json(claim: Claim) -> str:
    """One claim with the keys of the schema."""
    drafts = [_draft(draft) for draft in claim.drafts]
    return (
        f'{{"schema": {SCHEMA}, {_place(claim.place)}, "text": {_quoted(claim.text)}, '
        f'"sentence": {_quoted(claim.sentence)}, "label": "{claim.label.value}", '
        f'"kind": "{claim.kind.value}", "measurable": {_WORDS[claim.measurable]}, '
        f'"score": {round(claim.score, 4)!r}, "standard": {drafts[0] if drafts else "null"}, '
        f'"further_standards": [{", ".join(drafts[1:])}], '
        f'"qualifiers": [{", ".join(map(_qualifier, claim.qualifiers))}], '
        f'"findings": [{", ".join(map(_finding, claim.findings))}]}}'
    )


def _qualifier(each: Qualifier) -> str:
    return f'{{"kind": "{each.kind.value}", "text": {_quoted(each.text)}, {_place(each.place)}}}'


def _finding(finding: Finding) -> str:
    return (
        f'{{"rule": {_quoted(finding.rule)}, "level": "{finding.level.value}", '
        f'"message": {_quoted(finding.message)}, "why": {_quoted(finding.why)}, '
        f'"fix": {_quoted(finding.fix)}, {_place(finding.place)}}}'
    )


def _place(place: Place) -> str:
    """The members of a place; nearly every one is in a file without pages, boxes and seconds."""
    if place.page is not None or place.box is not None or place.seconds is not None:
        return _encode(place_object(place))[1:-1]
    return (
        f'"file": {_quoted(place.file)}, "line": {place.line}, "column": {place.column}, '
        f'"start": {place.start}, "end": {place.end}, "page": null, "box": null, "seconds": null'
    )


def place_object(place: Place) -> dict[str, Any]:
    """A place with the keys that every format of ours uses."""
    box = place.box
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "start": place.start,
        "end": place.end,
        "page": place.page,
        "box": [box.left, box.top, box.right, box.bottom] if box else None,
        "seconds": place.seconds,
    }


@lru_cache(maxsize=4096)
def _draft(draft: StandardDraft) -> str:
    """One standard; the same proposals come again and again."""
    members = {
        "shape": draft.shape.value,
        "subject": list(draft.subject),
        "limit": str(draft.limit) if draft.limit else None,
        "low": draft.low,
        "high": draft.high,
        "strict": draft.strict,
        "currency": draft.currency,
        "target": draft.target,
        "stated": draft.stated,
        "why": draft.why,
    }
    return _encode(members)
