from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.evidence import Evidence
from ringtrue.core.finding import Finding, Level
from ringtrue.core.outcome import Counts
from ringtrue.core.place import Place
from ringtrue.core.policy import Effect, Policy
from ringtrue.core.verdict import Outlook, PlannedLoad, State, Verdict
from ringtrue.gap.decision import NAMED_SEGMENTS, Bond, Docket, decide

AS_OF = datetime(2014, 1, 31, tzinfo=UTC)
PLACE = Place("page.md", 3, 1, 40, 60)
CLAIM = Claim(PLACE, "On time", "On time, always.", Label.PROMISE, Kind.TIME, True, 0.9)
VAGUE = replace(CLAIM, text="We care", measurable=False)
ASSERTION = replace(CLAIM, text="30 years", label=Label.ASSERTION)
HOLDS = Verdict("On time", "on-time", State.HOLDS, 0.7, ("All is well.",), level=0.9, chance=0.95)
FAILS = replace(HOLDS, state=State.FAILS, reasons=("Too late.",), chance=0.1)
UNPROVEN = replace(HOLDS, state=State.UNPROVEN, reasons=("Too close.",), chance=0.6)
AGED = replace(UNPROVEN, chance=0.95)
NO_STANDARD = replace(HOLDS, standard="", state=State.VAGUE, reasons=("Not measurable.",))
PART = replace(FAILS, segment=("F9", "LGA"), expected=0.58)
FRESH = Evidence(
    "on-time",
    "definition",
    "flights",
    "query",
    "fingerprint",
    as_of=AS_OF,
    first_day=date(2013, 1, 1),
    last_day=date(2013, 12, 31),
    counts=Counts(3, 1),
    share=0.75,
    interval=None,
    version="0",
)
STALE = replace(FRESH, last_day=date(2013, 12, 1))
FINDING = Finding("us-1", Level.ERROR, "Says free, is not.", "why", "Say the price.", PLACE)


def bound(*verdicts: Verdict, evidence: tuple[Evidence, ...] = (FRESH,)) -> Docket:
    return Docket(CLAIM, Bond.BOUND, verdicts, evidence)


def found(level: Level) -> Docket:
    finding = replace(FINDING, level=level)
    return Docket(replace(ASSERTION, findings=(finding,)), Bond.UNBOUND)


UNSEEN = replace(
    HOLDS,
    state=State.UNPROVEN,
    load=PlannedLoad(2.0, 2.0, 100.0, 200.0, days=0, known=400, busiest=1.4),
)
TROUBLES = {
    "promise-fails": ("fails", bound(FAILS)),
    "segment-fails": ("segment_fails", bound(HOLDS, PART)),
    "promise-unproven": ("unproven", bound(UNPROVEN)),
    "load-unseen": ("load_unseen", bound(UNSEEN)),
    "evidence-missing": ("unproven", bound(HOLDS, evidence=())),
    "evidence-stale": ("stale", bound(AGED, evidence=(STALE,))),
    "promise-vague": ("vague", Docket(VAGUE, Bond.UNBOUND)),
    "promise-unbound": ("unbound", Docket(CLAIM, Bond.UNBOUND, note="No column fits")),
    "binding-ambiguous": ("unbound", Docket(CLAIM, Bond.AMBIGUOUS, note="Two columns fit")),
}
OUTLOOK = {
    Effect.BLOCK: Outlook.BLOCKED,
    Effect.WARN: Outlook.CONDITIONAL,
    Effect.IGNORE: Outlook.CLEAR,
}
LEVEL = {Effect.BLOCK: Level.ERROR, Effect.WARN: Level.WARNING, Effect.IGNORE: Level.NOTE}


@pytest.mark.parametrize(("code", "effect"), list(product(TROUBLES, Effect)))
def test_each_trouble_does_what_the_policy_says_and_nothing_else(code: str, effect: Effect) -> None:
    setting, docket = TROUBLES[code]
    decision = decide([docket], replace(Policy(), **{setting: effect}), AS_OF)
    assert [(reason.code, reason.level) for reason in decision.reasons] == [(code, LEVEL[effect])]
    assert decision.outlook is OUTLOOK[effect]


