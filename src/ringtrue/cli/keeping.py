"""The keeper: a small process beside the web server that always has one worker running.

The server forks processes of its own and waits for all of its children, so that it is no place to
look after another one. The keeper ends with the server, however that ends, and its worker with it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from time import monotonic

_LOOK = 0.5
_PAUSES = (0.5, 2.0, 10.0, 30.0)
"""Seconds before a worker that ended by itself is started again; longer when it keeps ending."""

_GOOD = 60.0
"""A worker that ran so long was in order."""

_FINISH, _GIVE_BACK = 20.0, 5.0
"""Seconds for the job under way when the server stops, and for giving it back after that."""

_CODE = "from ringtrue.cli.{module} import {name}; {name}()"


class Keeper:
    """The keeper as the server sees it: started before it serves, stopped when it ends."""

    def __init__(self, folder: Path) -> None:
        code = _CODE.format(module="keeping", name="keep")
        words = [sys.executable, "-c", code, str(folder.resolve()), str(os.getpid())]
        # A session of its own: Ctrl-C is for the server, which then ends the worker in good order.
        self._process = subprocess.Popen(words, start_new_session=True)  # noqa: S603 - our own

    def stop(self) -> None:
        """End the worker after the job under way, or give that back when it takes too long."""
        self._process.terminate()
        self._process.wait()


def keep() -> None:
    """Have one worker running for the workspace and the server that the command line names."""
    folder, server = sys.argv[1], int(sys.argv[2])
    over = Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended = 0
    while not over.is_set():
        began, worker = monotonic(), _start(folder)
        while worker.poll() is None and not over.wait(_LOOK):
            if os.getppid() != server:
                over.set()
        _stop(worker)
        ended = 0 if monotonic() - began > _GOOD else ended + 1
        over.wait(_PAUSES[min(ended, len(_PAUSES) - 1)])


def _start(folder: str) -> subprocess.Popen[bytes]:
    code = _CODE.format(module="main", name="main")
    environment = {**os.environ, "RINGTRUE_WORKER_OF": str(os.getpid())}
    words = [sys.executable, "-c", code, "work", "--workspace", folder]
    return subprocess.Popen(words, env=environment)  # noqa: S603 - our own


def _stop(worker: subprocess.Popen[bytes]) -> None:
    """End it the more firmly the longer it takes."""
    for number, seconds in ((signal.SIGTERM, _FINISH), (signal.SIGINT, _GIVE_BACK)):
        if worker.poll() is None:
            worker.send_signal(number)
            try:
                worker.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
    if worker.poll() is None:
        worker.kill()
        worker.wait()
