"""apply, export, audit, people and serve: as processes of their own, for each has one store."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest

from ringtrue.core.role import Role

Done = subprocess.CompletedProcess[str]
Desk = Callable[..., Done]
DOCS = Path(__file__).parents[2] / "docs"
COMMAND = [sys.executable, "-c", "from ringtrue.cli.main import main; main()"]
BOOK = """\
standards:
  - id: three-days
    promise: Delivered within 3 days.
    source: orders
    from: ordered_at
    to: delivered_at
    limit: 3 days
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="gunicorn does not run on Windows")


def environment(**others: str) -> dict[str, str]:
    ours = {key: value for key, value in os.environ.items() if not key.startswith("RINGTRUE_")}
    return {**ours, "PYTHONWARNINGS": "error", "COLUMNS": "100", "DATABASE_URL": "", **others}


@pytest.fixture
def desk(shop: Path) -> Desk:
    """Run the command in the shop."""

    def run(*words: str, **others: str) -> Done:
        return subprocess.run(
            [*COMMAND, *words], capture_output=True, text=True, cwd=shop, check=False,
            env=environment(**others), timeout=120,
        )  # fmt: skip

    return run


def test_a_book_is_planned_applied_and_exported(desk: Desk, shop: Path) -> None:
    book = shop / "book.yaml"
    book.write_text(BOOK, encoding="utf-8")
    planned = desk("apply", "book.yaml", "--dry-run")
    assert planned.returncode == 0, planned.stderr
    assert "+ three-days" in planned.stdout
    assert "Nothing was applied." in planned.stdout
    assert "three-days" not in desk("export").stdout
    applied = desk("apply", "book.yaml")
    assert "book.yaml: 1 added, 0 changed, 0 removed, 0 unchanged" in applied.stdout
    assert "Applied." in applied.stdout
    assert "audit head 1 " in applied.stderr, "the head goes to the log"
    assert "There is nothing to apply." in desk("apply", "book.yaml").stdout
    book.write_text(BOOK.replace("3 days\n", "4 days\n"), encoding="utf-8")
    changed = desk("apply", "book.yaml").stdout.splitlines()
    assert changed[0] == "~ three-days"
    assert [line.split() for line in changed[1:3]] == [
        ["-", "limit:", "3", "days"], ["+", "limit:", "4", "days"],
    ]  # fmt: skip
    exported = desk("export").stdout
    assert "two-days" in exported
    (shop / "whole.yaml").write_text(exported, encoding="utf-8")
    refused = desk("apply", "whole.yaml")
    assert refused.returncode == 2
    assert "--take-over" in refused.stderr
    taken = desk("apply", "whole.yaml", "--take-over")
    assert "~ three-days (from book.yaml)" in taken.stdout
    assert desk("export").stdout == exported
    assert desk("audit", "verify").stdout.startswith("The chain holds: 3 events")


def test_a_chain_that_was_changed_is_found_with_its_place(desk: Desk, shop: Path) -> None:
    desk("people", "add", "ann", "--role", "admin")
    desk("people", "grant", "ann", "legal")
    head = desk("audit", "head").stdout.strip()
    number, _, digest = head.partition(":")
    assert number == "3", "added, invited, granted"
    held = desk("audit", "verify", "--head", head)
    assert held.returncode == 0, held.stdout + held.stderr
    assert "1 kept head" in held.stdout
    wrong = desk("audit", "verify", "--head", f"2:{digest}")
    assert wrong.returncode == 1
    assert "broken at event 2" in wrong.stdout
    assert desk("audit", "verify", "--head", "nothing").returncode == 2
    with closing(sqlite3.connect(shop / ".ringtrue" / "store.sqlite3")) as store:
        store.execute("UPDATE desk_eventrecord SET actor = 'eve' WHERE number = 1")
        store.commit()
    found = desk("audit", "verify")
    assert found.returncode == 1
    assert "broken at event 1: event 1 was changed after it was written" in found.stdout


