"""Claims as JSON: one object each; the shipped read.schema.json documents the keys."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ringtrue.core.claim import Claim
from ringtrue.core.draft import StandardDraft
from ringtrue.core.finding import Finding
from ringtrue.core.place import Place

SCHEMA = 1
"""The version of the object; it grows by one when a key changes its meaning or goes away."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


def claims_json(claims: Iterable[Claim]) -> str:
    """A JSON array with one claim per line, in reading order.

    >>> claims_json([])
    '[]'
    """
    lines = ",\n".join(_encode(claim_object(claim)) for claim in claims)
    return f"[\n{lines}\n]" if lines else "[]"


def claim_object(claim: Claim) -> dict[str, Any]:
    """One claim with the keys of the schema."""
    drafts = [_draft(draft) for draft in claim.drafts]
    return {
        "schema": SCHEMA,
        **place_object(claim.place),
        "text": claim.text,
        "sentence": claim.sentence,
        "label": claim.label.value,
        "kind": claim.kind.value,
        "measurable": claim.measurable,
        "score": round(claim.score, 4),
        "standard": drafts[0] if drafts else None,
        "further_standards": drafts[1:],
        "qualifiers": [
            {"kind": each.kind.value, "text": each.text, **place_object(each.place)}
            for each in claim.qualifiers
        ],
        "findings": [finding_object(finding) for finding in claim.findings],
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding of a rule."""
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        **place_object(finding.place),
    }


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


def _draft(draft: StandardDraft) -> dict[str, Any]:
    return {
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
