"""A real desk at a free port of this machine, with somebody whose tokens can be used."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-c", "from ringtrue.cli.main import main; main()"]
_TOKEN = """
import sys
from pathlib import Path
from ringtrue.core.role import Role
from ringtrue.desk.store import open_store
open_store(Path.cwd())
from ringtrue.desk.models.person import Person, RoleGrant
from ringtrue.desk.scopes import Scope
from ringtrue.desk.services.make_token import make_token
ann, new = Person.objects.get_or_create(username="ann")
if new:
    for role in Role:
        RoleGrant.objects.create(person=ann, role=role.value)
print(make_token(ann, name="Tests", scopes=[Scope(each) for each in sys.argv[1:]]).secret)
"""


@dataclass(frozen=True, slots=True)
class Served:
    """Where the desk is, and the folder of its workspace."""

    address: str
    folder: Path

    def token(self, *scopes: str) -> str:
        """A new token of somebody who has every role."""
        done = subprocess.run(
            [sys.executable, "-c", _TOKEN, *scopes], cwd=self.folder, env=environment(),
            capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        return done.stdout.strip()


def environment(**others: str) -> dict[str, str]:
    ours = {key: value for key, value in os.environ.items() if not key.startswith("RINGTRUE_")}
    ours.pop("DJANGO_SETTINGS_MODULE", None)
    return {**ours, "COLUMNS": "100", "DATABASE_URL": "", "PYTHONUNBUFFERED": "1", **others}


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The desk of a workspace, until the block ends."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--workers", "1"], cwd=folder, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if line.startswith("Stop it"):
            break
    try:
        found = re.search(r"http://[^:]+:(\d+)", told)
        assert found is not None, told + process.communicate()[1]
        yield Served(f"http://127.0.0.1:{found[1]}", folder)
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert "Traceback" not in err, err
