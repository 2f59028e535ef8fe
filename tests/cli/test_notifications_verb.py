"""`ringtrue notifications` for an operator: nothing set up, mail that works, mail that fails."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

Done = subprocess.CompletedProcess[str]
Desk = Callable[..., Done]
DOCS = Path(__file__).parents[2] / "docs"
COMMAND = [sys.executable, "-c", "from ringtrue.cli.main import main; main()"]


class Kept(Message):
    """A mailbox that keeps subjects."""

    def __init__(self) -> None:
        super().__init__()
        self.subjects: list[str] = []

    def handle_message(self, message: object) -> None:
        self.subjects.append(message["Subject"])  # type: ignore[index]


@pytest.fixture
def mail() -> Iterator[tuple[str, Kept]]:
    """The address of a mail server of this machine, and its mailbox."""
    kept = Kept()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}?tls=off", kept
    controller.stop()


@pytest.fixture
def desk(shop: Path) -> Desk:
    """Run a verb in the shop: `desk("notifications", RINGTRUE_URL="https://x.example")`."""

    def run(*words: str, **variables: str) -> Done:
        ours = {key: value for key, value in os.environ.items() if not key.startswith("RINGTRUE_")}
        ours.pop("DATABASE_URL", None)
        ours |= {"PYTHONWARNINGS": "error", "COLUMNS": "200", **variables}
        return subprocess.run(
            [*COMMAND, *words], cwd=shop, env=ours, capture_output=True, text=True, check=False
        )

    return run


def test_without_anything_set_up_it_says_what_to_set(desk: Desk) -> None:
    done = desk("notifications")
    assert done.returncode == 0, done.stderr
    assert "Mail: not set up (set RINGTRUE_SMTP_URL and RINGTRUE_MAIL_FROM)" in done.stdout
    assert "Links: none, for RINGTRUE_URL is not set" in done.stdout
    refused = desk("notifications", "--test", "ann@shop.example")
    assert refused.returncode == 2
    assert refused.stderr.startswith("error: RINGTRUE_SMTP_URL: no mail server is set up.")


def test_what_waits_is_listed_and_sent(desk: Desk, mail: tuple[str, Kept]) -> None:
    url, kept = mail
    told = {"RINGTRUE_SMTP_URL": url, "RINGTRUE_MAIL_FROM": "desk@shop.example"}
    told["RINGTRUE_URL"] = "https://desk.shop.example"
    desk("people", "add", "ann", "--email", "ann@shop.example", "--role", "admin")
    listed = desk("notifications", **told)
    assert "not encrypted, from desk@shop.example" in listed.stdout
    assert "Links: https://desk.shop.example" in listed.stdout
    assert desk("notifications", "--test", "ann@shop.example", **told).returncode == 0
    assert kept.subjects == ["Shop: This is a test: mail works"]
    assert (
        "0 delivered, 0 to be tried again, 0 given up"
        in desk("notifications", "--send", **told).stdout
    )


def test_a_mistake_in_the_address_is_told_without_its_password(desk: Desk) -> None:
    done = desk(
        "notifications", RINGTRUE_SMTP_URL="smtp://u:hush@h?tls=off", RINGTRUE_MAIL_FROM="a@b.c"
    )
    assert done.returncode == 2
    assert "error: RINGTRUE_SMTP_URL: the password would cross the network" in done.stderr
    assert "hush" not in done.stderr + done.stdout


def test_a_server_that_is_away_is_said_with_what_to_do(desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"smtp://127.0.0.1:{taken.getsockname()[1]}?tls=off"
        told = {"RINGTRUE_SMTP_URL": url, "RINGTRUE_MAIL_FROM": "desk@shop.example"}
        done = desk("notifications", "--test", "ann@shop.example", **told)
    assert done.returncode == 2
    assert "the mail server cannot be reached. Check RINGTRUE_SMTP_URL" in done.stderr


def test_a_test_goes_alone(desk: Desk) -> None:
    assert desk("notifications", "--test", "a@b.example", "--send").returncode == 2


def test_every_command_in_the_document_runs(desk: Desk, mail: tuple[str, Kept]) -> None:
    told = {"RINGTRUE_SMTP_URL": mail[0], "RINGTRUE_MAIL_FROM": "desk@shop.example"}
    text = (DOCS / "notifications.md").read_text(encoding="utf-8")
    desk("people", "add", "ann")
    head = desk("audit", "head").stdout.strip()
    lines = "".join(re.findall(r"```console\n(.*?)```", text, re.DOTALL)).splitlines()
    assert len(lines) == 5
    for line in lines:
        words = shlex.split(line.removeprefix("$ ringtrue "))
        done = desk(*(head if word == "NUMBER:HASH" else word for word in words), **told)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
