"""The commands of docs/desk.md for backup and restore, run as they are written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from postgresql_server import PLACES

DOCS = (Path(__file__).parents[2] / "docs" / "desk.md").read_text(encoding="utf-8")
WRITE = """
import sys
from pathlib import Path
from ringtrue.desk.store import open_store
open_store(Path("."))
from django.db import transaction
from ringtrue.desk.audit import record
from ringtrue.desk.models.standard import StandardEntry
with transaction.atomic():
    StandardEntry.objects.create(slug=sys.argv[1])
    print(record("writer", "write", sys.argv[1]).number)
"""
TELL = """
from pathlib import Path
from ringtrue.desk.store import open_store
open_store(Path("."))
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.services.verify_audit import verify_audit
from ringtrue.desk.terminal import Terminal
done = verify_audit(Terminal("root"))
print(done.broken, done.head.number, *StandardEntry.objects.values_list("slug", flat=True))
"""


def commands(*starts: str) -> list[str]:
    """Blocks of the section that begin so, in their order."""
    section = DOCS.partition("## Backup and restore")[2].partition("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return [next(each for each in blocks if each.startswith(start)) for start in starts]


class Place:
    """A workspace, and a folder in place of /backup."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.backup = folder / "shop", folder / "backup"
        self.folder.mkdir()
        self.backup.mkdir()
        (self.folder / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
        ours = {key: value for key, value in os.environ.items() if not key.startswith("RINGTRUE_")}
        path = os.pathsep.join([*PLACES, ours.get("PATH", "")])
        self.environment = {**ours, "DATABASE_URL": address, "PATH": path}

    def python(self, script: str, *words: str) -> str:
        return self.run(sys.executable, "-c", script, *words)

    def shell(self, block: str) -> None:
        self.run("sh", "-ec", block.replace("/backup", str(self.backup)))

    def run(self, *words: str) -> str:
        done = subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="no sqlite3 program on this machine")
def test_what_was_backed_up_of_sqlite_is_there_again(tmp_path: Path) -> None:
    place = Place(tmp_path, "")
    place.python(WRITE, "before")
    for name in ("cubes", "evidence"):
        (place.folder / ".ringtrue" / name).mkdir()
    save, restore = commands("sqlite3", "rm -f")
    place.shell(save)
    place.python(WRITE, "after")
    place.shell(restore)
    assert place.python(TELL) == "None 1 before"
    assert (place.backup / "secret-key").is_file()


def test_what_was_backed_up_of_postgresql_is_there_again_and_in_an_empty_database(
    tmp_path: Path, empty_database: str
) -> None:
    import psycopg

    place = Place(tmp_path, empty_database)
    place.python(WRITE, "before")
    save, restore = commands("pg_dump", "pg_restore")
    place.shell(save)
    place.python(WRITE, "after")
    place.shell(restore)
    assert place.python(TELL) == "None 1 before"
    other = f"{empty_database}_other"
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {other.rpartition('/')[2]}")
    place.environment["DATABASE_URL"] = other
    place.shell(restore)
    assert place.python(TELL) == "None 1 before"