@pytest.mark.parametrize("code", TROUBLES)
def test_each_reason_says_what_where_and_what_would_clear_it(code: str) -> None:
    (reason,) = decide([TROUBLES[code][1]], Policy(), AS_OF).reasons
    assert reason.place == PLACE
    assert reason.message.endswith(".")
    assert reason.cure.endswith(".")


@pytest.mark.parametrize("code", TROUBLES)
def test_each_reason_begins_with_the_words_of_the_promise_and_the_id_stands_beside_them(
    code: str,
) -> None:
    docket = TROUBLES[code][1]
    (reason,) = decide([docket], Policy(), AS_OF).reasons
    words = f"'{docket.claim.text}'"
    assert reason.message.startswith(words)
    measured = bool(docket.verdicts)
    assert reason.standard == ("on-time" if measured else "")
    assert reason.message.startswith(f"{words}: ") is measured
    assert "on-time" not in reason.message
    assert ("No column" in reason.message, "Two columns" in reason.message) == (False, False)


def test_a_promise_without_words_in_the_book_is_named_by_its_standard() -> None:
    (reason,) = decide([bound(replace(FAILS, promise=""))], Policy(), AS_OF).reasons
    assert reason.message == "on-time: Too late."


@pytest.mark.parametrize(
    ("level", "setting", "usual"),
    [
        (Level.ERROR, "rule_error", Outlook.BLOCKED),
        (Level.WARNING, "rule_warning", Outlook.CONDITIONAL),
        (Level.NOTE, "", Outlook.CLEAR),
    ],
)
def test_a_finding_weighs_what_its_level_says_unless_its_rule_is_named(
    level: Level, setting: str, usual: Outlook
) -> None:
    assert decide([found(level)], Policy(), AS_OF).outlook is usual
    for effect in Effect:
        if setting:
            by_level = replace(Policy(), **{setting: effect})
            assert decide([found(level)], by_level, AS_OF).outlook is OUTLOOK[effect]
        by_name = replace(Policy(), rules=(("us-1", effect),))
        assert decide([found(level)], by_name, AS_OF).outlook is OUTLOOK[effect]
        other = replace(Policy(), rules=(("us-2", effect),))
        assert decide([found(level)], other, AS_OF).outlook is usual


def test_a_finding_brings_its_own_message_fix_and_place() -> None:
    (reason,) = decide([], Policy(), AS_OF, (FINDING,)).reasons
    assert (reason.code, reason.message) == ("us-1", "Says free, is not.")
    assert (reason.cure, reason.place) == ("Say the price.", PLACE)


@pytest.mark.parametrize(
    "docket",
    [
        bound(HOLDS),
        bound(HOLDS, replace(PART, state=State.UNPROVEN)),
        bound(HOLDS, replace(PART, state=State.HOLDS)),
        Docket(ASSERTION, Bond.UNBOUND),
        Docket(replace(ASSERTION, measurable=False), Bond.AMBIGUOUS),
        Docket(replace(VAGUE), Bond.BOUND, (HOLDS,), (FRESH,)),
    ],
)
def test_what_is_well_founded_passes_in_silence(docket: Docket) -> None:
    decision = decide([docket], Policy(), AS_OF)
    assert (decision.outlook, decision.reasons) == (Outlook.CLEAR, ())


def test_a_campaign_without_claims_is_clear() -> None:
    assert decide([], Policy(), AS_OF).outlook is Outlook.CLEAR


def test_evidence_goes_stale_the_day_after_its_time() -> None:
    edge = replace(FRESH, last_day=date(2013, 12, 17))
    assert decide([bound(HOLDS, evidence=(edge,))], Policy(), AS_OF).reasons == ()
    late = replace(FRESH, last_day=date(2013, 12, 16))
    (reason,) = decide([bound(HOLDS, evidence=(late,))], Policy(), AS_OF).reasons
    assert "ends on 16 December 2013, 46 days ago; it counts for 45 days" in reason.message


