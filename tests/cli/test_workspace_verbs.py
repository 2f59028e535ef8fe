"""init, bind, measure, check, advise, backtest, explain, verify: on one small shop."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result

from ringtrue.core.standard import Standard
from ringtrue.desk.schema import load_schema
from ringtrue.desk.workspace import load_workspace

Run = Callable[..., Result]


def edit(shop: Path, old: str, new: str, name: str = "ringtrue.yaml") -> None:
    path = shop / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def document(result: Result) -> Any:
    return json.loads(result.stdout)


def test_measure_says_share_interval_counts_and_definition(run: Run, shop: Path) -> None:
    result = run("measure", "two-days")
    assert result.exit_code == 0, result.output
    assert "kept 90 %" in result.stdout
    assert "360 kept, 40 broken, 0 pending, 0 void" in result.stdout
    assert "from ordered_at to delivered_at" in " ".join(result.stdout.split())
    assert "January 2025" in result.stdout
    assert "Most orders" not in result.stdout


def test_measure_by_segment_names_the_segments(run: Run, shop: Path) -> None:
    lines = run("measure", "two-days", "--by", "segment").stdout.splitlines()
    north, south = (next(line for line in lines if line.split()[:1] == [name]) for name in
                    ("north", "south"))  # fmt: skip
    assert "200 / 200" in north
    assert "160 / 200" in south


def test_as_of_makes_what_is_not_due_pending(run: Run, shop: Path) -> None:
    output = run("measure", "two-days", "--as-of", "2025-08-01").stdout
    assert "315 kept, 35 broken, 50 pending" in output


def test_an_unknown_standard_names_the_nearest(run: Run, shop: Path) -> None:
    result = run("measure", "two-day")
    assert result.exit_code == 2
    assert "Did you mean 'two-days'?" in result.output


def test_a_bad_moment_is_a_usage_error(run: Run, shop: Path) -> None:
    assert run("measure", "--as-of", "yesterday").exit_code == 2


def test_evidence_is_kept_and_stands_when_verified(run: Run, shop: Path) -> None:
    run("measure")
    result = run("verify", ".ringtrue/evidence/two-days.json")
    assert result.exit_code == 0, result.output
    assert "stands, kept 90 %" in result.stdout


def test_verify_says_where_evidence_differs_and_exits_with_1(run: Run, shop: Path) -> None:
    run("measure")
    edit(shop, "2025-01-01 10:00:00,2025-01-05", "2025-01-01 10:00:00,2025-01-02", "orders.csv")
    result = run("verify", ".ringtrue/evidence/two-days.json")
    assert result.exit_code == 1
    assert "counts.kept: recorded 360, derived 361" in result.stdout


def test_verify_refuses_a_changed_file_and_one_that_is_none(run: Run, shop: Path) -> None:
    run("measure")
    path = shop / ".ringtrue" / "evidence" / "two-days.json"
    path.write_text(path.read_text("utf-8").replace('"kept": 360', '"kept": 399'), "utf-8")
    assert run("verify", str(path)).exit_code == 2
    assert run("verify", "page.md").exit_code == 2
    assert run("verify", "gone.json").exit_code == 2


def test_verify_leaves_the_live_counts_alone(run: Run, shop: Path) -> None:
    run("measure")
    before = {path: path.read_bytes() for path in (shop / ".ringtrue" / "cubes").rglob("*.*")}
    assert before
    run("verify", ".ringtrue/evidence/two-days.json")
    assert before == {path: path.read_bytes() for path in before}


def test_check_blocks_a_promise_that_fails_and_lets_the_honest_one_pass(
    run: Run, shop: Path
) -> None:
    result = run("check")
    assert result.exit_code == 1, result.output
    assert "Shop: BLOCKED" in result.stdout
    assert "page.md:3:1: error [promise-fails] two-days\n    'Delivered within 2 days': " in (
        result.stdout
    )
    edit(shop, "Delivered within 2 days.\n\n", "", "page.md")
    cleared = run("check")
    assert cleared.exit_code == 0, cleared.output
    assert "promise-fails" not in cleared.stdout


def test_check_as_json_is_valid_by_the_shipped_schema(run: Run, shop: Path) -> None:
    found = document(run("check", "-f", "json"))
    jsonschema.Draft202012Validator(load_schema("review")).validate(found)
    states = {each["text"].strip("."): each["state"] for each in found["promises"]}
    assert states["Delivered within 2 days"] == "fails"
    assert found["outlook"] == "blocked"


@pytest.mark.parametrize("form", ["sarif", "github", "junit"])
def test_check_tells_machines_the_same_reasons(run: Run, shop: Path, form: str) -> None:
    result = run("check", "-f", form)
    assert result.exit_code == 1
    assert "promise-fails" in result.stdout
    assert "(standard two-days)" in result.stdout


def test_check_as_html_is_a_whole_page(run: Run, shop: Path) -> None:
    html = run("check", "-f", "html").stdout
    assert html.startswith("<!doctype html>")
    assert html.rstrip().endswith("</html>")
    assert "BLOCKED" in html


def test_check_takes_files_instead_of_the_materials(run: Run, shop: Path) -> None:
    (shop / "other.md").write_text("Contact us.\n", encoding="utf-8")
    result = run("check", "other.md")
    assert result.exit_code == 0, result.output
    assert "CLEAR" in result.stdout


def test_a_missing_material_stops_the_check_and_says_where_it_is_listed(
    run: Run, shop: Path
) -> None:
    (shop / "page.md").unlink()
    result = run("check")
    assert result.exit_code == 2
    assert re.search(r"ringtrue\.yaml:4:5", result.output)


def test_bind_says_what_the_book_has_and_proposes_the_rest(run: Run, shop: Path) -> None:
    (shop / "page.md").write_text(
        "Delivered within 2 days.\n\nWe deliver your order within 3 days.\n", encoding="utf-8"
    )
    output = run("bind").stdout
    assert "ringtrue.yaml: the book has it as two-days" in output
    assert "from ordered_at, to delivered_at, limit 3" in output
    assert "because" in output


def test_proposals_as_yaml_can_be_pasted_and_then_bind_by_the_book(run: Run, shop: Path) -> None:
    (shop / "page.md").write_text("We deliver your order within 3 days.\n", encoding="utf-8")
    first = document(run("bind", "-f", "json"))
    assert first[0]["bound_by"] == "proposal", first
    entry = run("bind", "--yaml").stdout.partition("standards:\n")[2]
    with (shop / "ringtrue.yaml").open("a", encoding="utf-8") as book:
        book.write(entry)
    assert document(run("bind", "-f", "json"))[0]["bound_by"] == "ringtrue.yaml"


def test_a_proposal_is_measured_but_warned_about(run: Run, shop: Path) -> None:
    (shop / "page.md").write_text("We deliver your order within 3 days.\n", encoding="utf-8")
    found = document(run("check", "-f", "json"))
    assert "ringtrue-proposed-standard" in {reason["code"] for reason in found["reasons"]}
    assert found["promises"][0]["verdicts"][0]["measured"] == 0.9


def test_advise_names_a_limit_that_holds_and_words_for_it(run: Run, shop: Path) -> None:
    (found,) = document(run("advise", "two-days", "--share", "90%", "-f", "json"))
    whole = found["strongest"][0]
    assert whole["segment"] == []
    assert whole["limit"] >= 4
    assert "deliver" in whole["wording"]
    assert found["share"] == 0.9


def test_advice_in_words_has_a_line_per_segment(run: Run, shop: Path) -> None:
    output = run("advise", "two-days", "--share", "90%").stdout
    assert "north" in output
    assert "south" in output


def test_advice_in_words_begins_with_everyone_and_has_them_without_segments(
    run: Run, shop: Path
) -> None:
    book = shop / "ringtrue.yaml"
    book.write_text(book.read_text("utf-8").replace("    segments: [region]\n", ""), "utf-8")
    output = run("advise", "two-days", "--share", "90%").stdout
    assert output.startswith("Instead of 'Delivered within 2 days' (two-days)\n  Within 4 days")
    assert "all together  19 in 20 orders are delivered within 4 days." in output


def test_copy_without_a_promise_is_told_so(run: Run, shop: Path) -> None:
    (shop / "page.md").write_text("The sky is blue.", "utf-8")
    assert "No promise was found in the copy." in run("bind").stdout
    assert "  # No promise of the copy" in run("bind", "--yaml").stdout
    assert "May go out. No promise was found in the copy." in run("check").stdout


@pytest.mark.parametrize("share", ["0", "-5%", "101%", "many"])
def test_a_share_that_is_none_is_refused(run: Run, shop: Path, share: str) -> None:
    assert run("advise", f"--share={share}").exit_code == 2


def test_backtest_prints_every_rule_at_every_target(run: Run, shop: Path) -> None:
    output = run("backtest", "two-days", "--target", "80%").stdout
    for rule in ("plain share", "binomial bound", "predictive bound"):
        assert output.count(rule) == 3, "80 %, its own 99 %, and all together"


def test_backtest_can_be_narrowed_to_a_rule_and_widened_to_limits(run: Run, shop: Path) -> None:
    words = ("backtest", "two-days", "--rule", "plain", "--limit", "2", "--limit", "4")
    (found,) = document(run(*words, "-f", "json"))
    assert {row["rule"] for row in found["rows"]} == {"plain share"}
    assert run("backtest", "two-days", "--limit", "77").exit_code == 2


def test_explain_tells_source_why_and_fix(run: Run) -> None:
    output = run("explain", "us-16cfr435-basis").stdout
    for word in ("why:", "fix:", "source:", "16 CFR 435"):
        assert word in output
    assert run("explain", "us-16cfr435-bases").exit_code == 2
    assert "us-16cfr435-basis" in run("explain", "us-16cfr435-bases").output
    assert "us-16cfr435-basis" in run("explain").stdout


def test_init_writes_a_workspace_that_loads_and_measures(run: Run, shop: Path) -> None:
    (shop / "ringtrue.yaml").unlink()
    assert run("init").exit_code == 0
    workspace = load_workspace(shop)
    assert [source.name for source in workspace.sources] == ["orders"]
    assert [each.location for each in workspace.materials] == ["page.md"]
    assert run("bind").exit_code == 0
    again = run("init")
    assert again.exit_code == 2
    assert "already" in again.output


def test_init_in_an_empty_folder_explains_itself_by_comments(run: Run, tmp_path: Path) -> None:
    assert run("init").exit_code == 0
    text = (tmp_path / "ringtrue.yaml").read_text(encoding="utf-8")
    assert "# standards:" in text
    assert load_workspace(tmp_path).standards == ()


def test_the_example_in_the_comments_of_init_is_itself_valid(run: Run, shop: Path) -> None:
    (shop / "ringtrue.yaml").unlink()
    run("init")
    path = shop / "ringtrue.yaml"
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    start = lines.index("# standards:")
    end = next(n for n in range(start, len(lines)) if not lines[n].startswith("#"))
    lines[start:end] = [line.removeprefix("# ") for line in lines[start:end]]
    path.write_text("\n".join(lines), encoding="utf-8")
    (standard,) = load_workspace(shop).standards
    assert isinstance(standard, Standard)


MEDIA = """\
placements:
  - name: letter
    channel: e-mail
    first: 2025-10-01T09:00
    reach: {reach}
    response: 1%
"""


def test_check_judges_at_the_volume_that_a_media_plan_brings(run: Run, shop: Path) -> None:
    """Two orders a day, and a letter that brings a hundred."""
    edit(shop, "target: 99%", "target: 80%")
    (shop / "media.yaml").write_text(MEDIA.format(reach=10_000), encoding="utf-8")

    def load(*words: str) -> Any:
        promise, _ = document(run("check", "--format", "json", *words))["promises"]
        return promise["verdicts"][0]["load"]

    assert load() is None
    found = load("--media", "media.yaml")
    assert found["peak"] > 10
    assert (found["first_day"], found["peak_day"]) == ("2025-10-01", "2025-10-01")
    assert 1 < found["lift"] < found["peak"]


def test_a_media_plan_with_which_no_source_grows_is_refused(run: Run, shop: Path) -> None:
    edit(shop, "    grows_with: orders\n", "")
    (shop / "media.yaml").write_text(MEDIA.format(reach=10_000), encoding="utf-8")
    result = run("check", "--media", "media.yaml")
    assert result.exit_code == 2
    assert "no source grows with the media plan" in result.output
    assert "grows_with: orders" in result.output
