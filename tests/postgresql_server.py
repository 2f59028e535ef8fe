"""A PostgreSQL server of our own for as long as tests need one.

    python tests/postgresql_server.py pytest tests/desk    run a command with DATABASE_URL on one

Where no server is installed, that is said, and the command does not run: nothing has failed.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLACES = ["/usr/local/bin", *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")))]


def missing() -> str:
    """What is not installed that the server or its client needs; empty when all is there."""
    if not _tools():
        return "no PostgreSQL server is installed here"
    return "" if importlib.util.find_spec("psycopg") else "not installed here: psycopg"


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a new server, which is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="rt-pg-"))
    owner = server_owner()
    if owner:
        shutil.chown(home, owner["user"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data, tools = home / "data", _tools()[0]
    quiet: dict[str, Any] = {"check": True, "capture_output": True, "cwd": home, **owner}
    made = [tools / "initdb", "-D", data, "-U", "ann", "-A", "trust", "--no-sync"]
    subprocess.run([*made, "-E", "UTF8", "--locale=C"], **quiet)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {home}"
    control = [tools / "pg_ctl", "-D", data, "-w", "-l", home / "log"]
    subprocess.run([*control, "-o", options, "start"], **quiet)
    try:
        yield f"postgres://ann:secret@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(home)


def server_owner() -> dict[str, str]:
    """Who runs the server: PostgreSQL refuses to run as root, whom Windows does not have."""
    if not hasattr(os, "getuid") or os.getuid() != 0:
        return {}
    import pwd

    names = [each.pw_name for each in pwd.getpwall()]
    return {"user": "postgres" if "postgres" in names else "nobody"}


def _tools() -> list[Path]:
    return [Path(place) for place in PLACES if Path(place, "initdb").is_file()]


def main(words: list[str]) -> int:
    """Run a command on a server; answer with its exit code."""
    lacking = missing()
    if lacking:
        print(f"Not run: {lacking}.")
        return 0
    with running_server() as address:
        return subprocess.call(words, env={**os.environ, "DATABASE_URL": address})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
