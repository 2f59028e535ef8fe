"""Which sign-offs counted when a campaign was launched: what is void today may have been sound."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ringtrue.core.campaign import SignOff
from ringtrue.core.event import Event
from ringtrue.gap.dossier import CampaignFile, SignOffTold, campaign_subject
from ringtrue.gap.gate import Count, count_of

_LAUNCHES = frozenset({"launch campaign", "override launch"})


def count_at_launch(
    signed: SignOffTold, file: CampaignFile, events: Iterable[Event]
) -> Count | None:
    """Whether a sign-off counted at the launch, by the seal that the event of the launch names.

    None before the launch, and for what was signed after it.
    """
    own = campaign_subject(file)
    launch = next((e for e in events if e.subject == own and e.action in _LAUNCHES), None)
    if launch is None or signed.at > launch.at:
        return None
    withdrawn = signed.withdrawn_at is not None and signed.withdrawn_at <= launch.at
    noun = SignOff(
        signed.role, signed.person, signed.seal, signed.at, signed.valid_until, None, withdrawn
    )
    return count_of(noun, seal=_seal(launch.payload), today=launch.at.date())


def _seal(payload: str) -> str:
    """The seal in the payload of an event, empty when it names none."""
    try:
        told = json.loads(payload)
    except (ValueError, RecursionError):
        return ""
    found = told.get("seal") if isinstance(told, dict) else None
    return found if isinstance(found, str) else ""
