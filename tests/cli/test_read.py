"""`ringtrue read`: every format, every way in, and what it answers to the shell."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result

from ringtrue.desk.schema import load_schema

Run = Callable[..., Result]
Call = Callable[..., subprocess.CompletedProcess[bytes]]

PAGE = """\
# Halyard

We deliver within 2 days, or your money back.

The oldest shop in town. How are you?
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def claims(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_text_is_a_compiler_s_line_with_the_words_marked(run: Run, page: Path) -> None:
    result = run("read", "page.md")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("page.md:3:1:"))
    assert "promise" in lines[at]
    assert "We deliver within 2 days" in lines[at + 1]
    assert lines[at + 2].strip().strip("^") == ""


def test_text_to_a_pipe_has_no_colour_codes(run: Run, page: Path) -> None:
    assert "\x1b[" not in run("read", "page.md").output


def test_colour_can_be_forced_and_forbidden(call: Call, page: Path) -> None:
    assert b"\x1b[" in call("read", "page.md", "--color", "always").stdout
    assert b"\x1b[" not in call("read", "page.md", "--color", "never").stdout


def test_json_is_one_object_per_claim_and_valid_by_the_shipped_schema(run: Run, page: Path) -> None:
    found = claims(run("read", "page.md", "--format", "json"))
    jsonschema.Draft202012Validator(load_schema("read")).validate(found)
    promise = next(each for each in found if "2 days" in each["sentence"])
    assert (promise["file"], promise["line"], promise["label"]) == ("page.md", 3, "promise")
    assert PAGE[promise["start"] : promise["end"]] == promise["text"]
    assert promise["standard"]["limit"].startswith("2 ")


