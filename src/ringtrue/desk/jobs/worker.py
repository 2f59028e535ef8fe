"""The worker: asks for what is due, takes one job after another, and ends in good order."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections

from ringtrue.core.errors import RingtrueError
from ringtrue.desk.dossier.shelf import prune
from ringtrue.desk.jobs.kinds import KINDS, JobKind
from ringtrue.desk.jobs.lease import Held, reap
from ringtrue.desk.jobs.presence import new_name
from ringtrue.desk.jobs.pulse import Pulse
from ringtrue.desk.jobs.running import Ended, GivenUpError, run_next
from ringtrue.desk.jobs.ticking import tick
from ringtrue.desk.jobs.work import Progress
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.workspace import load_workspace

PARENT = "RINGTRUE_WORKER_OF"
"""The process that a worker ends with, where `ringtrue serve` started it."""

_IDLE, _UPKEEP = 1.0, 10.0
"""Seconds between looks at the queue, and between looks at schedule and leases."""

_PATIENCE = 60.0
_PRUNING = 3600.0


class Worker:
    """One worker; `say` is told line by line what it does."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.name = new_name()
        self._say = say
        self._over, self._busy = Event(), False
        self._parent = int(os.environ.get(PARENT, "0"))
        self._kept_up = self._pruned = float("-inf")
        self._mistake = ""

    def run(self, *, once: bool = False) -> None:
        """Work until told to stop, or `once` until nothing is due."""
        self._say(f"Worker {self.name} begins.")
        with _signals(self._stop), Pulse(self.name) as pulse:
            pause = _IDLE
            while not self._over.is_set():
                try:
                    found = self._turn(pulse)
                    pause = _IDLE
                except (DatabaseError, InterfaceError) as error:
                    if once:
                        raise
                    found, pause = False, min(pause * 2, _PATIENCE)
                    self._say(f"The store does not answer ({error}); next try in {pause:.0f} s.")
                if once and not found:
                    break
                if not found:
                    self._over.wait(pause)
        self._say(f"Worker {self.name} ends.")

    def _turn(self, pulse: Pulse) -> bool:
        """Do what is due; whether there was a job."""
        close_old_connections()
        if self._parent and os.getppid() != self._parent:
            self._over.set()
            return False
        if monotonic() - self._kept_up >= _UPKEEP:
            self._keep_up()
        self._busy = True
        try:
            ended = run_next(self.name, lambda held: self._begin(pulse, held))
        except GivenUpError:
            self._say("Given back.")
            self._over.set()
            return False
        finally:
            self._busy = False
            pulse.rest()
        if ended:
            self._tell(ended)
        return ended is not None

    def _keep_up(self) -> None:
        """Take back what lost workers had, ask for what is due, tidy the shelf of dossiers."""
        self._kept_up = monotonic()
        for job in reap():
            self._say(f"Job {job.pk} ({_title(job)}): {job.what}; it is {job.state}.")
        self._tick()
        if monotonic() - self._pruned >= _PRUNING:
            self._pruned = monotonic()
            prune()

    def _tick(self) -> None:
        """By ringtrue.yaml as it is now; what cannot be in it is said once."""
        try:
            schedule = load_workspace(Path(settings.WORKSPACE)).schedule
        except RingtrueError as error:
            if str(error) != self._mistake:
                self._mistake = str(error)
                self._say(f"Nothing is scheduled: {error}")
            return
        self._mistake = ""
        for job in tick(schedule):
            self._say(f"Job {job.pk} ({_title(job)}) is due.")

    def _begin(self, pulse: Pulse, held: Held) -> Progress:
        self._say(f"Job {held.job} ({held.terms.title}) begins.")
        return pulse.follow(held)

    def _tell(self, ended: Ended) -> None:
        self._say(f"Job {ended.job.pk} ({_title(ended.job)}) {ended.ending.value}: {ended.said}")

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - of signals
        """End after the job under way; at once when a Ctrl-C comes a second time."""
        again = self._over.is_set()
        self._over.set()
        if not self._busy:
            return
        if again and number == signal.SIGINT:
            raise GivenUpError
        if not again:
            # By a thread: the line that this interrupted may be half written.
            words = "Ends after the job under way; Ctrl-C gives it back now."
            Thread(target=self._say, args=[words]).start()


def _title(job: JobRecord) -> str:
    return KINDS[JobKind(job.kind)].title


@contextmanager
def _signals(stop: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Let SIGTERM and SIGINT stop the worker in good order while it works."""
    wanted = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, stop) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