def test_ignoring_age_does_not_let_an_unproven_promise_through() -> None:
    policy = replace(Policy(), stale=Effect.IGNORE)
    decision = decide([bound(UNPROVEN, evidence=(STALE,))], policy, AS_OF)
    assert decision.outlook is Outlook.BLOCKED
    assert {reason.code for reason in decision.reasons} == {"promise-unproven", "evidence-stale"}


def test_a_bound_promise_that_nobody_judged_does_not_slip_through() -> None:
    (reason,) = decide([Docket(CLAIM, Bond.BOUND)], Policy(), AS_OF).reasons
    assert reason.code == "evidence-missing"


def test_a_verdict_of_vague_is_weighed_as_vague() -> None:
    (reason,) = decide([bound(NO_STANDARD)], Policy(), AS_OF).reasons
    assert (reason.code, reason.message) == ("promise-vague", "'On time': Not measurable.")


def test_failing_segments_are_one_reason_that_names_the_worst() -> None:
    parts = [replace(PART, segment=(f"S{i}",), expected=0.5 + i / 100) for i in range(8)]
    fine = [replace(PART, segment=("fine",), state=State.HOLDS)]
    (reason,) = decide([bound(HOLDS, *reversed(parts), *fine)], Policy(), AS_OF).reasons
    assert "Fails for 8 of 9 segments: S0 (50 % expected), S1 (51 % expected)" in reason.message
    assert f"and {8 - NAMED_SEGMENTS} more." in reason.message
    assert "fine" not in reason.message


def test_segments_of_a_promise_that_fails_for_everyone_are_not_told_again() -> None:
    codes = [reason.code for reason in decide([bound(FAILS, PART)], Policy(), AS_OF).reasons]
    assert codes == ["promise-fails"]


def test_the_same_reason_at_the_same_place_is_said_once() -> None:
    assert len(decide([bound(FAILS), bound(FAILS)], Policy(), AS_OF).reasons) == 1


dockets = st.sampled_from([docket for _, docket in TROUBLES.values()] + [bound(HOLDS)])
findings = st.builds(
    Finding,
    st.sampled_from(["us-1", "uk-2"]),
    st.sampled_from(Level),
    st.just("message"),
    st.just("why"),
    st.just("fix"),
    st.just(PLACE),
)
effects = st.sampled_from(Effect)
policies = st.builds(
    Policy,
    fails=effects,
    segment_fails=effects,
    unproven=effects,
    load_unseen=effects,
    offer_short=effects,
    vague=effects,
    unbound=effects,
    stale=effects,
    rule_error=effects,
    rule_warning=effects,
    rules=st.lists(st.tuples(st.sampled_from(["us-1", "uk-2"]), effects), max_size=2).map(tuple),
)
GRAVITY = [Outlook.CLEAR, Outlook.CONDITIONAL, Outlook.BLOCKED]


@given(st.lists(dockets, max_size=5), dockets, st.lists(findings, max_size=3), findings, policies)
def test_one_more_claim_or_finding_never_makes_the_decision_better(
    some: list[Docket], docket: Docket, few: list[Finding], finding: Finding, policy: Policy
) -> None:
    before = GRAVITY.index(decide(some, policy, AS_OF, tuple(few)).outlook)
    claim_more = decide([*some, docket], policy, AS_OF, tuple(few)).outlook
    finding_more = decide(some, policy, AS_OF, (*few, finding)).outlook
    assert GRAVITY.index(claim_more) >= before
    assert GRAVITY.index(finding_more) >= before


@given(st.lists(dockets, max_size=5), st.lists(findings, max_size=3), policies)
def test_reasons_come_gravest_first_and_the_gravest_decides(
    some: list[Docket], few: list[Finding], policy: Policy
) -> None:
    decision = decide(some, policy, AS_OF, tuple(few))
    weights = [[Level.NOTE, Level.WARNING, Level.ERROR].index(r.level) for r in decision.reasons]
    assert weights == sorted(weights, reverse=True)
    assert GRAVITY.index(decision.outlook) == max(weights, default=0)
