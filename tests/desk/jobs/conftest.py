"""A workspace for the worker, and kinds of jobs that do what a test wants."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from pytest_django import Settings

from ringtrue.desk.jobs.kinds import KINDS, JobKind
from ringtrue.desk.jobs.work import Work

SetRun = Callable[..., None]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """The folder of the workspace that is served."""
    (tmp_path / "ringtrue.yaml").write_text("name: Plum & Pear\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path
    return tmp_path


@pytest.fixture
def let_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SetRun:
    """Let a kind run a function: `let_run(JobKind.WATCH, function, retries=1)`."""
    module = ModuleType("what_jobs_run")
    monkeypatch.setitem(sys.modules, module.__name__, module)

    def set_run(kind: JobKind, run: Callable[[Work], str], **terms: object) -> None:
        setattr(module, kind.name, run)
        where = f"{module.__name__}:{kind.name}"
        monkeypatch.setitem(KINDS, kind, replace(KINDS[kind], run=where, **terms))

    return set_run
