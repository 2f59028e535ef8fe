"""`ringtrue demand`: what it prints, in three forms, and how it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
PLAN = """\
usual: {calls_a_day: 480, from: 8, to: 20}
placements:
  - name: letter
    channel: e-mail
    first: 2026-03-02T09:00
    reach: 20000
    response: 1%
    contacts: 0.5
    delay: 2 hours
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "media.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_it_tells_days_the_busiest_time_and_what_it_rests_on(run: Run, plan: Path) -> None:
    result = run("demand", str(plan))
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[1].split() == ["letter", "200", "200-200", "100", "100-100"]
    (monday,) = [each for each in lines if each.startswith("Mon 2026-03-02")]
    assert monday.split()[2:4] == ["480", "100"]
    assert "Busiest: Mon 02 March, 09:00, for 30 minutes" in result.output
    assert "Usual calls: 480 a day, as the file says." in result.output
    assert "response of letter" in result.output
    assert "1 of 5 figures are assumed" in result.output


def test_json_has_every_interval_day_and_figure(run: Run, plan: Path) -> None:
    words = ("demand", str(plan), "--interval", "15 min", "--days", "2", "-f", "json")
    found = json.loads(run(*words).output)
    assert found["schema"] == "ringtrue/demand/1"
    assert (len(found["intervals"]), len(found["days"])) == (192, 2)
    assert found["interval_seconds"] == 900
    assert sum(each["extra"] for each in found["intervals"]) == pytest.approx(100, abs=0.01)
    assert found["figures"][0]["basis"] == "stated"
    assert found["seed"] == 0


def test_what_is_limited_is_told_with_its_chance_and_day(run: Run, plan: Path) -> None:
    more = (
        "orders: {a_day: 10, spread: 20%}\nstock: {units: 190, until: 2026-03-06}\n"
        "places: {a_day: 60, until: 2026-03-06}\n"
    )
    plan.write_text(more + PLAN, encoding="utf-8")
    output = " ".join(run("demand", str(plan)).output.split())
    assert "Stock: it runs out before Fri 6 March is over with a chance of over 99.9 %" in output
    assert "most likely on Mon 2 March" in output
    assert "Places: some day has too few with a chance of over 99.9 %" in output
    found = json.loads(run("demand", str(plan), "-f", "json").output)
    assert found["stock"]["chance"] == 1
    assert len(found["places"]["over"]) == 5
    plan.write_text(more.replace("190", "-190") + PLAN, encoding="utf-8")
    assert "stock: units: -190 units cannot be" in run("demand", str(plan)).output


def test_csv_is_what_staff_reads(run: Run, plan: Path, tmp_path: Path) -> None:
    document = run("demand", str(plan), "--days", "1", "-f", "csv").output
    rows = list(csv.DictReader(io.StringIO(document)))
    assert len(rows) == 48
    assert float(rows[18]["extra"]) > 20
    (tmp_path / "load.csv").write_text(document, encoding="utf-8")
    result = run("staff", "load.csv", "--handle", "180s", "--patience", "90s")
    assert result.exit_code == 0, result.output


def test_usual_calls_are_those_of_the_table_where_the_file_says_none(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    plan.write_text(PLAN.partition("\n")[2], encoding="utf-8")
    assert "Usual calls are not in it" in run("demand", str(plan)).output
    rows, first = ["came,taken,over"], datetime(2026, 1, 1, 9)
    for day in range(50):
        came = first + timedelta(days=day)
        rows += [f"{came},{came},{came + timedelta(minutes=5)}"] * 12
    (tmp_path / "calls.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "ringtrue.yaml").write_text(
        "as_of: 2026-03-01\nsources: {phone: {location: calls.csv}}\n"
        "calls: {source: phone, arrived: came, answered: taken, ended: over}\n",
        encoding="utf-8",
    )
    output = run("demand", str(plan)).output
    assert "Usual calls: 12 a day, from 42 days of calls." in output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--interval", "7 min"), "do not divide a day"),
        (("--interval", "1 month"), "intervals of 1 month cannot be"),
        (("--days", "0"), "0 days cannot be told"),
        (("--days", "9999"), "9,999 days cannot be told"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    run: Run, plan: Path, words: tuple[str, ...], told: str
) -> None:
    result = run("demand", str(plan), *words)
    assert result.exit_code == 2
    assert told in result.output


def test_a_file_that_is_not_there_or_says_nothing_is_refused(run: Run, plan: Path) -> None:
    assert "no such file" in run("demand", "nowhere.yaml").output
    plan.write_text("placements: []\n", encoding="utf-8")
    assert run("demand", str(plan)).exit_code == 2