def test_a_tail_cut_off_with_its_head_is_found_by_a_head_kept_elsewhere(
    desk: Desk, shop: Path
) -> None:
    desk("people", "add", "ann", "--role", "admin")
    desk("people", "grant", "ann", "legal")
    head = desk("audit", "head").stdout.strip()
    with closing(sqlite3.connect(shop / ".ringtrue" / "store.sqlite3")) as store:
        store.execute("DELETE FROM desk_eventrecord WHERE number = 3")
        store.commit()
        assert desk("audit", "verify").returncode == 1, "the head in the store still tells"
        last = store.execute("SELECT number, hash FROM desk_eventrecord WHERE number = 2")
        store.execute("UPDATE desk_chainhead SET number = ?, hash = ?", last.fetchone())
        store.commit()
    assert desk("audit", "verify").returncode == 0
    assert "ends before the head" in desk("audit", "verify", "--head", head).stdout


def test_people_are_added_listed_and_given_roles(desk: Desk) -> None:
    assert "nobody yet" in desk("people", "list").stdout
    added = desk("people", "add", "ann", "--name", "Ann Lee", "--role", "admin")
    assert added.returncode == 0, added.stderr
    assert "Added ann: invited, Admin" in added.stdout
    assert re.search(r"http://localhost:8000/invitation/\S+/\s", added.stdout)
    moved = desk("people", "invite", "ann", "--address", "https://desk.example/")
    assert "https://desk.example/invitation/" in moved.stdout
    assert "Legal" in desk("people", "grant", "ann", "legal", "viewer").stdout
    assert "Legal" not in desk("people", "revoke", "ann", "legal").stdout
    assert "Ann Lee" in desk("people", "list").stdout
    for verb in (("revoke", "ann", "admin"), ("deactivate", "ann")):
        refused = desk("people", *verb)
        assert refused.returncode == 2
        assert "last administrator" in refused.stderr
    nobody = desk("people", "grant", "an", "legal")
    assert "Did you mean 'ann'?" in nobody.stderr
    assert desk("people", "grant", "ann", "king").returncode == 2


@pytest.mark.parametrize("words", ["apply", "apply gone.yaml", "people", "audit", "people add"])
def test_what_is_missing_is_told_without_a_traceback(desk: Desk, words: str) -> None:
    done = desk(*words.split())
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_database_that_cannot_be_had_is_told_without_its_password(desk: Desk) -> None:
    done = desk("audit", "head", DATABASE_URL="postgres://ann:secret@127.0.0.1:1/desk")
    assert done.returncode == 2
    assert done.stderr.startswith("error: DATABASE_URL: ")
    assert "secret" not in done.stderr


def test_a_file_that_is_no_store_is_told(desk: Desk, shop: Path) -> None:
    (shop / ".ringtrue").mkdir()
    (shop / ".ringtrue" / "store.sqlite3").write_text("no database at all, but long enough\n" * 40)
    done = desk("audit", "head")
    assert done.returncode == 2
    assert "the store cannot be used: file is not a database" in done.stderr


def commands(name: str) -> list[list[str]]:
    text = (DOCS / name).read_text(encoding="utf-8")
    blocks = "".join(re.findall(r"```console\n(.*?)```", text, re.DOTALL))
    return [shlex.split(line.removeprefix("$ ringtrue ")) for line in blocks.splitlines()]


@pytest.mark.parametrize("name", ["people.md", "desk.md", "jobs.md"])
def test_every_command_in_the_documents_of_the_desk_runs(desk: Desk, shop: Path, name: str) -> None:
    (shop / "book.yaml").write_text(BOOK, encoding="utf-8")
    head = ""
    for words in commands(name):
        done = desk(*(head if word == "NUMBER:HASH" else word for word in words))
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        head = done.stdout.strip() if words == ["audit", "head"] else head


def test_every_role_is_in_the_documents() -> None:
    told = (DOCS / "people.md").read_text(encoding="utf-8")
    assert all(f"| {role.spoken} |" in told for role in Role)


@contextmanager
def serving(shop: Path, *words: str, **others: str) -> Iterator[tuple[int, str]]:
    """The desk at a free port, once it says where it is; it ends when it is told to.

    With warnings as they are: the server's own are not ours.
    """
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--workers", "1", *words], cwd=shop,
        env=environment(PYTHONUNBUFFERED="1", PYTHONWARNINGS="", **others), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Stop it"):
            break
    told = "".join(lines)
    try:
        found = re.search(r"http://[^:]+:(\d+)", told)
        assert found is not None, told + process.communicate()[1]
        yield int(found[1]), told
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "Traceback" not in err


