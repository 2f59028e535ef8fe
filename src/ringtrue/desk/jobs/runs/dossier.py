"""A dossier that somebody asked for on a page."""

from __future__ import annotations

from ringtrue.core.errors import NotFoundError
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.jobs.work import Work
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.keep_dossier import keep_dossier


def run(work: Work) -> str:
    """Make it as who asked, by what they may see now."""
    if not isinstance(work.by, Person):
        raise TypeError("a dossier is asked for by a person")
    campaign = Campaign.objects.filter(pk=work.number("campaign")).first()
    if campaign is None:
        cure = "Nothing is left to do."
        raise NotFoundError("the campaign is not there any more", cure=cure)
    form = Form(work.text("form"))
    row = keep_dossier(work.by, campaign, work.workspace, form, progress=work.progress)
    return f"{row.stem}.{row.form}: sealed {row.seal[:12]}"
