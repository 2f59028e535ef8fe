import json
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ringtrue.core.evidence import Evidence
from ringtrue.core.outcome import Counts
from ringtrue.core.policy import Effect, Policy
from ringtrue.core.verdict import State
from ringtrue.gap import decision
from ringtrue.gap.backtest import MIN_NEXT, Rule
from ringtrue.gap.evidence_file import SCHEMA, evidence_to_json

TEXT = (Path(__file__).parents[2] / "docs" / "judging.md").read_text(encoding="utf-8")
ROWS = [line.split("|")[1:-1] for line in TEXT.splitlines() if line.startswith("| ")]
FIRST = [row[0].strip() for row in ROWS]


def test_the_table_of_reasons_is_that_of_the_code() -> None:
    documented = {row[0].strip(" `"): row[1].strip(" `") for row in ROWS if row[0].startswith(" `")}
    for trouble in decision._TROUBLES:
        setting = documented[trouble.code]
        for effect in Effect:
            assert trouble.effect(Policy(**{setting: effect})) is effect


@pytest.mark.parametrize("setting", [f.name for f in fields(Policy) if f.name != "target"])
def test_every_setting_of_the_policy_is_explained(setting: str) -> None:
    assert f"`{setting}`" in TEXT


@pytest.mark.parametrize("state", State)
def test_every_state_is_explained(state: State) -> None:
    assert f"**{state}**" in FIRST


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_of_the_back_test_is_explained(rule: Rule) -> None:
    assert rule.value in FIRST


def test_every_key_of_an_evidence_file_is_explained() -> None:
    day = date(2013, 1, 1)
    at = datetime(2014, 1, 1, tzinfo=UTC)
    evidence = Evidence("s", "d", "f", "q", "p", at, day, day, Counts(), None, None, "0")
    for key in json.loads(evidence_to_json(evidence)):
        assert f"`{key}`" in TEXT
    assert SCHEMA in TEXT


def test_the_fewest_records_of_a_case_are_those_of_the_code() -> None:
    assert f"at least {MIN_NEXT} decided records" in TEXT
