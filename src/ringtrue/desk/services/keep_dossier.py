"""Making a dossier for whoever fetches it later: the file on the shelf, its row and its event."""

from __future__ import annotations

from hashlib import sha256

from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.dossier.pdf import MOST_BY_WORKER
from ringtrue.desk.dossier.shelf import folder, lay_down, prune, take_away
from ringtrue.desk.dossier.subject import Subject, subject_text
from ringtrue.desk.models.dossier_file import DossierFile
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.make_dossier import tell_dossier
from ringtrue.desk.services.measure_standards import Progress


def keep_dossier(
    by: Person,
    of: Subject,
    workspace: Workspace,
    form: Form,
    *,
    progress: Progress | None = None,
) -> DossierFile:
    """Make it and put it on the shelf; what is too old or too much there goes.

    Raises as `make_dossier` does, and `UsageError` when the folder cannot be written.
    """
    stored_as = ""
    try:
        most = MOST_BY_WORKER
        with tell_dossier(by, of, workspace, form, progress=progress, most=most) as made:
            stored_as = lay_down(made.data, form.value)
            row = DossierFile.objects.create(
                subject=subject_text(of),
                stem=made.stem,
                form=form.value,
                stored_as=stored_as,
                seal=made.seal,
                digest=sha256(made.data).hexdigest(),
                size=len(made.data),
                by=by,
                made_at=clock.now(),
            )
    except BaseException:
        if stored_as:
            take_away(folder() / stored_as)
        raise
    prune()
    return row
