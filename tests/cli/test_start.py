"""Starting: help, unknown words, and what may be imported before anything is needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ringtrue import __version__

Run = Callable[..., Result]
Call = Callable[..., subprocess.CompletedProcess[bytes]]

VERBS = (
    "advise", "apply", "audit", "backtest", "bind", "check", "cycle", "demo", "dossier", "explain",
    "export", "init", "measure", "people", "read", "serve", "staff", "verify",
)  # fmt: skip
HEAVY = (
    "pandas",
    "scipy",
    "django",
    "ibis",
    "duckdb",
    "pyarrow",
    "altair",
    "rich",
    "yaml",
    "numpy",
)


def test_help_lists_every_verb_with_a_line_of_its_own(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for verb in VERBS:
        assert any(
            line.split()[:1] == [verb] and len(line.split()) > 3
            for line in result.output.splitlines()
        ), verb


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_and_its_options(run: Run, verb: str) -> None:
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: main {verb}")
    for line in result.output.splitlines():
        if line.startswith(("  --", "  -")):
            assert len(line.split()) > 1, line


def test_the_version_is_the_package_s(run: Run) -> None:
    assert run("--version").output.strip().endswith(__version__)


def test_an_unknown_verb_names_the_nearest_and_exits_with_2(run: Run) -> None:
    result = run("raed", "x.md")
    assert result.exit_code == 2
    assert "Did you mean 'read'?" in result.output


def test_an_unknown_option_exits_with_2(run: Run) -> None:
    assert run("read", "--frmat", "json").exit_code == 2


def imported(words: str, folder: Path) -> set[str]:
    """The packages that a command leaves in `sys.modules`, asked in a process of its own."""
    code = (
        "import sys\n"
        "from ringtrue.cli.main import main\n"
        "try:\n"
        f"    main({words.split()!r})\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "names = {name.partition('.')[0] for name in sys.modules}\n"
        "print('MODULES', *sorted(names))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=True
    )
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize(
    "words",
    [
        "--help",
        "serve --help",
        "staff --help",
        "people --help",
        "read page.md",
        "read page.md --format json",
        "read page.md -f sarif",
    ],
)
def test_help_and_reading_a_page_import_nothing_heavy(words: str, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("We deliver in 2 days, or your money back.", "utf-8")
    names = imported(words, tmp_path)
    assert "click" in names
    assert names.isdisjoint(HEAVY), names & set(HEAVY)


def test_measuring_does_import_an_engine(shop: Path) -> None:
    """The counter-test: without it the tests above could pass because nothing is looked at."""
    assert {"ibis", "duckdb"} <= imported("measure two-days", shop)