def ask(port: int, path: str, host: str = "localhost") -> tuple[int, str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@posix
def test_serve_opens_a_new_store_and_prints_a_link_for_the_first_administrator(
    shop: Path, desk: Desk
) -> None:
    with serving(shop) as (port, told):
        assert f"The desk of Shop: http://127.0.0.1:{port}" in told
        link = re.search(r"http://[^/]+(/welcome/\S+)", told)
        assert link is not None
        assert ask(port, "/health") == (200, "ok\n")
        assert ask(port, link[1])[0] == 200
        assert ask(port, "/welcome/made-up/")[0] == 410
        assert ask(port, "/sign-in/")[0] == 200
        assert ask(port, "/")[0] == 302
        assert ask(port, "/health", host="evil.example")[0] == 400
        taken = desk("serve", "--port", str(port))
        assert taken.returncode == 2
        assert "the port is taken" in taken.stderr
        assert "--port" in taken.stderr
        mode = (shop / ".ringtrue" / "store.sqlite3").stat().st_mode
        assert stat.S_IMODE(mode) == 0o600


def wait_for(found: Callable[[], object]) -> object:
    """What is found in the end; a minute is more than any machine takes."""
    until = monotonic() + 60
    while not (seen := found()):
        assert monotonic() < until, "it did not come about in a minute"
        sleep(0.1)
    return seen


@posix
def test_serve_has_a_worker_beside_it_that_is_started_again_and_ends_with_it(shop: Path) -> None:
    def worker() -> int:
        with closing(sqlite3.connect(shop / ".ringtrue" / "store.sqlite3")) as store:
            rows = store.execute("SELECT name FROM desk_workerrecord ORDER BY id DESC").fetchall()
        return int(rows[0][0].split(":")[1]) if rows else 0

    with serving(shop) as (port, _):
        first = wait_for(worker)
        assert ask(port, "/health/worker") == (200, "ok\n")
        os.kill(first, signal.SIGKILL)
        second = wait_for(lambda: worker() if worker() != first else 0)
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)


@posix
def test_serve_without_a_worker_says_so(shop: Path) -> None:
    with serving(shop, "--no-worker") as (port, _):
        assert ask(port, "/health/worker") == (503, "no worker was seen in the last minute\n")
        assert ask(port, "/health") == (200, "ok\n")


@posix
def test_serve_prints_no_link_when_there_is_somebody(shop: Path, desk: Desk) -> None:
    desk("people", "add", "ann", "--role", "admin")
    with serving(shop, RINGTRUE_HOSTS="desk.example") as (port, told):
        assert f"http://desk.example:{port}" in told
        assert "welcome" not in told
        assert ask(port, "/health", host="desk.example")[0] == 200


@posix
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--host", "192.0.2.1"], "does not have the address"),
        (["--host", "no such host"], "is no address"),
        (["--port", "99999"], "99999"),
        (["--workers", "0"], "0"),
    ],
)
def test_serve_says_why_it_cannot_listen(desk: Desk, words: list[str], told: str) -> None:
    done = desk("serve", *words)
    assert done.returncode == 2
    assert told in done.stderr


@posix
def test_health_says_when_the_store_is_gone(shop: Path) -> None:
    with serving(shop) as (port, _):
        with closing(sqlite3.connect(shop / ".ringtrue" / "store.sqlite3")) as store:
            store.execute("ALTER TABLE desk_chainhead RENAME TO gone")
            store.commit()
        assert ask(port, "/health") == (503, "the store does not answer\n")


def test_on_windows_serve_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from ringtrue.cli import serving as rooms
    from ringtrue.core.errors import UsageError

    monkeypatch.setattr(rooms.os, "name", "nt")
    with pytest.raises(UsageError) as told:
        rooms.need_server()
    assert "granian" in told.value.cure


def test_a_port_is_free_again_after_a_refused_start() -> None:
    from ringtrue.cli.serving import listen
    from ringtrue.core.errors import UsageError

    with listen("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
        with pytest.raises(UsageError, match="taken"):
            listen("127.0.0.1", port)
    with closing(socket.create_server(("127.0.0.1", port))):
        pass
