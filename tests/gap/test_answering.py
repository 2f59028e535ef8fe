"""What a staffing plan means for the launch."""

from __future__ import annotations

from datetime import date

import pytest
from gap.staffing_plans import HALF, NINE, plan_with
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.campaign import ChecklistItem
from ringtrue.core.finding import Level
from ringtrue.core.verdict import Decision, Outlook, Reason
from ringtrue.gap.answering import (
    CALLS_UNANSWERED,
    STAFFING_ITEM,
    Shortage,
    shortages,
    unanswered,
    unforeseen,
)
from ringtrue.gap.decision import with_reason
from ringtrue.gap.gate import Code, Gate, weigh


def test_who_is_missing_is_said_by_stretches_of_time() -> None:
    found = shortages(plan_with([3, 5, 4, 3, 3, 9]))
    assert found == (
        Shortage(NINE + HALF, NINE + 3 * HALF, 2),
        Shortage(NINE + 5 * HALF, NINE + 6 * HALF, 6),
    )


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.integers(0, 9))
def test_stretches_hold_every_short_interval_and_no_other(needed: list[int], there: int) -> None:
    plan = plan_with(needed, there)
    told = shortages(plan)
    covered = [
        each.start
        for each in plan.intervals
        if any(gap.start <= each.start < gap.end for gap in told)
    ]
    assert covered == [each.start for each in plan.intervals if each.missing]
    assert max((gap.most for gap in told), default=0) == max(
        each.missing for each in plan.intervals
    )


def test_nothing_is_said_where_nobody_is_missing() -> None:
    assert unanswered(plan_with([3, 2, 0]), 0.9) is None
    assert shortages(plan_with([3, 2, 0])) == ()


def test_the_reason_names_the_share_the_promise_and_the_worst_moment() -> None:
    reason = unanswered(plan_with([3, 5, 4, 3]), 0.712)
    assert reason is not None
    assert reason.level is Level.WARNING
    for words in ("71.2 %", "80 % within 20 s", "2 of 4 intervals", "1 April 2026 at 09:30"):
        assert words in reason.message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Outlook.CLEAR, Outlook.CONDITIONAL),
        (Outlook.CONDITIONAL, Outlook.CONDITIONAL),
        (Outlook.BLOCKED, Outlook.BLOCKED),
    ],
)
def test_a_reason_makes_a_clear_decision_conditional_and_no_other_milder(
    before: Outlook, after: Outlook
) -> None:
    stop = Reason("promise-fails", Level.ERROR, "It fails.", "Promise less.")
    note = Reason("note", Level.NOTE, "By the way.", "")
    decision = Decision(before, (stop, note) if before is Outlook.BLOCKED else (note,))
    found = with_reason(decision, unanswered(plan_with([5]), 0.7))
    assert found.outlook is after
    weights = [list(Level).index(each.level) for each in found.reasons]
    assert weights == sorted(weights)
    assert with_reason(decision, None) is decision


def gate_of(decision: Decision, *items: ChecklistItem) -> Gate:
    from datetime import UTC, datetime

    return weigh(
        decision,
        required={},
        signed=(),
        objections=(),
        checklist=items,
        missing_limits=(),
        seal="seal",
        today=date(2026, 3, 1),
        now=datetime(2026, 3, 1, tzinfo=UTC),
        hold_at=3,
    )


def test_the_launch_waits_for_a_plan_and_then_until_it_is_done() -> None:
    clear = Decision(Outlook.CLEAR, ())
    short = with_reason(clear, unanswered(plan_with([5]), 0.7))
    open_item = ChecklistItem(STAFFING_ITEM, "Hire two.", blocking=True)
    done_item = ChecklistItem(STAFFING_ITEM, "Hire two.", blocking=True, done=True)
    codes = {each.code for each in gate_of(short).reasons}
    assert {Code.STAFFING_UNPLANNED, CALLS_UNANSWERED} <= codes
    assert not gate_of(short).may_launch
    planned = gate_of(short, open_item)
    assert not planned.may_launch
    assert Code.STAFFING_UNPLANNED not in {each.code for each in planned.reasons}
    assert gate_of(short, done_item).may_launch
    assert gate_of(clear).may_launch


def test_what_cannot_be_told_is_accepted_by_whoever_signs() -> None:
    decision = with_reason(
        Decision(Outlook.CLEAR, ()), unforeseen("it runs for 90 days", "Part it.")
    )
    gate = gate_of(decision)
    assert gate.may_launch
    assert "cannot be told: it runs for 90 days." in gate.reasons[0].message
