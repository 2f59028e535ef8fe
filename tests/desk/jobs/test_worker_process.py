"""The worker as a process: told to stop, told to stop at once, killed, and left by its server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from ringtrue.core.schedule import Routine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped as on POSIX")

OPEN = """
import os, sys, time
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from ringtrue.desk.store import open_store
folder = Path(sys.argv[1])
open_store(folder)
from django.db import transaction
from ringtrue.desk.audit import record
from ringtrue.desk.jobs import worker
from ringtrue.desk.jobs.kinds import KINDS, JobKind
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.job import JobRecord

def run(work):
    number = len(list(folder.glob("began*")))
    (folder / f"began{number}").touch()
    while not (folder / "go on").exists():
        work.progress("Waiting", 0.5)
        time.sleep(0.02)
    with transaction.atomic():
        record("test", "work", "book")
    return "Worked."

made = sys.modules["made"] = ModuleType("made")
made.run = run
KINDS[JobKind.WATCH] = replace(KINDS[JobKind.WATCH], run="made:run", lease_seconds=LEASE)
"""
WORK = """
worker._IDLE = worker._UPKEEP = 0.1
worker.Worker(lambda line: print(line, flush=True)).run(once="once" in sys.argv)
"""
ASK = "enqueue(JobKind.WATCH, key='book')"
TELL = """
job = JobRecord.objects.get()
print(job.state, job.attempts, EventRecord.objects.count(), job.step, sep="|", end="|")
from ringtrue.desk.jobs.presence import workers_seen
print(len(workers_seen()))
"""

LEASE = """
print(JobRecord.objects.get().lease_until.isoformat())
"""


class Shop:
    """A workspace whose one job waits until it is let go on."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.lease = folder, 60
        (folder / "ringtrue.yaml").write_text(
            f"name: Plum\nschedule: {{{', '.join(f'{each}: never' for each in Routine)}}}\n",
            encoding="utf-8",
        )
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("RINGTRUE_")},
            "DATABASE_URL": address,
        }
        self.started: list[subprocess.Popen[str]] = []

    def start(self, script: str, *words: str, **told: str) -> subprocess.Popen[str]:
        code = f"LEASE = {self.lease}\n{OPEN}{script}"
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(self.folder), *words],
            env={**self.environment, **told}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def run(self, script: str) -> list[str]:
        out, err = (process := self.start(script)).communicate()
        assert process.returncode == 0, err
        return out.strip().split("|")

    def begun(self, number: int = 0) -> bool:
        return (self.folder / f"began{number}").exists()

    def go_on(self) -> None:
        (self.folder / "go on").touch()


def wait_until(it_is_so: Callable[[], bool]) -> None:
    until = monotonic() + 60
    while not it_is_so():
        assert monotonic() < until, "it did not come about in a minute"
        sleep(0.05)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    real = request.param == "PostgreSQL"
    made = Shop(tmp_path, request.getfixturevalue("empty_database") if real else "")
    made.run(ASK)
    yield made
    for process in made.started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def test_told_to_stop_it_ends_after_the_job_under_way(shop: Shop) -> None:
    worker = shop.start(WORK)
    wait_until(shop.begun)
    worker.send_signal(signal.SIGTERM)
    sleep(0.3)
    assert worker.poll() is None
    shop.go_on()
    said = ended(worker)
    assert "(Watch launched promises) done: Worked." in said
    assert said.splitlines()[-1].endswith(" ends.")
    assert shop.run(TELL) == ["done", "1", "1", "", "0"]


def test_told_to_stop_twice_it_gives_the_job_back_at_once(shop: Shop) -> None:
    worker = shop.start(WORK)
    wait_until(shop.begun)
    worker.send_signal(signal.SIGINT)
    sleep(0.3)
    worker.send_signal(signal.SIGINT)
    assert "Given back." in ended(worker)
    assert shop.run(TELL) == ["waiting", "0", "0", "", "0"]
    shop.go_on()
    assert "done: Worked." in ended(shop.start(WORK, "once"))
    assert shop.run(TELL) == ["done", "1", "1", "", "0"]


def test_a_killed_one_s_job_is_done_by_the_next_when_its_lease_runs_out(shop: Shop) -> None:
    shop.lease = 2
    worker = shop.start(WORK)
    wait_until(shop.begun)
    wait_until(lambda: shop.run(TELL)[3] == "Waiting")
    worker.kill()
    worker.wait()
    assert shop.run(TELL)[:3] == ["under way", "1", "0"]
    shop.lease = 60
    following = shop.start(WORK)
    wait_until(lambda: shop.begun(1))
    shop.go_on()
    wait_until(lambda: shop.run(TELL)[0] == "done")
    following.send_signal(signal.SIGTERM)
    assert "the worker that ran it was lost (attempt 1); it is waiting" in ended(following)
    assert shop.run(TELL)[:3] == ["done", "2", "1"]


def test_a_job_longer_than_its_lease_is_kept_alive_and_no_other_worker_gets_it(shop: Shop) -> None:
    shop.lease = 12
    first, second = shop.start(WORK), shop.start(WORK)
    wait_until(shop.begun)
    seen = [shop.run(LEASE)]
    for _ in range(3):
        wait_until(lambda: shop.run(LEASE) > seen[-1])
        seen.append(shop.run(LEASE))
    shop.go_on()
    wait_until(lambda: shop.run(TELL)[0] == "done")
    for worker in (first, second):
        worker.send_signal(signal.SIGTERM)
        ended(worker)
    assert not shop.begun(1)
    assert shop.run(TELL)[:3] == ["done", "1", "1"]


def test_one_that_a_server_started_ends_when_the_server_is_gone(shop: Shop) -> None:
    shop.go_on()
    ended(shop.start(WORK, RINGTRUE_WORKER_OF="1" if os.getppid() != 1 else "2"))
