"""What the table of calls told, kept for the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ringtrue.core.answering import Answering, Duty
from ringtrue.core.figure import Basis
from ringtrue.core.service_level import Target
from ringtrue.core.workspace import Workspace
from ringtrue.desk.call_study import (
    keep_study,
    kept_calls,
    known_calls,
    notes_of,
    said_traits,
    study_of,
)
from ringtrue.desk.models.call_study import CallStudyRecord
from ringtrue.desk.workspace import load_workspace
from ringtrue.do.staffing.usual import HANDLE, REDIAL, TERMS

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, tzinfo=UTC)
BOOK = """\
sources:
  calls: {location: calls.csv, time_zone: UTC}
calls: {source: calls, arrived: came, answered: taken, ended: over}
"""
ANSWERING = Answering(Target(20, 0.8), (Duty("phones", 3),), TERMS)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Eight weeks with a call every half hour from nine to five; every tenth gives up."""
    folder = tmp_path_factory.mktemp("calls")
    rows = ["came,taken,over"]
    for half in range(8 * 7 * 16):
        day, part = divmod(half, 16)
        came = NOW - timedelta(days=57) + timedelta(days=day, hours=9, minutes=30 * part)
        taken = came + timedelta(seconds=15)
        over = (came if half % 10 == 0 else taken) + timedelta(seconds=60 + 240 * (half % 10 > 0))
        answer = "" if half % 10 == 0 else taken.isoformat()
        rows.append(f"{came.isoformat()},{answer},{over.isoformat()}")
    (folder / "calls.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    return load_workspace(Path(folder))


def test_what_was_learnt_is_kept_as_it_was(workspace: Workspace) -> None:
    found = study_of(workspace, NOW)
    keep_study(workspace, found)
    assert found is not None
    assert kept_calls() == found
    assert found.calls == 8 * 7 * 16
    assert found.traits.handle.best == pytest.approx(300)
    assert found.traits.handle.basis is Basis.MEASURED
    assert found.traits.redial == REDIAL


def test_the_usual_calls_come_in_the_intervals_that_are_planned(workspace: Workspace) -> None:
    keep_study(workspace, study_of(workspace, NOW))
    nine = [datetime(2026, 3, 4, 9, tzinfo=UTC), datetime(2026, 3, 4, 17, tzinfo=UTC)]
    for minutes in (30, 60):
        usual = known_calls(workspace, replace(ANSWERING, interval_minutes=minutes)).usual
        assert usual is not None
        assert usual.at(nine, minutes * 60).tolist() == pytest.approx([minutes / 30, 0])


def test_there_is_one_study_and_it_goes_when_the_table_is_named_no_more(
    workspace: Workspace,
) -> None:
    for _ in range(2):
        keep_study(workspace, study_of(workspace, NOW))
    assert CallStudyRecord.objects.count() == 1
    keep_study(workspace, study_of(replace(workspace, calls=None), NOW))
    assert kept_calls() is None


def test_without_a_table_calls_are_as_they_are_said_or_assumed() -> None:
    known = known_calls(Workspace(""), ANSWERING)
    assert known.usual is None
    assert known.as_of is None
    assert known.traits.handle == HANDLE
    said = replace(HANDLE, basis=Basis.STATED, source="Olga")
    assert known_calls(Workspace(""), replace(ANSWERING, handle=said)).traits.handle == said
    assert said_traits(None).handle == HANDLE


def test_what_the_table_cannot_tell_is_said(workspace: Workspace) -> None:
    found = study_of(workspace, NOW)
    assert found is not None
    assert any("who called" in note for note in notes_of(found))
    assert (
        len(notes_of(replace(found, steady=False)))
        == len(notes_of(replace(found, steady=True))) + 1
    )
