"""What a dossier is about: a campaign, or a promise as it was last measured."""

from __future__ import annotations

from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.services.create_campaign import subject_of

Subject = Campaign | Standing


def subject_text(of: Subject) -> str:
    """As the audit chain names it."""
    return f"standard:{of.standard}" if isinstance(of, Standing) else subject_of(of)


def argument(of: Subject) -> dict[str, str | int]:
    """It as the argument of a job."""
    return {"standard": of.standard} if isinstance(of, Standing) else {"campaign": of.pk}
