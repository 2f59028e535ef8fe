"""A review as JSON; docs/json.md and the shipped review.schema.json document the keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ringtrue.cli.output.claims_json import place_object
from ringtrue.core.trees import plant
from ringtrue.core.verdict import Outlook, Reason, Verdict

if TYPE_CHECKING:
    from ringtrue.desk.services.review_campaign import JudgedPromise, Review

SCHEMA = "ringtrue/review/1"


def review_json(review: Review) -> str:
    """One object: the decision, its reasons, and every promise with its verdicts."""
    return document(
        workspace=review.workspace.name,
        as_of=review.as_of.isoformat(),
        outlook=review.decision.outlook,
        reasons=[reason_object(reason) for reason in review.decision.reasons],
        promises=[_promise(each) for each in review.promises],
    )


def document(
    *,
    workspace: str,
    as_of: str,
    outlook: Outlook,
    reasons: Sequence[dict[str, Any]],
    promises: Sequence[dict[str, Any]],
) -> str:
    """The object with its keys in their order."""
    tree = {
        "schema": SCHEMA,
        "workspace": workspace,
        "as_of": as_of,
        "outlook": outlook.value,
        "reasons": reasons,
        "promises": promises,
    }
    return json.dumps(tree, indent=1, ensure_ascii=False)


def reason_object(reason: Reason) -> dict[str, Any]:
    """One reason for the decision."""
    return {
        "code": reason.code,
        "standard": reason.standard or None,
        "level": reason.level.value,
        "message": reason.message,
        "cure": reason.cure,
        "place": place_object(reason.place) if reason.place else None,
    }


def _promise(judged: JudgedPromise) -> dict[str, Any]:
    claim, verdict = judged.promise.claim, judged.verdict
    return {
        "place": place_object(claim.place),
        "text": claim.text,
        "sentence": claim.sentence,
        "kind": claim.kind.value,
        "bound_by": judged.promise.by.value,
        "reason": judged.promise.reason,
        "state": verdict.state.value if verdict else None,
        "verdicts": [_verdict(each.verdict) for each in judged.standards],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "standard": verdict.standard,
        "state": verdict.state.value,
        "target": verdict.target,
        "measured": verdict.measured,
        "expected": verdict.expected,
        "bound": verdict.bound,
        "level": verdict.level,
        "chance": verdict.chance,
        "load": plant(verdict.load) if verdict.load else None,
        "reasons": list(verdict.reasons),
    }
