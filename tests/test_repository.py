"""The repository itself keeps its word: no machine paths, no hosts, no overlong files."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLACES = re.compile(r"/(work|root|farm)/\w|/tmp/\w")
REGISTRY = re.compile(r"(pypi|pythonhosted|npmjs|debian)\.org")


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None:
        return []
    names = subprocess.run(
        [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return "" if b"\0" in data[:4096] else data.decode(errors="replace")


def generated(path: Path) -> bool:
    """Whether Django wrote it."""
    return path.parent.name == "migrations" and path.name != "__init__.py"


FILES = tracked()
needs_git = pytest.mark.skipif(not FILES, reason="not a git checkout: no list of tracked files")


@needs_git
def test_no_tracked_file_names_a_path_of_some_machine_or_a_registry_host() -> None:
    here = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in FILES
        if path != here and "sentences" not in path.parts
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if PLACES.search(line) or REGISTRY.search(line)
    ]
    assert found == []


@needs_git
def test_no_source_file_is_longer_than_five_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): len(text_of(path).splitlines())
        for path in FILES
        if path.suffix == ".py" and not generated(path) and len(text_of(path).splitlines()) > 500
    }
    assert long == {}


@needs_git
def test_every_module_says_why_it_exists() -> None:
    modules = [path for path in FILES if path.is_relative_to(ROOT / "src") and path.suffix == ".py"]
    assert modules
    told = (path for path in modules if not generated(path))
    silent = [path.name for path in told if not text_of(path).lstrip().startswith('"""')]
    assert silent == []
