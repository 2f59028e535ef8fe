"""Many processes write at once, some are killed: the chain has no gap, and tells what was done."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as on POSIX")

OPEN = """
import os, signal, sys, time
from pathlib import Path
from ringtrue.desk.store import open_store
open_store(Path(sys.argv[1]))
from django.db import connections, transaction
from ringtrue.desk.audit import event_of, record
from ringtrue.desk.models.event import ChainHead, EventRecord
from ringtrue.desk.models.standard import StandardEntry

def write(name, died=None):
    with transaction.atomic():
        StandardEntry.objects.create(slug=name)
        if died == "before the event":
            os.kill(os.getpid(), signal.SIGKILL)
        record("writer", "write", name, {"by": os.getpid()})
        if died == "after the event":
            os.kill(os.getpid(), signal.SIGKILL)
"""
WRITE = """
for number in range(50):
    write(f"{sys.argv[2]}-{number}")
"""
DIE = """
# All set up once; each writer is a process of its own, with a connection of its own.
connections.close_all()
for number in range(20):
    writer = os.fork()
    if writer == 0:
        write(f"kept-{number}")
        write(f"lost-{number}", ("before the event", "after the event")[number % 2])
        os._exit(1)
    _, end = os.waitpid(writer, 0)
    assert os.WIFSIGNALED(end) and os.WTERMSIG(end) == signal.SIGKILL, end
"""
TELL = """
from ringtrue.desk.services.verify_audit import verify_audit
from ringtrue.desk.terminal import Terminal
done = verify_audit(Terminal("root"))
assert done.broken is None, done.broken
events = list(EventRecord.objects.values_list("subject", flat=True))
assert sorted(events) == sorted(StandardEntry.objects.values_list("slug", flat=True))
print(done.head.number, *events)
"""


class Desk:
    """A workspace, and scripts that run in it as processes of their own."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("RINGTRUE_")},
            "PYTHONWARNINGS": "error",
            "DATABASE_URL": address,
        }

    def start(self, script: str, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", OPEN + script, str(self.folder), *words],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, script: str) -> list[str]:
        process = self.start(script)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return out.split()


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    real = request.param == "PostgreSQL"
    address = request.getfixturevalue("empty_database") if real else ""
    yield Desk(tmp_path, address)
    assert (tmp_path / ".ringtrue" / "store.sqlite3").exists() != real


def test_four_processes_that_open_a_new_store_at_once_lose_no_event(desk: Desk) -> None:
    writers = [desk.start(WRITE, f"writer{number}") for number in range(4)]
    for writer in writers:
        _, err = writer.communicate()
        assert writer.returncode == 0, err
    number, *events = desk.run(TELL)
    assert int(number) == len(events) == 200
    for writer in range(4):
        own = [event for event in events if event.startswith(f"writer{writer}-")]
        assert own == [f"writer{writer}-{number}" for number in range(50)]


def test_twenty_writers_killed_in_mid_transaction_leave_nothing_half_done(desk: Desk) -> None:
    desk.run(DIE)
    number, *events = desk.run(TELL)
    assert int(number) == 20
    assert events == [f"kept-{number}" for number in range(20)]
