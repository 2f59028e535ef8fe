"""Every kind of job: what runs, how often it is tried, and how people call it.

The next kind takes a member of `JobKind`, a line of `KINDS`, and a function of its own file in
`desk/jobs/runs/`:

    def run(work: Work) -> str:
        '''Do it; answer with one sentence for the page of jobs.'''

It is asked for with `desk.jobs.queue.enqueue`. A kind that the schedule asks for has a `Routine`
in `core.schedule` besides, with its usual rule and its line in ringtrue.schema.json.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringtrue.core.schedule import Routine


class JobKind(StrEnum):
    """What a worker can be asked to do."""

    REVIEW = "review"
    MEASURE = "measure"
    WATCH = "watch"
    SEND_NOTIFICATIONS = "send notifications"
    TELL_AUDIT_HEAD = "tell audit head"
    READ_LIVE = "read live copy"
    DOSSIER = "make dossier"
    FORGET = "forget what is old"
    PASSWORD_LINK = "send password link"  # noqa: S105 - the name of a job


@dataclass(frozen=True, slots=True)
class KindTerms:
    """The terms on which a kind is run.

    `run` is `module:function`, imported when it is needed. A failure that may pass by itself is
    tried again `retries` times. The lease runs out `lease_seconds` after the last sign of life.
    `at_once` says that all it does goes through in one transaction with its event: then it is not
    run a second time when its worker was killed after that. One that does several things must
    bear being run again from the start, and is not `at_once`.
    """

    title: str
    run: str
    retries: int = 4
    lease_seconds: int = 60
    at_once: bool = False
    routine: Routine | None = None


_RUNS = "ringtrue.desk.jobs.runs"

KINDS: dict[JobKind, KindTerms] = {
    JobKind.REVIEW: KindTerms("Review a campaign", f"{_RUNS}.review:run", at_once=True),
    JobKind.MEASURE: KindTerms(
        "Measure the book", f"{_RUNS}.measure:run", at_once=True, routine=Routine.MEASURE
    ),
    JobKind.WATCH: KindTerms(
        "Watch launched promises", f"{_RUNS}.watch:run", routine=Routine.WATCH
    ),
    JobKind.SEND_NOTIFICATIONS: KindTerms(
        "Send notifications", f"{_RUNS}.send_notifications:run", routine=Routine.NOTIFICATIONS
    ),
    JobKind.TELL_AUDIT_HEAD: KindTerms(
        "Tell the audit head", f"{_RUNS}.tell_audit_head:run", routine=Routine.AUDIT_HEAD
    ),
    JobKind.READ_LIVE: KindTerms(
        "Read published pages", f"{_RUNS}.live:run", routine=Routine.READ_LIVE
    ),
    JobKind.DOSSIER: KindTerms("Make a dossier", f"{_RUNS}.dossier:run", retries=1, at_once=True),
    JobKind.PASSWORD_LINK: KindTerms(
        "Send a link for a new password", f"{_RUNS}.password_link:run"
    ),
    JobKind.FORGET: KindTerms("Forget what is old", f"{_RUNS}.forget:run", routine=Routine.FORGET),
}


def kind_of(routine: Routine) -> JobKind | None:
    """The kind that does what the schedule asks for.

    >>> kind_of(Routine.MEASURE)
    <JobKind.MEASURE: 'measure'>
    """
    return next((kind for kind, terms in KINDS.items() if terms.routine is routine), None)
