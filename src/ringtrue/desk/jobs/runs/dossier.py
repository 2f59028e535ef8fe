"""A dossier that somebody asked for on a page."""

from __future__ import annotations

from ringtrue.core.errors import NotFoundError
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.dossier.subject import Subject
from ringtrue.desk.jobs.work import Work
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.services.keep_dossier import keep_dossier


def run(work: Work) -> str:
    """Make it as who asked, by what they may see now."""
    if not isinstance(work.by, Person):
        raise TypeError("a dossier is asked for by a person")
    form = Form(work.text("form"))
    row = keep_dossier(work.by, _of(work), work.workspace, form, progress=work.progress)
    return f"{row.stem}.{row.form}: sealed {row.seal[:12]}"


def _of(work: Work) -> Subject:
    standard = work.text("standard")
    found: Subject | None = (
        Standing.objects.filter(standard=standard).first()
        if standard
        else Campaign.objects.filter(pk=work.number("campaign")).first()
    )
    if found is None:
        what = f"the {'promise' if standard else 'campaign'} is not there any more"
        raise NotFoundError(what, cure="Nothing is left to do.")
    return found
