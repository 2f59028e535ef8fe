"""What the gate says of a campaign as JSON; docs/json.md and gate.schema.json document the keys."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ringtrue.cli.output.review_json import reason_object
from ringtrue.core.verdict import Outlook, Reason

SCHEMA = "ringtrue/gate/1"


def gate_json(
    *,
    workspace: str,
    campaign: str,
    name: str,
    state: str,
    as_of: str,
    outlook: Outlook,
    seal: str,
    reasons: Sequence[Reason],
) -> str:
    """One object with its keys in their order."""
    tree = {
        "schema": SCHEMA,
        "workspace": workspace,
        "campaign": campaign,
        "name": name,
        "state": state,
        "as_of": as_of,
        "outlook": outlook.value,
        "seal": seal,
        "reasons": [reason_object(each) for each in reasons],
    }
    return json.dumps(tree, indent=1, ensure_ascii=False)
