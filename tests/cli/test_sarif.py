"""SARIF as its specification (OASIS SARIF 2.1.0) demands it, rule by rule.

The schema itself is not ours to ship, and no maintained package carries it; so the properties that
we write are held against the sections of the specification that define them, and nothing else may
be written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import Result

Run = Callable[..., Result]

KNOWN = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "columnKind", "results"},
    "driver": {"name", "version", "rules"},
    "rule": {"id"},
    "result": {"ruleId", "ruleIndex", "level", "message", "partialFingerprints", "locations"},
    "region": {"startLine", "startColumn", "charOffset", "charLength"},
}
LEVELS = {"none", "note", "warning", "error"}
KINDS = {"utf16CodeUnits", "unicodeCodePoints"}
URI = re.compile(r"([A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+")
COPY = "We deliver within 2 days, or your money back.\n\nGrüße 👋 Rated No. 1 by our customers.\n"


def log_of(run: Run, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "-f", "sarif").stdout)
    return found


def check_log(log: dict[str, Any]) -> None:
    """3.13: version and runs are there; 3.14: so is the tool of each run."""
    assert set(log) == KNOWN["log"]
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    assert log["runs"]
    for run in log["runs"]:
        assert set(run) == KNOWN["run"]
        assert run["columnKind"] in KINDS  # 3.14.27
        check_driver(run["tool"]["driver"])
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        for result in run["results"]:
            check_result(result, rules)


def check_driver(driver: dict[str, Any]) -> None:
    """3.19: a name that is not empty, and rules that are told apart by their ids."""
    assert set(driver) == KNOWN["driver"]
    assert driver["name"].strip()
    assert driver["version"].strip()
    ids = [rule["id"] for rule in driver["rules"]]
    assert all(set(rule) == KNOWN["rule"] for rule in driver["rules"])
    assert len(ids) == len(set(ids))
    assert all(ids)


def check_result(result: dict[str, Any], rules: list[str]) -> None:
    """3.27: a message; ruleIndex and ruleId name one rule; a level of the enumeration."""
    assert set(result) <= KNOWN["result"]
    assert set(result["message"]) == {"text"}
    assert result["message"]["text"].strip()
    assert type(result["ruleIndex"]) is int
    assert 0 <= result["ruleIndex"] < len(rules)
    assert rules[result["ruleIndex"]] == result["ruleId"]
    assert result["level"] in LEVELS
    prints = result["partialFingerprints"]
    assert prints
    assert all(isinstance(key, str) and isinstance(value, str) for key, value in prints.items())
    for location in result.get("locations", []):
        assert set(location) == {"physicalLocation"}
        check_place(location["physicalLocation"])


def check_place(place: dict[str, Any]) -> None:
    """3.29, 3.4: an artifact by a valid URI; 3.30: a region that counts from 1, offsets from 0."""
    assert set(place) == {"artifactLocation", "region"}
    assert set(place["artifactLocation"]) == {"uri"}
    uri = place["artifactLocation"]["uri"]
    assert URI.fullmatch(uri), uri
    assert ".." not in uri.split("/")
    region = place["region"]
    assert set(region) <= KNOWN["region"]
    assert all(type(value) is int for value in region.values())
    assert region["startLine"] >= 1
    assert region.get("startColumn", 1) >= 1
    assert region.get("charOffset", 0) >= 0
    assert region.get("charLength", 0) >= 0
    assert ("charOffset" in region) == ("charLength" in region)


def test_what_read_writes_is_sarif(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(COPY, encoding="utf-8")
    log = log_of(run, "read", "page.md")
    check_log(log)
    assert len(log["runs"][0]["results"]) >= 3


def test_what_check_writes_is_sarif(run: Run, shop: Path) -> None:
    log = log_of(run, "check")
    check_log(log)
    assert {result["level"] for result in log["runs"][0]["results"]} >= {"error"}


def test_a_run_without_results_says_so_with_an_empty_list(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("The sky is blue.", encoding="utf-8")
    log = log_of(run, "read", "page.md")
    check_log(log)
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize("name", ["50% off now.md", "grüße #1.md", "a[1]&b.md", "ein\u0301.md"])
def test_every_name_of_a_file_becomes_an_address_that_leads_back_to_it(
    run: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text(COPY, encoding="utf-8")
    log = log_of(run, "read", name)
    check_log(log)
    places = [each["locations"][0]["physicalLocation"] for each in log["runs"][0]["results"]]
    assert {unquote(place["artifactLocation"]["uri"]) for place in places} == {name}


def test_a_region_names_the_very_characters_in_code_points(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(COPY, encoding="utf-8")
    log = log_of(run, "read", "page.md")
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    for result in log["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        start = region["charOffset"]
        assert COPY.count("\n", 0, start) + 1 == region["startLine"]
        assert start - (COPY.rfind("\n", 0, start) + 1) + 1 == region["startColumn"]
        assert COPY[start : start + region["charLength"]].strip()
