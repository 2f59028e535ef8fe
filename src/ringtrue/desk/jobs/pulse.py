"""The signs of life of a worker: a thread with a connection of its own.

The work itself writes nothing about how far it is, so that its own transactions neither hide that
nor wait for it; the thread writes a row at a time and waits for whoever writes longer.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from types import TracebackType

from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from ringtrue.desk.jobs.lease import Held, LeaseLostError, extend
from ringtrue.desk.jobs.presence import appear, leave
from ringtrue.desk.jobs.work import Progress

_LOOK, _BEAT = 0.5, 5.0
"""Seconds between looks at how far the work is, and between signs of life without any news."""

_BEATS = 4
"""So many signs of life at least before a lease runs out."""

_LOG = logging.getLogger("ringtrue.jobs")


@dataclass(slots=True)
class _Job:
    """The job under way, as the work tells of it and the thread reads it."""

    held: Held
    told: tuple[str, float] = ("", 0.0)
    written: tuple[str, float] = ("", 0.0)
    lost: bool = False


class Pulse:
    """For as long as a worker is there: `with Pulse(name) as pulse: ... pulse.follow(held) ...`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._job: _Job | None = None
        self._over = Event()
        self._thread = Thread(target=self._live, name="pulse", daemon=True)

    def __enter__(self) -> Pulse:
        appear(self._name)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()
        with suppress(DatabaseError, InterfaceError):
            leave(self._name)

    def follow(self, held: Held) -> Progress:
        """Keep a job alive from now on; answers with whom the work tells how far it is."""
        job = self._job = _Job(held)

        def tell(step: str, share: float) -> None:
            job.told = step, round(share, 2)
            if job.lost:
                raise LeaseLostError

        return tell

    def rest(self) -> None:
        """No job is under way any more."""
        self._job = None

    def _live(self) -> None:
        beaten = monotonic()
        while not self._over.wait(_LOOK):
            job = self._job
            beat = min(_BEAT, job.held.terms.lease_seconds / _BEATS) if job else _BEAT
            if monotonic() - beaten >= beat or (job and job.told != job.written):
                self._beat(job)
                beaten = monotonic()
        connections.close_all()

    def _beat(self, job: _Job | None) -> None:
        """A store that is busy or away for a moment ends nothing: the next beat may be heard."""
        try:
            close_old_connections()
            appear(self._name)
            if job and not job.lost:
                told = job.told
                job.lost = not extend(job.held, *told)
                job.written = told
        except (DatabaseError, InterfaceError) as error:
            _LOG.warning("a sign of life could not be given: %s", error)
