"""`ringtrue cycle`: what it prints, in three forms, and how it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ringtrue.cost.cycle.rules import DEFAULTS

Run = Callable[..., Result]
QUICK = ("--weeks", "30", "--draws", "20")


def test_it_says_when_honesty_overtakes_and_what_that_rests_on(run: Run) -> None:
    result = run("cycle", "--promise", "95%", "--draws", "40", "--weeks", "104")
    assert result.exit_code == 0, result.output
    assert "as asked: 95 % is said, 70 % is kept" in result.output
    assert "the honest promise of 70 % has earned more" in result.output
    for name, figure in DEFAULTS.figures():
        assert name in result.output
        assert figure.name[:30] in result.output
    assert "published elsewhere" in result.output
    assert "40 draws, seed 1" in result.output


def test_a_known_figure_is_taken_as_it_is_said(run: Run) -> None:
    result = run("cycle", "--set", "capability=93%", "--set", "told=4", "--promise", "93%", *QUICK)
    assert "93 % is said, 93 % is kept" in result.output
    assert "no cycle starts" in result.output
    assert "stated by you" in result.output


def test_json_has_every_week_with_its_band(run: Run) -> None:
    found = json.loads(run("cycle", "--format", "json", "--promise", "0.9", *QUICK).output)
    (scenario,) = found["scenarios"]
    assert (found["schema"], scenario["weeks"], scenario["seed"]) == ("ringtrue/cycle/1", 30, 1)
    course = scenario["course"]
    assert len(course["customers"]["middle"]) == 31
    assert len(course["profit"]["high"]) == 30
    assert [each["key"] for each in scenario["figures"]] == [n for n, _ in DEFAULTS.figures()]
    assert scenario["overtaking"]["share"] <= 1


def test_csv_has_a_row_for_each_week_of_both(run: Run) -> None:
    output = run("cycle", "--format", "csv", "--promise", "0.9", *QUICK).output
    rows = list(csv.DictReader(io.StringIO(output)))
    assert len(rows) == 2 * 31
    assert {row["scenario"] for row in rows} == {"as asked", "as asked: honest"}
    assert all(float(row["customers_low"]) <= float(row["customers_high"]) for row in rows)


def test_scenarios_come_from_a_file_and_from_the_workspace(run: Run, tmp_path: Path) -> None:
    plans = (
        "scenarios:\n  bold: {promise: 95%}\n  =loud: {promise: 95%, figures: {advertising: 4%}}\n"
    )
    (tmp_path / "plans.yaml").write_text(plans, encoding="utf-8")
    result = run("cycle", "plans.yaml", *QUICK)
    assert "bold: 95 % is said" in result.output
    assert "=loud: 95 % is said" in result.output
    assert "\n'=loud," in run("cycle", "plans.yaml", "--format", "csv", *QUICK).output
    section = "".join(f"  {line}\n" for line in plans.splitlines())
    (tmp_path / "ringtrue.yaml").write_text(f"name: x\ncycle:\n{section}", encoding="utf-8")
    assert "bold: 95 % is said" in run("cycle", *QUICK).output
    assert "as asked: 80 % is said" in run("cycle", "--promise", "80%", *QUICK).output


def test_the_same_seed_prints_the_same(run: Run) -> None:
    words = ("cycle", "--promise", "0.9", *QUICK)
    assert run(*words).output == run(*words).output
    assert run(*words).output != run(*words, "--seed", "2").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--promise", "120%"), "is not a share"),
        (("--promise", "much"), "is not a share"),
        (("--start", "-1"), "is not a share"),
        (("--set", "told"), "is no figure"),
        (("--set", "luck=1"), "no figure 'luck'"),
        (("--set", "told=-1"), "cannot be"),
        (("--set", "talking_weeks=0"), "cannot be"),
        (("--set", "told=nan"), "not within"),
        (("--set", "told=1", "--set", "told=2"), "twice"),
        (("--weeks", "0"), "weeks cannot be"),
        (("--draws", "0"), "draws cannot be"),
        (("gone.yaml",), "no such file"),
    ],
)
def test_what_cannot_be_is_refused_with_a_cure(run: Run, words: tuple[str, ...], told: str) -> None:
    result = run("cycle", *words)
    assert result.exit_code == 2, result.output
    assert told in result.output
    assert "Traceback" not in result.output


def test_the_loop_says_of_each_arrow_whether_it_shows(run: Run, shop: Path) -> None:
    text = (shop / "ringtrue.yaml").read_text(encoding="utf-8")
    (shop / "adverts.csv").write_text(
        "day,cost\n" + "".join(f"2025-0{month}-01,{month * 100}\n" for month in range(1, 9)),
        encoding="utf-8",
    )
    text = text.replace("sources:\n", "sources:\n  adverts: {location: adverts.csv}\n", 1)
    text += "cycle: {spend: {source: adverts, when: day, amount: cost}}\n"
    (shop / "ringtrue.yaml").write_text(text, encoding="utf-8")
    result = run("cycle", "--loop")
    assert result.exit_code == 0, result.output
    assert "Cannot tell" in result.output
    assert "advertising brings new customers: there is no new customers" in result.output
    assert "cost: purchases:" in result.output
    found = json.loads(run("cycle", "--loop", "--format", "json").stdout)
    assert (found["schema"], found["state"]) == ("ringtrue/loop/1", "cannot tell")
    rows = list(csv.DictReader(io.StringIO(run("cycle", "--loop", "--format", "csv").stdout)))
    assert rows[0]["start"] == "2025-01-01"
    assert float(rows[0]["spend"]) == 100


def test_the_loop_needs_a_workspace(run: Run) -> None:
    assert run("cycle", "--loop").exit_code == 2
