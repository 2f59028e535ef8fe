"""Opening a store: in a fresh folder, once for each process, with what goes wrong told."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

OPEN = """
import sys
from pathlib import Path
from ringtrue.core.errors import ConfigError
from ringtrue.desk.store import is_up_to_date, open_store
"""


def run(script: str, *folders: Path) -> str:
    """What a script prints, in a process of its own, for each has one store."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("RINGTRUE_")}
    ours.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-c", OPEN + script, *map(str, folders)], capture_output=True, text=True,
        check=False, env={**ours, "PYTHONWARNINGS": "error", "DATABASE_URL": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_fresh_folder_gets_every_table_and_nothing_that_others_can_read(tmp_path: Path) -> None:
    script = """
open_store(Path(sys.argv[1]))
from ringtrue.desk.models.person import Person
print(is_up_to_date(), Person.objects.count())
"""
    assert run(script, tmp_path / "new") == "True 0"
    assert run(script, tmp_path / "new") == "True 0", "and again, as it is"
    folder = tmp_path / "new" / ".ringtrue"
    secret = {"store.sqlite3", "secret-key"}
    assert secret <= {path.name for path in folder.iterdir()}
    if sys.platform != "win32":
        assert {stat.S_IMODE((folder / name).stat().st_mode) for name in secret} == {0o600}


def test_two_processes_that_open_it_share_one_key(tmp_path: Path) -> None:
    script = """
open_store(Path(sys.argv[1]))
from django.conf import settings
print(settings.SECRET_KEY)
"""
    first, second = run(script, tmp_path), run(script, tmp_path)
    assert first == second
    assert len(first) >= 50


def test_a_process_has_one_store_and_a_second_one_is_refused(tmp_path: Path) -> None:
    script = """
open_store(Path(sys.argv[1]))
open_store(Path(sys.argv[1]))
try:
    open_store(Path(sys.argv[2]))
except ConfigError as error:
    print(error)
"""
    told = run(script, tmp_path / "one", tmp_path / "two")
    assert f"the store of {tmp_path / 'one'} is open" in told
    assert str(tmp_path / "two") in told


@pytest.mark.parametrize("what", ["a folder", "no database"])
def test_a_store_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, what: str) -> None:
    place = tmp_path / ".ringtrue" / "store.sqlite3"
    place.parent.mkdir()
    if what == "a folder":
        place.mkdir()
    else:
        place.write_text("something else, and quite long enough to be looked at\n" * 40)
    script = """
try:
    open_store(Path(sys.argv[1]))
except ConfigError as error:
    print(error)
"""
    told = run(script, tmp_path)
    assert told.startswith(f"{place}: the store cannot be used")


def test_a_store_that_a_newer_version_changed_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    script = """
import sqlite3
folder = Path(sys.argv[1])
open_store(folder)
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder(connection).record_applied("desk", "9999_of_a_later_day")
try:
    open_store(folder)
except ConfigError as error:
    print(error)
from ringtrue.desk.services.check_health import check_health
print(check_health())
"""
    told, health = run(script, tmp_path).splitlines()
    assert told == (
        f"{tmp_path / '.ringtrue' / 'store.sqlite3'}: a newer Ringtrue has changed its tables"
        " (desk.9999_of_a_later_day). Install that version again; or restore the backup that was"
        " made before the upgrade."
    )
    assert "a newer Ringtrue has changed its tables" in health


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / ".ringtrue").write_text("")
    script = """
try:
    open_store(Path(sys.argv[1]))
except ConfigError as error:
    print(error)
"""
    assert "it cannot be written" in run(script, tmp_path)
