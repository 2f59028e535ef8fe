"""Worker and web are killed in mid-work: nothing is lost or done twice, and the chain holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "benchmarks" / "kills.py"


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as on POSIX")
@pytest.mark.parametrize("store", ["SQLite", "PostgreSQL"])
def test_whatever_is_killed_everything_asked_for_is_done_exactly_once(
    request: pytest.FixtureRequest, store: str
) -> None:
    address = request.getfixturevalue("empty_database") if store == "PostgreSQL" else ""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("RINGTRUE_")}
    done = subprocess.run(
        [sys.executable, SCRIPT, "--kills", "5"],
        env={**ours, "DATABASE_URL": address}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{store}, 5 kills" in done.stdout
    assert "Nothing lost, nothing done twice." in done.stdout
