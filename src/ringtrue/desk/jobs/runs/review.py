"""A review of one campaign that somebody asked for on its page."""

from __future__ import annotations

from ringtrue.core.errors import NotFoundError
from ringtrue.desk.jobs.work import Work
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.run_review import run_review


def run(work: Work) -> str:
    """Review it as who asked, by what they may do now."""
    if not isinstance(work.by, Person):
        raise TypeError("a review is asked for by a person")
    campaign = Campaign.objects.filter(pk=work.number("campaign")).first()
    if campaign is None:
        cure = "Nothing is left to do."
        raise NotFoundError("the campaign is not there any more", cure=cure)
    found = run_review(work.by, campaign, work.workspace, progress=work.progress)
    return f"{campaign.name}: {found.outlook}"
