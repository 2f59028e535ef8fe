"""`watch` as a process of its own: what it prints, and how it ends."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.python_in_a_shop import VERB, call

Done = subprocess.CompletedProcess[str]
Watch = Callable[..., Done]
DOCS = Path(__file__).parents[2] / "docs"
LAUNCH = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ringtrue.desk.store import open_store
open_store(Path("."))
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
mia = Person.objects.create(username="mia")
Campaign.objects.create(
    slug="spring", name="Spring", state="launched", created_by=mia, standards=sys.argv[1:],
    launched_at=datetime(2025, 2, 1, tzinfo=UTC),
)
"""


@pytest.fixture
def watch(shop: Path) -> Watch:
    """Launch a campaign that promises some standards, if any, and watch it."""

    def run(*standards: str, words: tuple[str, ...] = ("watch",)) -> Done:
        if standards:
            made = call(shop, LAUNCH, *standards)
            assert made.returncode == 0, made.stderr
        return call(shop, VERB, *words)

    return run


def test_without_a_launched_campaign_there_is_nothing_to_watch(watch: Watch) -> None:
    done = watch()
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing to watch" in done.stdout


def test_a_kept_promise_ends_with_0_and_says_what_is_left(watch: Watch) -> None:
    done = watch("most-in-two-days", "gone")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[:2] == [
        "most-in-two-days  kept",
        "  79.6 % of the 28 days' budget is left",
    ]
    assert "gone: a launched campaign promises it" in done.stdout


def test_a_broken_promise_ends_with_1_and_says_so_once(watch: Watch) -> None:
    done = watch("two-days")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "two-days  breaking" in done.stdout
    assert "'Delivered within 2 days.' is being broken." in done.stdout
    assert "Alert opened: two-days" in done.stdout
    again = watch()
    assert again.returncode == 1
    assert "Alert opened" not in again.stdout
    told = json.loads(watch(words=("watch", "--format", "json")).stdout)
    assert (told["schema"], told["alarming"], told["opened"]) == (1, True, [])
    (promise,) = told["promises"]
    assert (promise["stand"], promise["alert"]["severity"]) == ("breaking", "slow")
    assert (promise["low"], promise["high"]) != (0, 1)
    assert promise["alert"]["facts"]
    assert_told(told)


def assert_told(answer: dict[str, Any]) -> None:
    """Every key is in the documents."""
    text = (DOCS / "json.md").read_text(encoding="utf-8")
    told = text[text.index("## ringtrue watch") :]
    (promise,) = answer["promises"]
    for each in (answer, promise, promise["budget"], promise["burns"][0], promise["alert"]):
        for key in each:
            assert f"`{key}`" in told, key


@pytest.mark.parametrize("words", [("--as-of", "2025-03-01"), ("--format", "html"), ("two-days",)])
def test_what_cannot_be_asked_is_refused(watch: Watch, words: tuple[str, ...]) -> None:
    done = watch(words=("watch", *words))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_every_command_in_the_document_runs(watch: Watch) -> None:
    text = (DOCS / "watching.md").read_text(encoding="utf-8")
    blocks = "".join(re.findall(r"```console\n(.*?)```", text, re.DOTALL))
    lines = [line.removeprefix("$ ringtrue ") for line in blocks.splitlines()]
    assert lines
    for line in lines:
        done = watch(words=tuple(shlex.split(line)))
        assert done.returncode == 0, done.stderr


def test_the_document_says_the_numbers_that_are_used() -> None:
    from ringtrue.gap import watching
    from ringtrue.gap.burning import PERIOD, RULES

    text = (DOCS / "watching.md").read_text(encoding="utf-8")
    for rule in RULES:
        short = f"{rule.short} day{'' if rule.short == 1 else 's'}"
        row = f"| {rule.severity} | {rule.long} days | {short} | {rule.rate:g} |"
        assert row in text
    assert f"{PERIOD} days" in text
    assert f"for {watching.CALM_DAYS} days" in text
    assert f"come down to {watching.CALM_RATE:g}" in text
