"""Running Python in a workspace as a process of its own, warnings as errors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

VERB = "from ringtrue.cli.main import main; main()"


def call(shop: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run code in `shop`, with more words as its arguments: `call(shop, VERB, "watch")`."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RINGTRUE_")}
    environment = {**kept, "PYTHONWARNINGS": "error", "COLUMNS": "100", "DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-c", *words], capture_output=True, text=True, cwd=shop, check=False,
        env=environment, timeout=120,
    )  # fmt: skip
