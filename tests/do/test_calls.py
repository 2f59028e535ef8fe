"""Reading calls: waits, who was answered and who gave up, on which clock, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from ringtrue.core.calls import CallColumns
from ringtrue.core.errors import SourceError
from ringtrue.core.source import Source
from ringtrue.do.calls import CallRecords, read_calls

HEAD = "came,taken,over,gone,who\n"
COLUMNS = CallColumns("phone", "came", "taken", "over", caller="who", place="ringtrue.yaml:4:3")
AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)


def read(folder: Path, rows: str, columns: CallColumns = COLUMNS, zone: str = "UTC") -> CallRecords:
    (folder / "calls.csv").write_text(HEAD + rows, encoding="utf-8")
    source = Source("phone", "calls.csv", time_zone=zone)
    return read_calls(source, columns, folder=folder, as_of=AS_OF)


ROWS = """\
2026-03-02 09:00:00,2026-03-02 09:00:20,2026-03-02 09:05:20,false,ann
2026-03-02 09:01:00,,2026-03-02 09:02:30,true,bob
2026-03-02 09:03:00,,2026-03-02 09:03:09,false,
2026-03-02 11:59:00,,,false,ann
"""


def test_answered_given_up_and_waiting_calls_are_told_apart(tmp_path: Path) -> None:
    found = read(tmp_path, ROWS)
    assert found.taken.tolist() == [True, False, False, False]
    assert found.gave_up.tolist() == [False, True, True, False]
    assert found.wait[:3].tolist() == [20, 90, 9]
    assert np.isnan(found.wait[3])
    assert found.handled[0] == 300
    assert np.isnan(found.handled[1:]).all()
    assert found.caller[0] == found.caller[3] != found.caller[1] >= 0
    assert found.caller[2] == -1
    assert found.left_out == 0


def test_a_column_may_say_who_gave_up(tmp_path: Path) -> None:
    columns = CallColumns("phone", "came", "taken", "over", abandoned="gone")
    found = read(tmp_path, ROWS, columns)
    assert found.gave_up.tolist() == [False, True, False, False]
    assert (found.caller == -1).all()
    assert np.isnan(found.wait[2])  # a call that a machine ended is no sign of patience


def test_only_the_last_year_up_to_the_moment_counts(tmp_path: Path) -> None:
    early = "2025-03-01 09:00:00,2025-03-01 09:00:20,2025-03-01 09:05:20,false,ann\n"
    late = "2026-03-02 13:00:00,2026-03-02 13:00:20,2026-03-02 13:05:20,false,ann\n"
    assert len(read(tmp_path, early + ROWS + late)) == 4
    assert len(read(tmp_path, early)) == 0


def test_calls_come_by_the_clock_of_the_source_also_in_another_year(tmp_path: Path) -> None:
    rows = "2025-07-01T09:00:00Z,2025-07-01T09:00:20Z,2025-07-01T09:05:20Z,false,ann\n"
    rows += "2026-01-05T09:00:00Z,2026-01-05T09:00:20Z,2026-01-05T09:05:20Z,false,ann\n"
    found = read(tmp_path, rows, zone="Europe/London")
    assert (found.arrived // 3_600_000_000 % 24).tolist() == [10, 9]
    assert found.wait.tolist() == [20, 20]


def test_a_call_that_runs_backwards_is_left_out_and_counted(tmp_path: Path) -> None:
    slip = "2026-03-02 10:00:00,2026-03-02 09:00:20,2026-03-02 10:05:20,false,ann\n"
    found = read(tmp_path, ROWS + slip)
    assert (len(found), found.left_out) == (4, 1)


def test_columns_taken_for_each_other_are_refused_where_they_are_named(tmp_path: Path) -> None:
    columns = CallColumns("phone", "over", "taken", "came", place="ringtrue.yaml:4:3")
    with pytest.raises(SourceError, match="end before they begin") as error:
        read(tmp_path, ROWS.splitlines(keepends=True)[0] * 3, columns)
    assert error.value.where == "ringtrue.yaml:4:3"


def test_an_empty_table_and_a_missing_column_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no rows"):
        read(tmp_path, "")
    columns = CallColumns("phone", "cane", "taken", "over", place="ringtrue.yaml:4:3")
    with pytest.raises(SourceError, match="no column 'cane'") as error:
        read(tmp_path, ROWS, columns)
    assert "came" in error.value.cure
