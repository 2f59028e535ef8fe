"""`independent_rows` of a source, from ringtrue.yaml to the interval of its evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.core.errors import ConfigError
from ringtrue.desk.services.keep_evidence import keep_evidence
from ringtrue.desk.services.measure_standards import MeasuredBook, measure_standards
from ringtrue.desk.services.read_materials import read_materials
from ringtrue.desk.services.review_campaign import review_campaign
from ringtrue.desk.services.verify_evidence import verify_evidence
from ringtrue.desk.workspace import load_workspace
from ringtrue.stats.proportions import wilson

BOOK = """
as_of: 2025-03-01T00:00
sources:
  calls:
    location: calls.csv
    segments: [desk]
{said}
standards:
  - id: short-wait
    source: calls
    value: wait
    at_most: 30
    day: called_at
    target: 50%
"""


def _measure(folder: Path, said: str = "") -> MeasuredBook:
    """Whole days go well or badly, so that clustering matters much."""
    rows = [
        f"2025-{month:02}-{day:02}T{hour:02}:00:00,{'a' if hour % 2 else 'b'},{10 + 50 * (day % 2)}"
        for month in (1, 2)
        for day in range(1, 29)
        for hour in range(20)
    ]
    (folder / "calls.csv").write_text("\n".join(["called_at,desk,wait", *rows]))
    (folder / "ringtrue.yaml").write_text(BOOK.format(said=said))
    return measure_standards(load_workspace(folder))


def test_independent_rows_have_wilsons_interval_over_the_records(tmp_path: Path) -> None:
    found = _measure(tmp_path, "    independent_rows: true").standards[0]
    assert found.evidence
    assert found.evidence.interval
    low, high = wilson([560], [1120])
    assert (found.evidence.interval.low, found.evidence.interval.high) == (low[0], high[0])
    rows = (*found.months, *found.segments)
    assert len(rows) == 4
    assert {row.interval.method for row in rows if row.interval} == {"Wilson, records independent"}


@pytest.mark.parametrize("said", ["", "    independent_rows: false"])
def test_other_rows_are_clustered_by_day(tmp_path: Path, said: str) -> None:
    found = _measure(tmp_path, said).standards[0]
    assert found.evidence
    assert found.evidence.interval
    assert found.evidence.interval.method == "Wilson, clustered by day"
    low, high = wilson([560], [1120])
    width = found.evidence.interval.high - found.evidence.interval.low
    assert width > 3 * (high[0] - low[0]), "56 days weigh less than 1,120 records"


def test_the_verdict_and_a_verification_read_the_setting_too(tmp_path: Path) -> None:
    book = _measure(tmp_path, "    independent_rows: true")
    workspace = load_workspace(tmp_path)
    told = review_campaign(workspace, read_materials((), workspace)).standards[0].verdict.reasons[0]
    assert "Kept for 50 % (47.1-52.9) of 1,120 calls" in told
    (path,) = keep_evidence(book, workspace)
    assert verify_evidence(path, workspace).differences == ()
    text = (tmp_path / "ringtrue.yaml").read_text()
    (tmp_path / "ringtrue.yaml").write_text(text.replace("independent_rows: true", ""))
    changed = verify_evidence(path, load_workspace(tmp_path)).differences
    assert any("interval" in each.field for each in changed)


def test_a_word_that_is_neither_true_nor_false_is_refused_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"independent_rows.*not true or false") as caught:
        _measure(tmp_path, "    independent_rows: often")
    assert caught.value.where == f"{tmp_path / 'ringtrue.yaml'}:7:23"
