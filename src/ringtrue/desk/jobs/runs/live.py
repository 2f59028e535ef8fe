"""Reading the published pages of launched campaigns again."""

from __future__ import annotations

from ringtrue.desk.jobs.work import Work
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.services.read_live_copy import read_live_copy


def run(work: Work) -> str:
    """Read them, or those of one campaign, and say how many findings were opened and closed."""
    campaign = None
    if work.arguments.get("campaign") is not None:
        campaign = Campaign.objects.filter(pk=work.number("campaign")).first()
    found = read_live_copy(work.by, work.workspace, campaign=campaign, progress=work.progress)
    number = len(found.pages)
    done = (("opened", len(found.opened)), ("closed", len(found.closed)))
    words = [
        f"{count:,} finding{'' if count == 1 else 's'} {what}" for what, count in done if count
    ]
    return "; ".join([f"{number:,} page{'' if number == 1 else 's'} read", *words])
