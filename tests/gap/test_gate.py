"""The gate: it lets through when everything is met, and for nothing less."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.campaign import CampaignState, ChecklistItem, Limit, Objection, SignOff
from ringtrue.core.finding import Level
from ringtrue.core.place import Place
from ringtrue.core.role import Role
from ringtrue.core.verdict import Decision, Outlook, Reason
from ringtrue.gap.gate import Count, Gate, count_of, weigh

SEAL, OLD = "a" * 64, "b" * 64
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
REQUIRED = {Role.MARKETING: ("All.",), Role.OPERATIONS: ("All.",), Role.SERVICE: ("All.",)}
CLEAR = Decision(Outlook.CLEAR, ())
WARNED = Decision(
    Outlook.CONDITIONAL, (Reason("promise-vague", Level.WARNING, "Vague.", "Measure it."),)
)
BLOCKED = Decision(
    Outlook.BLOCKED, (Reason("promise-fails", Level.ERROR, "Fails.", "Promise less."),)
)
SIGNED = tuple(
    SignOff(role, person, SEAL, NOW - timedelta(hours=1), TODAY)
    for role, person in zip(REQUIRED, ("ann", "bob", "cy"), strict=True)
)
OPEN = Objection("Delivered in 2 days", "We can't.", NOW - timedelta(days=1), NOW)
ITEM = ChecklistItem("told", "Tell the front line.", blocking=True)
LIMIT = Limit("Delivered in 2 days", "not on islands", Place("page.md", 3, 1, 20, 39))


def ask(decision: Decision | None = CLEAR, **changes: Any) -> Gate:
    usual: dict[str, Any] = {
        "required": REQUIRED,
        "signed": SIGNED,
        "objections": (replace(OPEN, answered=True),),
        "checklist": (replace(ITEM, done=True),),
        "missing_limits": (),
        "seal": SEAL,
        "today": TODAY,
        "now": NOW,
        "hold_at": 3,
    }
    return weigh(decision, **(usual | changes))


def codes(gate: Gate) -> list[str]:
    return [reason.code for reason in gate.reasons]


def test_a_clear_decision_with_everything_met_may_launch_without_a_word() -> None:
    assert ask() == Gate(CampaignState.CLEAR, True, (), ())


def test_a_conditional_decision_may_launch_once_all_have_signed_and_stays_conditional() -> None:
    gate = ask(WARNED)
    assert (gate.state, gate.may_launch) == (CampaignState.CONDITIONAL, True)
    assert gate.reasons == WARNED.reasons


def test_where_nobody_need_sign_and_nothing_is_asked_the_decision_alone_counts() -> None:
    nothing: dict[str, Any] = {"required": {}, "signed": (), "objections": (), "checklist": ()}
    assert ask(**nothing).may_launch
    assert ask(WARNED, **nothing).may_launch
    assert not ask(BLOCKED, **nothing).may_launch


STOPS: dict[str, tuple[Decision | None, dict[str, Any], str, CampaignState]] = {
    "no review": (None, {}, "not-reviewed", CampaignState.BLOCKED),
    "a blocked decision": (BLOCKED, {}, "promise-fails", CampaignState.BLOCKED),
    "a change since the review": (
        CLEAR,
        {"changed": ("The material 'page' has changed.",)},
        "review-again",
        CampaignState.BLOCKED,
    ),
    "no signature": (CLEAR, {"signed": ()}, "sign-off-missing", CampaignState.CONDITIONAL),
    "two signatures of three": (
        CLEAR,
        {"signed": SIGNED[:2]},
        "sign-off-missing",
        CampaignState.CONDITIONAL,
    ),
    "a signature of what was": (
        CLEAR,
        {"signed": (*SIGNED[:2], replace(SIGNED[2], seal=OLD))},
        "sign-off-void",
        CampaignState.CONDITIONAL,
    ),
    "a signature too old": (
        CLEAR,
        {"signed": (*SIGNED[:2], replace(SIGNED[2], valid_until=TODAY - timedelta(days=1)))},
        "sign-off-expired",
        CampaignState.CONDITIONAL,
    ),
    "a signature withdrawn": (
        CLEAR,
        {"signed": (*SIGNED[:2], replace(SIGNED[2], withdrawn=True))},
        "sign-off-missing",
        CampaignState.CONDITIONAL,
    ),
    "one person in two roles": (
        CLEAR,
        {"signed": (*SIGNED[:2], replace(SIGNED[2], person="bob", at=NOW))},
        "sign-off-missing",
        CampaignState.CONDITIONAL,
    ),
    "an open objection": (
        CLEAR,
        {"objections": (OPEN,)},
        "objection-open",
        CampaignState.CONDITIONAL,
    ),
    "objections enough to hold": (
        CLEAR,
        {"objections": (OPEN,) * 3},
        "objections-hold",
        CampaignState.BLOCKED,
    ),
    "a blocking item": (CLEAR, {"checklist": (ITEM,)}, "checklist-open", CampaignState.CONDITIONAL),
    "a limit unsaid": (
        CLEAR,
        {"missing_limits": (LIMIT,)},
        "limit-missing",
        CampaignState.BLOCKED,
    ),
}


@pytest.mark.parametrize("name", STOPS)
def test_any_one_thing_unmet_keeps_it_back_and_is_named_with_its_cure(name: str) -> None:
    decision, changes, code, state = STOPS[name]
    gate = ask(decision, **changes)
    assert not gate.may_launch
    assert gate.state is state
    assert code in codes(gate)
    assert all(reason.message and reason.cure for reason in gate.reasons)


@given(st.sets(st.sampled_from(sorted(STOPS)), max_size=5), st.sampled_from([CLEAR, WARNED]))
def test_it_opens_exactly_when_nothing_is_unmet(names: set[str], decision: Decision) -> None:
    """Things unmet add up: whatever else there is, each keeps it back."""
    found: Decision | None = decision
    changes: dict[str, Any] = {}
    for name in sorted(names):
        other, change, *_ = STOPS[name]
        found = other if other is not CLEAR else found
        changes |= change
    gate = ask(found, **changes)
    assert gate.may_launch is (not names)


GIVEN = st.lists(
    st.builds(
        SignOff,
        role=st.sampled_from([*REQUIRED, Role.LEGAL]),
        person=st.sampled_from(["ann", "bob", "cy", "di"]),
        seal=st.sampled_from([SEAL, OLD, ""]),
        at=st.integers(0, 9).map(lambda hours: NOW - timedelta(hours=hours)),
        valid_until=st.integers(-1, 1).map(lambda days: TODAY + timedelta(days=days)),
        withdrawn=st.booleans(),
    ),
    max_size=8,
)


@given(GIVEN)
def test_it_opens_only_for_a_counting_signature_of_another_person_in_each_role(
    signed: list[SignOff],
) -> None:
    gate = ask(signed=signed)
    counting = [
        each
        for each in signed
        if each.seal == SEAL and not each.withdrawn and each.valid_until >= TODAY
    ]
    roles = {each.role for each in counting}
    if gate.may_launch:
        assert roles >= set(REQUIRED)
        assert len({each.person for each in counting}) >= len(REQUIRED)
    elif len({each.person for each in counting}) == len(counting):
        assert not roles >= set(REQUIRED)
    assert set(gate.waiting) >= set(REQUIRED) - roles
    assert gate.may_launch is (not gate.waiting)


@given(GIVEN, st.sampled_from(["", OLD]))
def test_without_the_present_seal_nobody_has_signed(signed: list[SignOff], seal: str) -> None:
    stale = [each for each in signed if each.seal != OLD]
    gate = ask(signed=stale, seal=seal)
    assert gate.waiting == tuple(REQUIRED)
    assert not gate.may_launch


def test_after_a_change_every_signature_waits_for_the_next_review() -> None:
    gate = ask(changed=("The launch is on 2 March 2026, no longer on 1 March 2026.",))
    assert gate.waiting == tuple(REQUIRED)
    assert "2 March 2026" in gate.reasons[0].message
    assert codes(gate) == ["review-again", *["sign-off-void"] * 3]


def test_a_new_signature_replaces_one_that_is_void() -> None:
    void = [replace(each, seal=OLD, at=NOW - timedelta(days=2)) for each in SIGNED]
    assert ask(signed=(*void, *SIGNED)).may_launch


def test_who_withdrew_may_sign_in_another_role() -> None:
    gone = replace(SIGNED[0], person="cy", withdrawn=True, at=NOW - timedelta(days=1))
    assert ask(signed=(gone, *SIGNED)).may_launch


def test_two_in_one_role_free_neither_for_another() -> None:
    twice = (*SIGNED[:2], replace(SIGNED[0], person="cy"), replace(SIGNED[2], at=NOW))
    gate = ask(signed=twice)
    assert gate.waiting == (Role.SERVICE,)
    assert "cy signed in two roles" in gate.reasons[0].message


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, Count.COUNTS),
        ({"valid_until": TODAY + timedelta(days=1)}, Count.COUNTS),
        ({"valid_until": TODAY - timedelta(days=1)}, Count.EXPIRED),
        ({"seal": OLD}, Count.VOID),
        ({"seal": OLD, "valid_until": date(2020, 1, 1)}, Count.VOID),
        ({"withdrawn": True}, Count.WITHDRAWN),
    ],
)
def test_a_signature_says_whether_it_counts(change: dict[str, Any], count: Count) -> None:
    assert count_of(replace(SIGNED[0], **change), seal=SEAL, today=TODAY) is count


def test_a_signature_without_a_seal_never_counts() -> None:
    assert count_of(replace(SIGNED[0], seal=""), seal="", today=TODAY) is Count.VOID


def test_items_that_do_not_block_are_named_and_nothing_more() -> None:
    gate = ask(checklist=(replace(ITEM, blocking=False),))
    assert (gate.state, gate.may_launch) == (CampaignState.CLEAR, True)
    assert [reason.level for reason in gate.reasons] == [Level.NOTE]


def test_a_limit_that_binds_nothing_is_a_warning_that_signing_accepts() -> None:
    gate = ask(idle_limits=(replace(LIMIT, place=None),))
    assert (gate.state, gate.may_launch) == (CampaignState.CONDITIONAL, True)
    assert codes(gate) == ["limit-idle"]


def test_an_item_and_an_objection_say_when_they_are_late() -> None:
    late = replace(ITEM, due=TODAY - timedelta(days=1))
    gate = ask(checklist=(late,), objections=(replace(OPEN, due=NOW - timedelta(seconds=1)),))
    told = " ".join(reason.message for reason in gate.reasons)
    assert "It was due on 28 February 2026." in told
    assert "It is overdue." in told


def test_what_is_due_today_is_not_late() -> None:
    gate = ask(checklist=(replace(ITEM, due=TODAY),), objections=(OPEN,))
    told = " ".join(reason.message for reason in gate.reasons)
    assert "was due" not in told
    assert "overdue" not in told


def test_the_gravest_come_first_and_none_is_said_twice() -> None:
    gate = ask(
        BLOCKED,
        checklist=(ITEM, ITEM, replace(ITEM, blocking=False)),
        signed=(),
        objections=(OPEN,),
    )
    assert codes(gate) == [
        "promise-fails",
        *["sign-off-missing"] * 3,
        "objection-open",
        "checklist-open",
        "checklist-open",
    ]
    assert [each.level for each in gate.reasons] == sorted(
        (each.level for each in gate.reasons), key=list(Level).index
    )


def test_a_missing_limit_points_at_the_promise_that_owes_it() -> None:
    reason = ask(missing_limits=(LIMIT,)).reasons[0]
    assert reason.place == LIMIT.place
    assert reason.message.startswith("page.md: 'Delivered in 2 days'")


def test_why_a_role_must_sign_stands_in_the_cure() -> None:
    gate = ask(required={Role.LEGAL: ("A price.", "On air.")})
    assert gate.reasons[0].cure == "Legal signs what is there now. A price. On air."


def test_a_blocked_outlook_blocks_even_without_a_reason() -> None:
    gate = ask(Decision(Outlook.BLOCKED, ()))
    assert (gate.state, gate.may_launch) == (CampaignState.BLOCKED, False)


@pytest.mark.parametrize(("open_ones", "held"), [(1, False), (2, True), (3, True)])
def test_the_hold_begins_with_as_many_objections_as_it_says(open_ones: int, held: bool) -> None:
    gate = ask(objections=(OPEN,) * open_ones, hold_at=2)
    assert ("objections-hold" in codes(gate)) is held
