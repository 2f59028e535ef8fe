"""Asking for a dossier, which a worker makes, and the files that are there to be fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ringtrue.core.errors import NotFoundError
from ringtrue.desk import clock
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.dossier.gathering_promise import reviews_naming
from ringtrue.desk.dossier.shelf import KEPT, fetch
from ringtrue.desk.dossier.subject import Subject, argument, subject_text
from ringtrue.desk.jobs.asked import JobAsked, how_far
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.presence import workers_seen
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.dossier_file import DossierFile
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require

AT_ONCE = 20
"""Of so many campaigns at most the copy is read while somebody waits, some 30 ms each."""

SHOWN = 3
"""So many files are offered, the newest first."""


@dataclass(frozen=True, slots=True)
class DossierAsked:
    """A dossier that was asked for, while it is not there or when it could not be made."""

    form: Form
    job: JobAsked


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A file to be fetched by its number, until `until`; `size` in bytes."""

    number: int
    form: Form
    by: str
    made_at: datetime
    until: datetime
    seal: str
    size: int


@dataclass(frozen=True, slots=True)
class Dossiers:
    """What there is of one campaign or promise: those under way or failed, and the files."""

    asked: tuple[DossierAsked, ...]
    files: tuple[DossierLine, ...]

    @property
    def under_way(self) -> tuple[DossierAsked, ...]:
        """Those that will be there soon."""
        return tuple(each for each in self.asked if not each.job.failed)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A dossier's file: what it is called, what it is, and its bytes."""

    name: str
    form: Form
    data: bytes


def is_quick(of: Subject) -> bool:
    """Whether its page is written while one waits: each campaign's copy is read for it."""
    if isinstance(of, Campaign):
        return True
    found = reviews_naming(of.standard).order_by().values("campaign").distinct()
    return found.count() <= AT_ONCE


def ask_for_dossier(person: Person, of: Subject, form: Form) -> JobRecord:
    """Let a worker make a dossier; while one of this form is under way, that one is the answer."""
    require(person.name, person.roles, Action.SEE)
    key = _key(subject_text(of), form)
    return enqueue(JobKind.DOSSIER, key=key, by=person, form=form.value, **argument(of))


def see_dossiers(person: Person, of: Subject) -> Dossiers:
    """Those of a campaign or promise that are under way, could not be made, or are there."""
    require(person.name, person.roles, Action.SEE)
    subject = subject_text(of)
    rows = DossierFile.objects.filter(subject=subject, made_at__gt=clock.now() - KEPT)
    files = list(rows.select_related("by"))
    return Dossiers(tuple(_asked(subject, files)), tuple(map(_line, files[:SHOWN])))


def fetch_dossier(person: Person, number: int) -> Fetched:
    """A file that is there; raises `NotFoundError` for one that is not, or not any more."""
    require(person.name, person.roles, Action.SEE)
    row = DossierFile.objects.filter(pk=number, made_at__gt=clock.now() - KEPT).first()
    if row is None:
        what = f"there is no dossier {number}"
        raise NotFoundError(what, cure=f"Have it made again: files stay for {KEPT.days} days.")
    return Fetched(f"{row.stem}.{row.form}", Form(row.form), fetch(row))


def _asked(subject: str, files: list[DossierFile]) -> list[DossierAsked]:
    """The last job of each form, unless it was done or another one was made since."""
    keys = {_key(subject, form): form for form in Form}
    rows = JobRecord.objects.filter(kind=JobKind.DOSSIER.value, key__in=keys)
    last: dict[str, JobRecord] = {}
    for job in rows.select_related("by"):
        last.setdefault(job.key, job)
    made = {Form(each.form): each.made_at for each in reversed(files)}
    manned = bool(last) and bool(workers_seen())
    return [
        DossierAsked(keys[key], how_far(job, manned=manned))
        for key, job in last.items()
        if job.state != JobState.DONE and not _is_over(job, made.get(keys[key]))
    ]


def _is_over(job: JobRecord, made_at: datetime | None) -> bool:
    """Whether another one was made after it had failed."""
    return job.ended_at is not None and made_at is not None and made_at > job.ended_at


def _line(row: DossierFile) -> DossierLine:
    until = row.made_at + KEPT
    return DossierLine(row.pk, Form(row.form), row.by.name, row.made_at, until, row.seal, row.size)


def _key(subject: str, form: Form) -> str:
    return f"{subject}:{form.value}"
