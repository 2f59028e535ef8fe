"""docs/standards.md and docs/rules.md say what the data and the code say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ringtrue.core.claim import Kind
from ringtrue.core.draft import StandardDraft
from ringtrue.say.drafts import draft_standards
from ringtrue.say.rules import all_rules
from ringtrue.say.rules.loading import read_rule, rule_files
from ringtrue.say.rules.nouns import Condition
from ringtrue.say.slots import find_slots
from ringtrue.say.vague import families

DOCS = Path(__file__).parents[2] / "docs"
STANDARDS = (DOCS / "standards.md").read_text("utf-8")
RULES = (DOCS / "rules.md").read_text("utf-8")


def section(text: str, title: str) -> str:
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    cells = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    return cells[1:]


def told(draft: StandardDraft) -> str:
    said = draft.shape.value
    if draft.limit is not None:
        said += f" {'<' if draft.strict else '≤'} {draft.limit}"
    if draft.low is not None:
        said += f" ≥ {draft.low:g}"
    if draft.high is not None:
        said += f" ≤ {draft.high:g}"
    return said + (f", {draft.target:.0%}" if draft.target < 1 else "")


@pytest.mark.parametrize(
    ("wording", "standard"), rows(section(STANDARDS, "What a wording states")), ids=str
)
def test_the_documented_wording_states_the_documented_standard(wording: str, standard: str) -> None:
    drafts = draft_standards(wording, find_slots(wording), Kind.TIME, True)
    assert told(drafts[0]) == standard


def test_every_family_of_slogans_is_documented_as_it_is() -> None:
    expected = [
        [family.name, "; ".join(f"{' '.join(d.subject)}: {told(d)}" for d in family.proposals)]
        for family in families()
    ]
    assert rows(section(STANDARDS, "What is proposed for vague promises")) == expected


def test_every_rule_is_documented_as_it_is() -> None:
    expected = [
        [
            f"`{rule.id}`",
            rule.title,
            rule.needs.value,
            rule.level.value,
            str(rule.edition),
            rule.source,
        ]
        for rule in all_rules()
    ]
    assert rows(section(RULES, "Every rule")) == expected


def test_the_example_of_a_rule_can_be_read() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", RULES, re.DOTALL)
    assert read_rule("us-16cfr239.4.json", example).rule.id == json.loads(example)["id"]


def test_every_part_of_a_condition_and_every_family_is_documented() -> None:
    adding = section(RULES, "Adding one")
    named = set(re.findall(r"`(\w+)`", "".join(row[0] for row in rows(adding))))
    assert set(Condition._fields) <= named
    assert {file.family for file in rule_files()} <= named
