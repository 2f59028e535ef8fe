"""What `ringtrue watch --live` found, as JSON for programs."""

from __future__ import annotations

import json
from typing import Any

from ringtrue.desk.models.live import LiveFinding
from ringtrue.desk.services.read_live_copy import PageRead, PagesRead

VERSION = 1


def live_json(read: PagesRead) -> str:
    """One object; its keys are told in docs/json.md."""
    answer = {
        "schema": VERSION,
        "alarming": read.alarming,
        "pages": [_page(each) for each in read.pages],
        "opened": len(read.opened),
        "closed": len(read.closed),
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)


def _page(page: PageRead) -> dict[str, Any]:
    copy = page.copy
    return {
        "campaign": page.campaign.slug,
        "material": copy.material.name,
        "version": copy.version.number,
        "address": copy.address,
        "digest": copy.digest,
        "first_at": copy.first_at.isoformat(),
        "last_at": copy.last_at.isoformat(),
        "readings": copy.readings,
        "unread": copy.unread or None,
        "why": copy.why,
        "findings": [_finding(each) for each in page.findings],
    }


def _finding(found: LiveFinding) -> dict[str, Any]:
    return {
        "what": found.what,
        "level": found.level,
        "signed": found.signed,
        "live": found.live,
        "because": list(found.because),
        "opened_at": found.opened_at.isoformat(),
    }
