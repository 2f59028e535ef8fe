"""docs/gate.md says what the gate does, and fails to build when it lags."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ringtrue.core.campaign import CampaignState, ChecklistItem, Limit, Objection, SignOff
from ringtrue.core.finding import Level
from ringtrue.core.role import Role
from ringtrue.core.verdict import Decision, Outlook, Reason
from ringtrue.desk.config.gate import usual_checklist
from ringtrue.gap.answering import CALLS_UNANSWERED
from ringtrue.gap.bound import Bound
from ringtrue.gap.contradictions import DIFFER, SLOGAN
from ringtrue.gap.gate import Code, weigh
from ringtrue.gap.seal import SCHEMA

TEXT = (Path(__file__).parents[3] / "docs" / "gate.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in TEXT.splitlines()
    if line.startswith("| `")
]
NOW = datetime(2026, 3, 1, tzinfo=UTC)
NOTHING: dict[str, Any] = {
    "decision": Decision(Outlook.CLEAR, ()),
    "required": {},
    "signed": (),
    "objections": (),
    "checklist": (),
    "missing_limits": (),
    "seal": "a",
    "today": NOW.date(),
    "now": NOW,
    "hold_at": 3,
}


def test_the_table_of_the_checklist_is_the_usual_checklist() -> None:
    told = [
        ChecklistItem(row[0].strip("`"), row[1], row[2] == "yes", days_before=int(row[3]))
        for row in ROWS
        if len(row) == 4
    ]
    assert told == list(usual_checklist())


def test_every_reason_stands_in_the_table_with_the_state_it_leads_to() -> None:
    told = {row[0].strip("`"): row[1] for row in ROWS if row[1] in set(CampaignState)}
    assert told == {code.value: _states()[code].value for code in Code}


def _states() -> dict[Code, CampaignState]:
    """The state of a campaign against which only one thing stands."""
    limit = Limit("In 2 days", "not on islands")
    void = SignOff(Role.LEGAL, "ann", "b", NOW, NOW.date())
    late = replace(void, seal="a", valid_until=NOW.date() - timedelta(days=1))
    objection = Objection("In 2 days", "No.", NOW, NOW)
    item = ChecklistItem("a", "A", blocking=True)
    legal = {Role.LEGAL: ("The law.",)}
    unanswered = Reason(CALLS_UNANSWERED, Level.WARNING, "Few answer.", "Hire.")
    short = Decision(Outlook.CONDITIONAL, (unanswered,))
    alone: dict[Code, dict[str, Any]] = {
        Code.NOT_REVIEWED: {"decision": None},
        Code.REVIEW_AGAIN: {"changed": ("It changed.",)},
        Code.HOLD: {"objections": (objection,) * 3},
        Code.LIMIT_MISSING: {"missing_limits": (limit,)},
        Code.SIGN_OFF_MISSING: {"required": legal},
        Code.SIGN_OFF_VOID: {"required": legal, "signed": (void,)},
        Code.SIGN_OFF_EXPIRED: {"required": legal, "signed": (late,)},
        Code.OBJECTION_OPEN: {"objections": (objection,)},
        Code.CHECKLIST_OPEN: {"checklist": (item,)},
        Code.STAFFING_UNPLANNED: {"decision": short},
        Code.LIMIT_IDLE: {"idle_limits": (limit,)},
    }
    gates = {code: weigh(**(NOTHING | change)) for code, change in alone.items()}
    for code, gate in gates.items():
        assert code in {reason.code for reason in gate.reasons}
    return {code: gate.state for code, gate in gates.items()}


@pytest.mark.parametrize("name", [field.name for field in fields(Bound)])
def test_everything_that_a_seal_binds_is_explained(name: str) -> None:
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize("name", [SCHEMA, DIFFER, SLOGAN])
def test_the_names_that_others_meet_are_explained(name: str) -> None:
    assert f"`{name}`" in TEXT
