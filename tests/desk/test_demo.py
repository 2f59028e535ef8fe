"""The demonstration, run once as a person would run it: the numbers, the report, the evidence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.desk.services.run_demo import run_demo

COMMAND = [sys.executable, "-c", "from ringtrue.cli.main import main; main()"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def output(folder: Path) -> str:
    done = subprocess.run(
        [*COMMAND, "demo", "flights"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Measuring flights" in done.stderr, "progress is told while one waits"
    return done.stdout


@pytest.fixture(scope="module")
def report(folder: Path, output: str) -> str:
    assert output
    text = (folder / "ringtrue-demo" / "flights" / "report.html").read_text(encoding="utf-8")
    return text.replace("\u00a0", " ")


def test_both_denominators_come_out_with_their_definition_beside_them(output: str) -> None:
    assert "on-time-15: 73.4 % = 247,246 of 336,776" in output
    assert "on-time-15-of-arrivals: 75.5 % = 247,246 of 327,346" in output
    assert "those where arrived_at is null are void" in " ".join(output.split())


def test_every_kind_of_verdict_is_met_and_the_campaign_is_blocked(output: str) -> None:
    for state in ("holds", "fails", "unproven", "vague", "unbound"):
        assert f"  {state}\n" in output, state
    assert "winter campaign: BLOCKED" in output


def test_claims_of_every_material_stand_at_their_place(output: str) -> None:
    for place in ("page.html:13:8", "email.eml:", "billboard.txt:1:1", "radio.srt:"):
        assert place in output


def test_an_honest_promise_and_the_record_of_the_gate_are_told(output: str) -> None:
    assert "4 in 5 flights arrive less than" in output
    assert "predictive bound" in output


def test_names_are_said_as_people_say_them_and_lists_are_short(output: str) -> None:
    honest = output.split("The strongest honest promise\n")[1].split("How often would")[0]
    assert "With Delta Air Lines from John F Kennedy, 4 in 5 flights arrive less than" in honest
    assert "To Honolulu, 4 in 5 flights arrive less than 60 minutes late.\n" in honest
    assert honest.count("    With ") <= 3 * 4
    assert "see the report" in honest
    assert not any(word in honest for word in (" Inc", "where ", "=="))


def test_rules_about_goods_are_silent_on_flights(output: str, report: str) -> None:
    for words in ("16cfr435", "16cfr239.5", "orders table"):
        assert words not in output
        assert words not in report


def test_the_season_is_spoken_of_truthfully(output: str) -> None:
    said = " ".join(output.split())
    assert "Less than a full year" not in said
    assert "No month has been seen in two years yet" in said


def test_the_report_shows_months_segments_charts_and_wordings(report: str) -> None:
    for words in ("December 2013", "Hawaiian Airlines Inc. · John F Kennedy", "73.4 %", "75.5 %",
                  "4 in 5 flights arrive less than", "at 15, 30, 60, 120 minutes"):  # fmt: skip
        assert words in report, words
    assert report.count('class="chart"') >= 8


def test_evidence_is_kept_for_every_standard(folder: Path, output: str) -> None:
    kept = folder / "ringtrue-demo" / "flights" / ".ringtrue" / "evidence"
    evidence = json.loads((kept / "on-time-15.json").read_text(encoding="utf-8"))
    assert evidence["counts"] == {"kept": 247246, "broken": 89530, "pending": 0, "void": 0}
    assert len(list(kept.glob("*.json"))) >= 8


def test_the_demonstration_s_evidence_stands(folder: Path, output: str) -> None:
    workspace = folder / "ringtrue-demo" / "flights"
    file = workspace / ".ringtrue" / "evidence" / "flies.json"
    done = subprocess.run(
        [*COMMAND, "verify", str(file), "--workspace", str(workspace)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty"):
        run_demo("flights", tmp_path, lambda _what, _share: None)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unknown_demonstration_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        run_demo("flight", tmp_path / "x", lambda _what, _share: None)
    assert "'flights'" in caught.value.cure