def test_json_of_nothing_is_an_empty_list(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("Contact us\n", encoding="utf-8")
    assert claims(run("read", "empty.md", "-f", "json")) == []


def test_sentences_takes_every_line_as_one_unit(run: Run, tmp_path: Path) -> None:
    text = "Contact us\nWe reply within 1 hour. We deliver within 2 days.\n\nWe reply in 2 hours.\n"
    (tmp_path / "list.txt").write_text(text, encoding="utf-8")
    found = claims(run("read", "list.txt", "--sentences", "-f", "json"))
    assert [each["line"] for each in found] == [2, 4]
    assert found[0]["sentence"] == "We reply within 1 hour. We deliver within 2 days."


def test_standard_input_is_read_as_a_file(call: Call) -> None:
    done = call("read", "-", "--format", "json", stdin=b"We deliver within 2 days.")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["file"] == "stdin"


def test_several_files_and_folders_are_read_in_order(run: Run, tmp_path: Path) -> None:
    (tmp_path / "copy" / "deep").mkdir(parents=True)
    (tmp_path / "copy" / ".hidden").mkdir()
    for name in ("b.md", "a.txt", "deep/c.html", ".hidden/d.md", "data.csv"):
        (tmp_path / "copy" / name).write_text("We deliver within 2 days.", encoding="utf-8")
    (tmp_path / "z.txt").write_text("We reply within 2 hours.", encoding="utf-8")
    found = claims(run("read", "copy", "z.txt", "-f", "json"))
    assert [each["file"] for each in found] == [
        "copy/a.txt", "copy/b.md", "copy/deep/c.html", "z.txt",
    ]  # fmt: skip


def test_a_folder_without_copy_says_what_is_readable(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    result = run("read", "bare")
    assert result.exit_code == 2
    assert ".md" in result.output


def test_one_unreadable_file_does_not_hide_the_others(run: Run, page: Path) -> None:
    result = run("read", "gone.md", "page.md", "-f", "json")
    assert result.exit_code == 2
    assert "gone.md" in result.stderr
    assert json.loads(result.stdout)[0]["file"] == "page.md"


def test_reading_nothing_is_a_usage_error(run: Run) -> None:
    result = run("read")
    assert result.exit_code == 2
    assert "Name a file" in result.output


def test_without_files_the_materials_of_the_workspace_are_read(run: Run, shop: Path) -> None:
    found = claims(run("read", "-f", "json"))
    assert {each["file"] for each in found} == {"page.md"}


def test_a_wording_of_the_book_is_a_promise_wherever_it_stands(run: Run, shop: Path) -> None:
    (shop / "page.md").write_text("Teal curtains meet maple.\n", encoding="utf-8")
    assert claims(run("read", "-f", "json")) == []
    book = (shop / "ringtrue.yaml").read_text(encoding="utf-8")
    book = book.replace("Delivered within 2 days.", "Teal curtains meet maple.")
    (shop / "ringtrue.yaml").write_text(book, encoding="utf-8")
    (found,) = claims(run("read", "-f", "json"))
    assert (found["label"], found["score"], found["line"]) == ("promise", 1.0, 1)


def test_copy_cannot_command_the_terminal(run: Run, tmp_path: Path) -> None:
    text = "We deliver within 2 days \x1b[31m\u202e or your money back."
    (tmp_path / "evil.txt").write_text(text, encoding="utf-8")
    output = run("read", "evil.txt").output
    assert "\x1b" not in output
    assert "\u202e" not in output


def test_sarif_has_stable_rules_relative_paths_and_fingerprints(run: Run, page: Path) -> None:
    sarif = json.loads(run("read", str(page), "-f", "sarif").stdout)
    assert (sarif["version"], len(sarif["runs"])) == ("2.1.0", 1)
    run_ = sarif["runs"][0]
    rules = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    for result in run_["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "page.md"
        assert place["region"]["startLine"] >= 1
        assert result["partialFingerprints"]["ringtrue/v1"]


def test_sarif_fingerprints_survive_a_moved_line_but_not_another_wording(
    run: Run, page: Path
) -> None:
    def prints() -> set[str]:
        results = json.loads(run("read", "page.md", "-f", "sarif").stdout)["runs"][0]["results"]
        return {each["partialFingerprints"]["ringtrue/v1"] for each in results}

    before = prints()
    page.write_text("New first line\n\n" + PAGE, encoding="utf-8")
    assert before <= prints()
    page.write_text(PAGE.replace("2 days", "3 days"), encoding="utf-8")
    assert not before <= prints()


def test_github_annotations_name_file_line_and_column_and_cannot_be_broken_out_of(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a,b.md").write_text("We deliver within 2 days: 100% sure.", encoding="utf-8")
    first = run("read", "a,b.md", "-f", "github").output.splitlines()[0]
    head, message = first.split("::", 2)[1:]
    assert head.startswith("notice file=a%2Cb.md,line=1,col=1,title=claim/promise/")
    assert "100%25 sure" in message


def test_junit_is_xml_with_a_case_for_every_claim(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text('We deliver "within" 2 days <b>&\x0c free.', encoding="utf-8")
    result = run("read", "a.md", "-f", "junit")
    suite = ET.fromstring(result.stdout).find("testsuite")
    assert suite is not None
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase")) >= 1


def test_html_says_a_claim_in_one_column_and_counts_in_good_english(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("We deliver within 2 days.*\n", encoding="utf-8")
    html = run("read", "a.md", "-f", "html").stdout
    assert "<h1>1 promise, 0 assertions</h1>" in html
    article = html[html.index("<article") : html.index("</article>")]
    assert re.fullmatch(r"<article [^>]*>\s*<div>.*</div>\s*", article, re.DOTALL)
    assert "To mend it: Add the note, or take the mark away." in article


def test_html_marks_the_words_and_escapes_the_copy(run: Run, tmp_path: Path) -> None:
    text = "We deliver within 2 days, &lt;script&gt;alert(1)&lt;/script&gt; or your money back."
    (tmp_path / "a.html").write_text(f"<p>{text}</p>", encoding="utf-8")
    html = run("read", "a.html", "-f", "html").stdout
    assert "<mark>" in html
    assert "<script" not in html
    assert "http://" not in html.replace("http://www.w3.org", "")


def test_fail_on_turns_findings_into_exit_code_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Free delivery within 2 days.*\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("Contact us\n", encoding="utf-8")
    assert "[any-dangling-mark]" in run("read", "a.md").output
    assert run("read", "a.md").exit_code == 0
    assert run("read", "a.md", "--fail-on", "error").exit_code == 1
    assert run("read", "b.md", "--fail-on", "note").exit_code == 0


def test_a_reader_that_stops_listening_ends_the_command_quietly(tmp_path: Path) -> None:
    import sys

    (tmp_path / "long.txt").write_text("We deliver within 2 days.\n\n" * 5_000, encoding="utf-8")
    command = [sys.executable, "-c", "from ringtrue.cli.main import main; main()"]
    with subprocess.Popen(
        [*command, "read", "long.txt"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
    assert errors == b""
    assert process.returncode == 141
