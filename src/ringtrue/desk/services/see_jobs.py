"""What workers do, did and will do, for whoever looks after the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ringtrue.core.schedule import Routine
from ringtrue.core.workspace import Workspace
from ringtrue.desk.jobs.kinds import KINDS, JobKind, KindTerms, kind_of
from ringtrue.desk.jobs.presence import workers_seen
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.job import JobRecord, TickRecord, WorkerRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require

LATELY = timedelta(days=2)
"""How far back the page shows what was done."""

_MOST = 50


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job in words: what it is, of which campaign if of one, who asked, how it stands.

    `tries` is how often it is tried by itself before it is given up.
    """

    job: JobRecord
    title: str
    campaign: Campaign | None
    asked_by: str
    tries: int

    @property
    def promise(self) -> str:
        """The id of the standard that it is about, if it is about one; else empty."""
        return str(self.job.arguments.get("standard") or "")

    @property
    def took(self) -> timedelta | None:
        """How long the last attempt took."""
        job = self.job
        return job.ended_at - job.began_at if job.ended_at and job.began_at else None


@dataclass(frozen=True, slots=True)
class NextTick:
    """Something of the schedule: its rule, and when it is due in the schedule's zone, if ever."""

    routine: Routine
    title: str
    rule: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class JobsView:
    """The page of jobs. `failed` leaves out what was asked for again since."""

    workers: tuple[WorkerRecord, ...]
    running: tuple[JobLine, ...]
    waiting: tuple[JobLine, ...]
    failed: tuple[JobLine, ...]
    done: tuple[JobLine, ...]
    ticks: tuple[NextTick, ...]
    zone: str

    @property
    def busy(self) -> bool:
        """Whether the page will soon be another one."""
        return bool(self.running or self.waiting)


def see_jobs(person: Person, workspace: Workspace) -> JobsView:
    """Everything unfinished or failed, what was done lately, and what is due next."""
    require(person.name, person.roles, Action.SEE_JOBS)
    rows = JobRecord.objects.select_related("by")
    since = datetime.now(UTC) - LATELY
    running = rows.filter(state=JobState.RUNNING)
    waiting = rows.filter(state=JobState.WAITING).order_by("due_at")
    done = rows.filter(state=JobState.DONE, ended_at__gt=since).order_by("-ended_at")
    found = [list(each[:_MOST]) for each in (running, waiting, done)]
    failed = _failed()
    lines = _Lines([*failed, *(job for jobs in found for job in jobs)])
    return JobsView(
        workers=tuple(workers_seen()),
        running=lines.of(found[0]),
        waiting=lines.of(found[1]),
        failed=lines.of(failed),
        done=lines.of(found[2]),
        ticks=tuple(_ticks(workspace)),
        zone=workspace.schedule.zone,
    )


def _failed() -> list[JobRecord]:
    """Those after which no other job of the same kind and key was asked for."""
    rows = JobRecord.objects.select_related("by").filter(state=JobState.FAILED)[:_MOST]
    newest: dict[tuple[str, str], int] = {}
    for kind, key, number in JobRecord.objects.filter(
        kind__in={row.kind for row in rows}, key__in={row.key for row in rows}
    ).values_list("kind", "key", "id"):
        newest[kind, key] = max(number, newest.get((kind, key), 0))
    return [row for row in rows if newest[row.kind, row.key] == row.pk]


class _Lines:
    """Jobs in words, their campaigns looked up at once."""

    def __init__(self, jobs: Iterable[JobRecord]) -> None:
        keys = {job.arguments.get("campaign") for job in jobs}
        self._campaigns = Campaign.objects.in_bulk([key for key in keys if isinstance(key, int)])

    def of(self, jobs: Iterable[JobRecord]) -> tuple[JobLine, ...]:
        return tuple(self._line(job) for job in jobs)

    def _line(self, job: JobRecord) -> JobLine:
        campaign = self._campaigns.get(job.arguments.get("campaign", 0))
        terms = _terms_of(job)
        tries = terms.retries + 1 if terms else 1
        return JobLine(job, title_of(job), campaign, _asked_by(job), tries)


def title_of(job: JobRecord) -> str:
    """What a job does; its bare kind when a newer version asked for it."""
    terms = _terms_of(job)
    return terms.title if terms else job.kind


def _asked_by(job: JobRecord) -> str:
    if job.by:
        return job.by.name
    stranger = job.kind == JobKind.PASSWORD_LINK
    return "somebody at the page to sign in" if stranger else "the schedule"


def _terms_of(job: JobRecord) -> KindTerms | None:
    """The terms of its kind; None when a newer version asked for it."""
    return next((terms for kind, terms in KINDS.items() if kind.value == job.kind), None)


def _ticks(workspace: Workspace) -> Iterable[NextTick]:
    zone = ZoneInfo(workspace.schedule.zone)
    due = dict(TickRecord.objects.values_list("routine", "due_at"))
    now = datetime.now(UTC)
    for routine in Routine:
        kind: JobKind | None = kind_of(routine)
        if kind:
            following = workspace.schedule.after(routine, now)
            soon = due.get(routine.value, following) if following else None
            rule = str(workspace.schedule.rule(routine))
            local = soon.astimezone(zone) if soon else None
            yield NextTick(routine, KINDS[kind].title, rule, local)
