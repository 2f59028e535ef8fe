"""Running one job: what it does, and every way in which it can end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection

from ringtrue.core.errors import AwayError, RingtrueError
from ringtrue.desk.jobs.lease import (
    Held,
    LeaseLostError,
    fail,
    finish,
    give_back,
    held_by,
    holding,
    put_off,
    take,
)
from ringtrue.desk.jobs.work import Progress, Work
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.terminal import SCHEDULE
from ringtrue.desk.workspace import load_workspace

_LOG = logging.getLogger("ringtrue.jobs")


class GivenUpError(BaseException):
    """The job under way is given back: somebody will not wait for it."""


class Ending(Enum):
    """How an attempt at a job ended."""

    DONE = "done"
    FAILED = "failed"
    PUT_OFF = "put off"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that ended, and what there is to say about it."""

    job: JobRecord
    ending: Ending
    said: str


Watcher = Callable[[Held], Progress]
"""Told when a job is taken; answers with whom to tell how far it is."""


def run_next(worker: str, watcher: Watcher | None = None) -> Ended | None:
    """Run the next job that is due, if any, and end it.

    A `RingtrueError` is a reason that somebody must see: the job fails with it. A database or a
    mail server that is away and anything unexpected may pass by themselves, and the job is tried
    again. What breaks the worker off gives the job back.
    """
    job = take(worker)
    if job is None:
        return None
    held = held_by(job)
    try:
        said = _run(job, held, watcher(held) if watcher else None)
    except LeaseLostError:
        return Ended(job, Ending.LOST, "another worker has it by now")
    except AwayError as error:
        return _put_off(job, held, error)
    except RingtrueError as error:
        return Ended(job, Ending.FAILED if fail(held, error) else Ending.LOST, str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, the worker goes on
        _LOG.exception("job %d (%s) broke off", job.pk, job.kind)
        _mend_connection()
        return _put_off(job, held, _unexpected(error))
    except BaseException:
        _mend_connection()
        give_back(held)
        raise
    return Ended(job, Ending.DONE if finish(held, said) else Ending.LOST, said)


def _run(job: JobRecord, held: Held, progress: Progress | None) -> str:
    if held.terms.at_once and job.settled_at is not None:
        return "Done by a worker that was lost right after."
    by = job.by or SCHEDULE
    given: dict[str, Any] = {"progress": progress} if progress else {}
    with holding(held):
        work = Work(load_workspace(Path(settings.WORKSPACE)), by, job.arguments, **given)
        module, _, name = held.terms.run.partition(":")
        said: str = getattr(import_module(module), name)(work)
    return said


def _unexpected(error: Exception) -> RingtrueError:
    """Without the words of the error, which nobody wrote for a page."""
    what = f"something unexpected happened ({type(error).__name__})"
    return RingtrueError(what, cure="The log of the worker tells more; report it if it stays.")


def _put_off(job: JobRecord, held: Held, error: RingtrueError) -> Ended:
    due = put_off(held, error)
    if due is None:
        return Ended(job, Ending.FAILED, f"{error.what}, {job.attempts} times")
    return Ended(job, Ending.PUT_OFF, f"{error.what}; next try {due:%H:%M:%S} UTC")


def _mend_connection() -> None:
    """What broke the work off may have broken the connection; a test's transaction goes on."""
    if not connection.in_atomic_block:
        close_old_connections()
