"""Making a dossier: all that the store has behind a campaign or a promise, sealed and recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ringtrue import __version__
from ringtrue.core.event import Event
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import hold, record
from ringtrue.desk.campaign_state import lock, stand
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.dossier.gathering import (
    gather_campaign,
    gather_campaign_events,
    gather_evidence,
    head_now,
)
from ringtrue.desk.dossier.gathering_promise import gather_promise, gather_promise_events
from ringtrue.desk.dossier.pdf import need_pdf
from ringtrue.desk.dossier.rendering import layout, written
from ringtrue.desk.dossier.subject import Subject, subject_text
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.measure_standards import Progress
from ringtrue.desk.terminal import Actor
from ringtrue.gap.dossier import CampaignFile, Dossier, PromiseFile
from ringtrue.gap.dossier_file import dossier_to_json, read_dossier


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier: its canonical JSON, the seal of that, and the file in the form asked for."""

    dossier: Dossier
    json: str
    seal: str
    form: Form
    data: bytes

    @property
    def stem(self) -> str:
        """What its file is called, without the ending."""
        return f"{self.dossier.subject_id}-dossier"

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"{self.stem}.{self.form.value}"


def make_dossier(
    by: Actor,
    of: Subject,
    workspace: Workspace,
    form: Form = Form.HTML,
    *,
    progress: Progress | None = None,
) -> Made:
    """Put together all that is behind a campaign or a promise; the audit chain records the seal.

    Whoever may see campaigns may have one. It is laid out after the store was read and before the
    event is written, so that nobody waits for that, and only what was made is recorded. Raises
    `UsageError` when it is too large to be read or laid out, or no PDF can be made here.
    """
    with tell_dossier(by, of, workspace, form, progress=progress) as made:
        return made


@contextmanager
def tell_dossier(
    by: Actor,
    of: Subject,
    workspace: Workspace,
    form: Form = Form.HTML,
    *,
    progress: Progress | None = None,
    most: int | None = None,
) -> Iterator[Made]:
    """As `make_dossier`; the block runs in the transaction that records it.

    Raises `UsageError` also for a PDF of more than `most` characters of HTML.
    """
    require(by.name, by.roles, Action.SEE)
    if form is Form.PDF:
        need_pdf()
    tell = progress or _silent
    tell("Putting together what is behind it", 0.0)
    with transaction.atomic():
        dossier = _dossier(by, of, workspace)
    text = dossier_to_json(dossier)
    seal = read_dossier(text).seal
    tell("Laying out the pages" if form is Form.PDF else "Writing it", 0.1)
    made = Made(dossier, text, seal, form, written(dossier, text, form, most))
    with transaction.atomic():
        record(by.username, "dossier made", subject_text(of), {"seal": seal})
        yield made


def _silent(step: str, share: float) -> None:
    """Nobody looks on."""


def _dossier(by: Actor, of: Subject, workspace: Workspace) -> Dossier:
    now = clock.now()
    promise, campaigns, events = _parts(of, workspace, now)
    reviews = [review for file in campaigns for review in file.reviews]
    standards = [each for review in reviews for each in review.standards]
    return Dossier(
        promise=promise,
        campaigns=campaigns,
        made_at=now,
        made_by=by.name,
        version=__version__,
        layout=layout(),
        evidence=tuple(gather_evidence([*standards, *([promise.standard] if promise else ())])),
        events=tuple(events),
        head=head_now(),
    )


def _parts(
    of: Subject, workspace: Workspace, now: datetime
) -> tuple[PromiseFile | None, tuple[CampaignFile, ...], Iterator[Event]]:
    """With the chain held, so that what is told is of one moment."""
    if isinstance(of, Campaign):
        lock(of)
        hold()
        file = gather_campaign(stand(of, workspace, now), now)
        return None, (file,), gather_campaign_events(file)
    hold()
    promise, files = gather_promise(of, workspace, now)
    return promise, files, gather_promise_events(promise, files)
