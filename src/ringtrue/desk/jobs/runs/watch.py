"""Watching what launched campaigns promise."""

from __future__ import annotations

from ringtrue.desk.jobs.work import Work
from ringtrue.desk.services.watch_promises import watch_promises


def run(work: Work) -> str:
    """Watch them, and say which alerts were opened, raised or closed."""
    found = watch_promises(work.by, work.workspace, progress=work.progress)
    number = len(found.promises)
    done = (("opened", found.opened), ("raised", found.risen), ("closed", found.closed))
    words = [f"alert {what}: {', '.join(names)}" for what, names in done if names]
    return "; ".join([f"{number:,} live promise{'' if number == 1 else 's'} watched", *words])
