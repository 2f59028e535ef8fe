"""`ringtrue staff`: the answer in words and numbers, what it assumes, and what it asks back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ONE = ("staff", "--calls", "100", "--handle", "180s", "--patience", "60s")


@pytest.fixture
def floor(tmp_path: Path) -> Path:
    """A morning with a surge, eight weeks from now."""
    day = (datetime.now(UTC) + timedelta(weeks=8)).strftime("%Y-%m-%d")
    rows = ["start,calls,extra,scheduled"]
    rows += [f"{day}T09:00,60,20,12", f"{day}T09:30,90,60,12", f"{day}T10:00,30,0,12"]
    path = tmp_path / "calls.csv"
    path.write_text("\n".join([*rows, f"{day}T20:00,0,0,0"]) + "\n", encoding="utf-8")
    return path


def test_one_half_hour_in_words(run: Run) -> None:
    told = run(*ONE).output
    assert told.startswith("12 agents\n")
    assert "answered in time / all calls offered" in told
    assert "86 % of all calls offered" in told
    assert "given up: 7.6 % of all calls" in told
    assert "other shapes:" in told
    assert "a floor may meet its share by losing callers" in told


def test_every_bound_that_is_asked_for_is_kept_and_told(run: Run) -> None:
    result = run(
        *ONE, "--answer-within", "20s", "--share", "0.8", "--abandoned-at-most", "3%",
        "--shrinkage", "30%", "--redial", "70%", "--cv", "0.1",
    )  # fmt: skip
    assert result.output.startswith("15 agents (22 paid, at 30 % shrinkage)")
    assert "at most 3 % abandoned" in result.output
    assert "101.4 calls with redials" in result.output
    assert "Nobody who gave up calls again" not in result.output
    assert "losing callers" not in result.output


def test_the_published_example_without_abandonment(run: Run) -> None:
    result = run(
        "staff", "--calls", "100", "--handle", "3 min", "--patience", "never", "--shrinkage",
        "30%", "--busy-at-most", "85%", "--format", "json",
    )  # fmt: skip
    found = json.loads(result.output)
    (row,) = found["intervals"]
    assert (row["agents"], row["paid"]) == (14, 20)
    assert row["offered"] == pytest.approx(0.88835, abs=5e-6)
    assert row["delayed"] == pytest.approx(0.1741319, abs=5e-8)
    assert row["mean_wait"] == pytest.approx(7.83593701, abs=5e-9)
    assert any("Erlang C" in each for each in found["assumptions"])


@pytest.mark.parametrize(("definition", "agents"), [
    ("offered", 12), ("less-short-abandoned", 11), ("answered", 10),
])  # fmt: skip
def test_the_definition_makes_a_difference(run: Run, definition: str, agents: int) -> None:
    result = run(*ONE, "--definition", definition, "-f", "json")
    found = json.loads(result.output)
    assert found["promise"]["definition"] == definition
    assert found["intervals"][0]["agents"] == agents


def test_what_given_agents_do_is_told_even_where_it_is_too_little(run: Run) -> None:
    result = run(*ONE, "--agents", "5")
    assert result.exit_code == 0
    assert "They do not keep 80 %" in result.output
    assert "23.2 % of all calls offered" in result.output


def test_to_be_sure_on_most_days_takes_more_than_on_average(run: Run) -> None:
    def agents(*more: str) -> int:
        found = json.loads(run(*ONE, "--cv", "0.2", "-f", "json", *more).output)
        number: int = found["intervals"][0]["agents"]
        return number

    assert agents() < agents("--sure", "95%")


def test_a_file_with_who_is_scheduled_gets_a_plan(run: Run, floor: Path) -> None:
    result = run("staff", str(floor), "--handle", "180s", "--patience", "60s", "--shrinkage", "30%")
    assert result.exit_code == 1
    for words in ("Hire", "Or send the campaign in equal parts over", "assumed", "missing"):
        assert words in result.output


def test_the_plan_as_json_has_its_figures(run: Run, floor: Path) -> None:
    result = run("staff", str(floor), "--handle", "180s", "--patience", "60s", "-f", "json")
    found = json.loads(result.output)
    assert found["intervals"][3]["agents"] == 0
    assert (len(found["plan"]["missing"]), found["plan"]["holds"]) == (4, True)
    assert {each["basis"] for each in found["plan"]["figures"]} == {"stated", "assumed"}
    assert result.exit_code == 0


def test_a_table_for_spreadsheets(run: Run, floor: Path) -> None:
    result = run("staff", str(floor), "--handle", "180s", "--patience", "60s", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.output)))
    assert [row["agents"] for row in rows] == ["8", "11", "11", "0"]
    assert [row["scheduled"] for row in rows] == ["12", "12", "12", "0"]


def test_a_file_without_a_schedule_needs_no_plan(run: Run, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("start,calls\n2026-03-02T09:00+01:00,100\n", "utf-8")
    result = run("staff", "calls.csv", "--handle", "180s", "--patience", "60s")
    assert result.exit_code == 0
    assert "2026-03-02 09:00" in result.output


@pytest.mark.parametrize(("change", "told"), [
    (("--handle", "3s"), "a handle time of 3 seconds is unusual. Is 3 minutes meant?"),
    (("--handle", "5h"), "a handle time of 5 hours is unusual. Is 5 minutes meant?"),
    (("--patience", "1s"), "a patience of 1 second is unusual"),
    (("--per", "30s"), "an interval of 30 seconds is unusual"),
    (("--handle", "180"), "'180' is not a duration"),
    (("--handle", "2 business days"), "is no length of time"),
    (("--share", "80"), "'80' is no such share"),
    (("--share", "100%"), "'100%' is no such share"),
    (("--redial", "100%"), "'100%' is no such share"),
    (("--shrinkage", "-1%"), "'-1%' is no such share"),
    (("--calls", "-5"), "calls -5"),
    (("--calls", "nan"), "calls nan"),
    (("--cv", "-0.1"), "cv -0.1"),
    (("--agents", "-3"), "agents -3"),
    (("--patience", "never", "--agents", "5"), "10 erlang on 5 agents"),
])  # fmt: skip
def test_what_cannot_be_or_is_hardly_meant_is_asked_back(
    run: Run, change: tuple[str, ...], told: str
) -> None:
    result = run(*ONE, *change)
    assert result.exit_code == 2
    assert told in result.output.replace("\n", " ")


def test_an_unusual_time_is_taken_when_it_is_meant(run: Run) -> None:
    assert run(*ONE, "--handle", "3s", "--as-given").exit_code == 0


@pytest.mark.parametrize(("text", "told"), [
    ("start,calls\n", "0 rows"),
    ("when,calls\n2026-03-02T09:00,1\n", "no column 'start'"),
    ("start,calls,agents\n2026-03-02T09:00,1,4\n", "unknown column 'agents'"),
    ("start,calls\nmonday,1\n", "calls.csv:2: start 'monday' is not a time"),
    ("start,calls\n2026-03-02T09:00,many\n", "calls.csv:2: calls 'many' is not a number"),
    ("start,calls\n2026-03-02T09:00,-4\n", "calls '-4'"),
    ("start,calls\n2026-03-02T09:00,inf\n", "calls 'inf'"),
    ("start,calls\n2026-03-02T09:00,1\n2026-03-02T09:10,1\n", "before the one before it ends"),
    ("start,calls,scheduled\n2026-03-02T09:00,1,2.5\n", "2.5 people scheduled"),
    ("start,calls\n2026-03-02T09:00\n", "calls '' is not a number"),
    ("", "no column 'start'"),
])  # fmt: skip
def test_a_table_that_is_none_is_told_with_its_place(
    run: Run, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "calls.csv").write_text(text, "utf-8")
    result = run("staff", "calls.csv", "--handle", "180s", "--patience", "60s")
    assert result.exit_code == 2
    assert told in result.output.replace("\n", " ")
    assert "Traceback" not in result.output


def test_neither_calls_nor_a_file_or_both_is_refused(run: Run, floor: Path) -> None:
    both = run(*ONE, str(floor))
    neither = run("staff", "--handle", "180s", "--patience", "60s")
    for result in (both, neither):
        assert result.exit_code == 2
        assert "either --calls or a file" in result.output


def test_a_file_that_is_not_there_is_told(run: Run) -> None:
    result = run("staff", "gone.csv", "--handle", "180s", "--patience", "60s")
    assert result.exit_code == 2
    assert "gone.csv" in result.output


SETTINGS = """\
name: Shop
sources:
  orders: {location: orders.csv}
