"""The schedule as it is kept: when each routine is due next, and asking for what is due.

What was missed while no worker ran is made up once. A rule that was changed counts from now on.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ringtrue.core.schedule import Routine, Schedule
from ringtrue.desk import clock
from ringtrue.desk.jobs.kinds import JobKind, kind_of
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.models.job import JobRecord, TickRecord

BOOK = "book"
"""The key of jobs on the whole book: whoever asks, one of a kind is enough."""


def tick(schedule: Schedule) -> list[JobRecord]:
    """Ask for every routine that is due; each tick is one worker's, whoever looks first."""
    now = clock.now()
    kept = {row.routine: row for row in TickRecord.objects.all()}
    found = []
    for routine in Routine:
        kind, row = kind_of(routine), kept.get(routine.value)
        if kind and not _is_quiet(row, _rule_text(schedule, routine), now):
            job = _tick_one(schedule, routine, kind, now)
            found.extend([job] if job else [])
    return found


def _is_quiet(row: TickRecord | None, rule: str, now: datetime) -> bool:
    """Whether there is nothing to write, so that a look costs no lock."""
    if row is None:
        return rule == ""
    return row.rule == rule and row.due_at > now


def _tick_one(
    schedule: Schedule, routine: Routine, kind: JobKind, now: datetime
) -> JobRecord | None:
    rule, due = _rule_text(schedule, routine), schedule.after(routine, now)
    with transaction.atomic():
        if due is None:
            TickRecord.objects.filter(routine=routine.value).delete()
            return None
        TickRecord.objects.get_or_create(
            routine=routine.value, defaults={"rule": rule, "due_at": due}
        )
        row = TickRecord.objects.select_for_update().get(routine=routine.value)
        missed = row.rule == rule and row.due_at <= now
        if not missed and row.rule == rule:
            return None
        row.rule, row.due_at = rule, due
        row.save()
        return enqueue(kind, key=BOOK) if missed else None


def _rule_text(schedule: Schedule, routine: Routine) -> str:
    """A rule with its zone, for it is another rule in another zone; empty for never."""
    rule = schedule.rule(routine)
    return "" if str(rule) == "never" else f"{rule} ({schedule.zone})"
