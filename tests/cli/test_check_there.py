"""`check --server`: a desk that is really served judges, with the outputs and codes of `check`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.serving_a_desk import COMMAND, Served, environment, served

Done = subprocess.CompletedProcess[str]
Check = Callable[..., Done]
DOCS = Path(__file__).parents[2] / "docs"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gunicorn does not run on Windows")


@pytest.fixture
def desk(shop: Path) -> Iterator[Served]:
    with served(shop) as found:
        yield found


def run(folder: Path, *words: str, token: str = "", stdin: str | None = None) -> Done:
    told = {"RINGTRUE_TOKEN": token} if token else {}
    return subprocess.run(
        [*COMMAND, "check", *words], cwd=folder, env=environment(**told), input=stdin,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def at(text: str) -> str:
    """What is told but for the numbers of runs that no two share."""
    return re.sub(r'time="[^"]*"|timestamp="[^"]*"', "", text)


def test_a_desk_says_what_check_says_here_in_every_format(desk: Served) -> None:
    token, folder = desk.token("review"), desk.folder
    for form in ("text", "json", "sarif", "github", "junit"):
        here = run(folder, "--format", form, "page.md")
        there = run(folder, "--server", desk.address, "--format", form, "page.md", token=token)
        assert (form, there.returncode) == (form, here.returncode), there.stderr
        assert at(there.stdout) == at(here.stdout), form
    assert here.returncode == 1, "the shop promises too much"
    page = run(folder, "--server", desk.address, "--format", "html", "page.md", token=token)
    assert page.stdout.lstrip().lower().startswith("<!doctype html>")
    clear = run(folder, "--server", desk.address, "-", token=token, stdin="Hello, customers.\n")
    assert clear.returncode == 0, clear.stderr
    assert "CLEAR" in clear.stdout
    listed = run(folder, "--server", desk.address, token=token)
    assert listed.stdout == run(folder, "--server", desk.address, "page.md", token=token).stdout
    secret = token.rpartition("_")[2]
    assert not any(
        secret.encode() in path.read_bytes()
        for path in (folder / ".ringtrue").rglob("*") if path.is_file()
    )  # fmt: skip


def test_what_is_wrong_is_told_with_where_and_what_to_do(desk: Served) -> None:
    folder, token = desk.folder, desk.token("review")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    server = ("--server", desk.address)
    cases = (
        ((*server, "page.md"), "", "there is no token to ask the desk with"),
        ((*server, "page.md"), "rt_wrong", "this is no token of this desk"),
        ((*server, "page.md"), desk.token("read"), "has not the scope 'review'"),
        ((*server, "nowhere.md"), token, "cannot be opened"),
        ((*server, "broken.pdf"), token, "broken.pdf"),
        ((*server, "--refresh", "page.md"), token, "--refresh is not for a desk"),
        (("--server", "desk.example", "page.md"), token, "no address of a desk"),
        (("--server", "http://127.0.0.1:9", "page.md"), token, "the desk does not answer"),
        ((*server, "--as-of", "2025-99-01", "page.md"), token, "2025-99-01"),
    )
    for words, secret, told in cases:
        done = run(folder, *words, token=secret)
        assert (told, done.returncode) == (told, 2), done.stderr
        assert told in done.stderr
        assert "Traceback" not in done.stderr


@contextmanager
def other_server(status: int, body: bytes, **headers: str) -> Iterator[str]:
    """Something that is no desk, or one of another version."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "headers", "told", "code"),
    [
        (404, b"<h1>Not Found</h1>", {}, "no desk of Ringtrue", 2),
        (200, b"<h1>Hello</h1>", {}, "no desk of Ringtrue", 2),
        (302, b"", {"Location": "https://elsewhere.example"}, "no desk of Ringtrue", 2),
        (404, b'{"detail": "x"}', {"Ringtrue_Version": "0.0.1"}, "is of version 0.0.1", 2),
        (200, b'{"outlook": "clear"}', {"Ringtrue_Version": "9"}, "cannot be read", 2),
        (200, b'{"reasons": 3}', {"Ringtrue_Version": "9"}, "cannot be read", 2),
        (503, b'{"detail": "orders is gone.", "where": "orders", "cure": "Mend it."}',
         {"Ringtrue_Version": "1"}, "orders is gone", 3),
        (500, b'{"detail": "Ours.", "where": "", "cure": ""}', {"Ringtrue_Version": "1"},
         "Ours", 70),
        (502, b"Bad Gateway", {}, "HTTP 502", 2),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_decision_is_told(
    shop: Path, status: int, body: bytes, headers: dict[str, str], told: str, code: int
) -> None:
    with other_server(status, body, **headers) as address:
        done = run(shop, "--server", address, "page.md", token="rt_x")
    assert told in done.stderr
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def blocks() -> str:
    """The shell examples of docs/api.md as one script, with a desk and a token of a test."""
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    found = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = "\n".join(found).splitlines()
    kept = [line for line in lines if not line.startswith("export ")]
    return "\n".join(
        f"{line} || [ $? = 1 ]" if line.startswith("ringtrue check") else line for line in kept
    )


def test_every_example_of_the_documents_runs(desk: Served, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine: the examples did not run")
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "ringtrue"
    command.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'from ringtrue.cli.main import main; main()' \"$@\"\n"
    )
    command.chmod(0o755)
    every = ("read", "copy", "review", "object", "audit", "notifications", "jobs")
    told = environment(
        DESK=desk.address,
        RINGTRUE_TOKEN=desk.token(*every),
        PATH=f"{folder}{os.pathsep}{os.environ['PATH']}",
    )
    done = subprocess.run(
        ["sh", "-eu", "-c", blocks()], cwd=desk.folder, env=told, capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    for words in ('"username":"ann"', "BLOCKED", '"slug":"spring"', '"kind":"review"', '"seal"'):
        assert words in done.stdout, words


def test_the_example_of_a_problem_is_one() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    found = json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0])
    assert list(found) == ["type", "title", "status", "detail", "where", "cure", "others"]
