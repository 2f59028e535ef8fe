"""What the tests of the terminal share: running it, in this process and as a real one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

Run = Callable[..., Result]
Call = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command in an empty folder and get its exit code and output."""
    from ringtrue.cli.main import main

    monkeypatch.chdir(tmp_path)
    return lambda *words, stdin=None: CliRunner().invoke(main, list(words), input=stdin)


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Run the command as a process of its own."""

    def process(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", "from ringtrue.cli.main import main; main()", *words]
        environment = {**os.environ, "PYTHONWARNINGS": "error", "COLUMNS": "100"}
        return subprocess.run(
            command, input=stdin, capture_output=True, cwd=tmp_path, env=environment, check=False
        )

    return process


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A workspace with 400 orders over eight months: nine in ten come within 2 days."""
    rows = ["ordered_at,delivered_at,region,price"]
    for number in range(400):
        ordered = datetime(2025, 1 + number // 50, 1 + number % 28, 10)
        taken = timedelta(days=4 if number % 10 == 0 else 1)
        region = "north" if number % 2 else "south"
        rows.append(f"{ordered},{ordered + taken},{region},{5 + number % 7}")
    (tmp_path / "orders.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "page.md").write_text(
        "# Fast\n\nDelivered within 2 days.\n\nMost orders are delivered within 2 days.\n",
        encoding="utf-8",
    )
    (tmp_path / "ringtrue.yaml").write_text(
        """\
name: Shop
as_of: 2025-09-02
materials:
  - location: page.md
sources:
  orders:
    location: orders.csv
    segments: [region]
    grows_with: orders
standards:
  - id: two-days
    promise: Delivered within 2 days.
    source: orders
    from: ordered_at
    to: delivered_at
    limit: 2 days
    target: 99%
  - id: most-in-two-days
    promise: Most orders are delivered within 2 days.
    source: orders
    from: ordered_at
    to: delivered_at
    limit: 2 days
    target: 51%
""",
        encoding="utf-8",
    )
    return tmp_path
