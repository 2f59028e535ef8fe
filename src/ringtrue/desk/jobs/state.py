"""How far a job is."""

from __future__ import annotations

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands; a failed one is not tried again by itself."""

    WAITING = "waiting"
    RUNNING = "under way"
    DONE = "done"
    FAILED = "failed"


UNFINISHED = frozenset({JobState.WAITING, JobState.RUNNING})
"""The states from which it goes on by itself."""
