"""`check --campaign`: what the gate of a campaign says, asked in the workspace or of a desk."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ringtrue.cli.checked import Checked
from ringtrue.cli.output.gate_json import gate_json
from ringtrue.cli.remote import Desk, get, grown, unreadable
from ringtrue.core.errors import UsageError
from ringtrue.core.verdict import Decision, Outlook, Reason


def check_campaign_here(slug: str, folder: Path | None) -> Checked:
    """Of a campaign in the store of the workspace here."""
    from ringtrue.cli.options import need_store

    found = need_store(folder)
    from ringtrue.desk.services.check_campaign import check_campaign
    from ringtrue.desk.services.see_campaigns import find_campaign
    from ringtrue.desk.terminal import this_terminal

    told = check_campaign(this_terminal(), find_campaign(slug), found)
    return _checked(
        told.decision,
        summary=told.summary,
        workspace=told.workspace,
        slug=told.slug,
        name=told.name,
        state=told.state.value,
        as_of=told.as_of,
        seal=told.seal,
    )


def check_campaign_there(desk: Desk, slug: str) -> Checked:
    """Of a campaign that a desk elsewhere keeps."""
    told = get(desk, f"/api/v1/campaigns/{quote(slug, safe='')}/check")
    try:
        return _of_answer(told)
    except (KeyError, TypeError, ValueError) as error:
        raise unreadable(desk, error) from error


def _of_answer(told: Any) -> Checked:
    reasons = tuple(grown(Reason, each) for each in told["reasons"])
    return _checked(
        Decision(Outlook(told["outlook"]), reasons),
        summary=str(told["summary"]),
        workspace=str(told["workspace"]),
        slug=str(told["slug"]),
        name=str(told["name"]),
        state=str(told["state"]),
        as_of=datetime.fromisoformat(told["as_of"]),
        seal=str(told["seal"]),
    )


def _checked(
    decision: Decision,
    *,
    summary: str,
    workspace: str,
    slug: str,
    name: str,
    state: str,
    as_of: datetime,
    seal: str,
) -> Checked:
    def json() -> str:
        return gate_json(
            workspace=workspace,
            campaign=slug,
            name=name,
            state=state,
            as_of=as_of.isoformat(),
            outlook=decision.outlook,
            seal=seal,
            reasons=decision.reasons,
        )

    def html() -> str:
        cure = f"Write all that is behind it: ringtrue dossier {slug}."
        raise UsageError("there is no report of a gate as HTML", where="--format", cure=cure)

    return Checked(name, decision, summary, (), json, html)
