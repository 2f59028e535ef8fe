"""Forgetting what is too old to be of use."""

from __future__ import annotations

from ringtrue.desk.jobs.work import Work
from ringtrue.desk.services.forget_old import forget_old


def run(work: Work) -> str:
    """Forget it, and say how much of what it was."""
    found = forget_old(work.by, work.workspace, progress=work.progress)
    words = (
        (found.notifications, "notification"),
        (found.jobs, "job"),
        (found.tokens, "token"),
        (found.answers, "kept answer"),
        (found.sessions, "session"),
        (found.attempts, "count of attempts"),
    )
    said = [f"{number:,} {what}{_s(what, number)}" for number, what in words if number]
    return ", ".join(said) or "nothing was old enough"


def _s(what: str, number: int) -> str:
    return "" if number == 1 or what.startswith("count") else "s"