calendars:
  office: {time_zone: Europe/London, monday: 09:00-17:00}
answering:
  within: 30 seconds
  share: 90%
  abandoned_at_most: 4%
  on_duty: [{calendar: office, agents: 6}]
  shrinkage: 25%
  hiring: {course: 3 weeks, per_hour: 22, per_hire: 1500}
  handle_time: {low: 4 minutes, best: 5 minutes, high: 6 minutes}
  patience: 2 minutes
  redials: 40%
"""


def test_what_is_left_out_is_as_the_workspace_says(run: Run, shop: Path, floor: Path) -> None:
    (shop / "ringtrue.yaml").write_text(SETTINGS, "utf-8")
    promise = json.loads(run("staff", "--calls", "100", "-f", "json").output)["promise"]
    assert (promise["seconds"], promise["share"], promise["abandoned_at_most"]) == (30, 0.9, 0.04)
    told = run("staff", "--calls", "100", "--answer-within", "10 s", "--shrinkage", "0%").output
    assert "90 % within 10 s" in told
    assert "Everybody who is paid answers calls all the time." in told
    cost = json.loads(run("staff", str(floor), "-f", "json").output)["plan"]["cost"]
    assert cost["total"]["best"] == pytest.approx(cost["pay"] + cost["hiring"])
    plan = run("staff", str(floor)).output
    for words in ("Hire", "That costs", "their course costs: the cost is told without it"):
        assert words in " ".join(plan.split())
    assert "Nobody who gave up calls again" not in plan


def test_without_a_handle_time_it_says_where_to_give_one(run: Run) -> None:
    result = run("staff", "--calls", "100", "--patience", "60s")
    assert result.exit_code == 2
    assert "nobody said the handle time. Give --handle" in result.output


KINDS = "kind,calls\n" + "".join(f"topic {n},60\n" for n in range(6))
SIX = ("staff", "kinds.csv", "--handle", "300s", "--patience", "never")


def test_six_kinds_of_calls_share_agents_with_two_skills(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kinds.csv").write_text(KINDS, "utf-8")
    told = run(*SIX).output
    assert told.startswith("67 agents with two skills each; separate teams would need 84")
    assert "Wallace and Whitt" in told
    found = json.loads(run(*SIX, "-f", "json", "--shrinkage", "30%").output)
    assert (found["agents"], sum(each["agents"] for each in found["kinds"])) == (67, 67)
    assert found["kinds"][5]["second_skill"] == "topic 0"
    assert found["kinds"][0]["paid"] == 18
    rows = list(csv.DictReader(io.StringIO(run(*SIX, "-f", "csv").output)))
    assert [row["alone"] for row in rows] == ["14"] * 6


@pytest.mark.parametrize(("text", "told"), [
    ("kind,calls\n,5\n", "kinds.csv:2: a kind has no name"),
    ("kind,calls\na,5\na,6\n", "kinds.csv:3: kind 'a' is there already"),
    ("kind,calls\na,many\n", "calls 'many'"), ("kind,number\na,5\n", "no column 'calls'"),
    ("kind,calls,handle_seconds\na,5,0\n", "handle time 0"), ("kind,calls\na,0\n", "no kind"),
])  # fmt: skip
def test_kinds_that_are_none_are_told_with_their_place(
    run: Run, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "kinds.csv").write_text(text, "utf-8")
    result = run(*SIX)
    assert result.exit_code == 2
    assert told in result.output.replace("\n", " ")


def test_kinds_are_not_asked_for_given_agents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kinds.csv").write_text(KINDS, "utf-8")
    assert "average call only" in run(*SIX, "--agents", "60").output


@pytest.mark.parametrize("wrong", [("--calls", "-5"), ("--calls", "nan"), ("--cv", "inf")])
def test_a_number_that_is_none_is_refused_without_a_date_that_nobody_gave(
    run: Run, wrong: tuple[str, str]
) -> None:
    result = run(*ONE, *wrong)
    assert result.exit_code == 2
    assert f"{' '.join(wrong)} cannot be" in result.output
    assert "1970" not in result.output
