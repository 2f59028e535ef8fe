from array import array
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.core.outcome import Tally, to_day, to_number
from ringtrue.core.policy import Policy
from ringtrue.core.verdict import State, Verdict
from ringtrue.gap.periods import Grain
from ringtrue.gap.verdict import judge_standard, vague_verdict

NEW_YEAR = datetime(2021, 1, 1)
STEADY = [0.9, 0.91, 0.89, 0.9, 0.92, 0.9, 0.88, 0.9, 0.91, 0.9, 0.89, 0.9]
RANK = {State.FAILS: 0, State.UNPROVEN: 1, State.HOLDS: 2}
shares = st.floats(0.05, 0.99)


def whole(verdicts: tuple[Verdict, ...]) -> Verdict:
    assert verdicts[0].segment == ()
    return verdicts[0]


def test_a_steady_promise_holds_well_below_its_share_and_fails_above_it(
    monthly: Any, make_standard: Any
) -> None:
    states = [
        whole(judge_standard(make_standard(t), monthly(STEADY), None, Policy(), NEW_YEAR)).state
        for t in (0.7, 0.89, 0.97)
    ]
    assert states == [State.HOLDS, State.UNPROVEN, State.FAILS]


def test_the_bound_reaches_the_target_exactly_when_the_promise_holds(
    monthly: Any, make_standard: Any
) -> None:
    for target in (0.5, 0.7, 0.8, 0.82, 0.84, 0.86, 0.88, 0.9):
        verdict = whole(
            judge_standard(make_standard(target), monthly(STEADY), None, Policy(), NEW_YEAR)
        )
        assert verdict.bound is not None
        assert (verdict.state is State.HOLDS) == (verdict.bound >= target)


def test_last_months_share_alone_clears_nothing(monthly: Any, make_standard: Any) -> None:
    wild = [0.95, 0.6, 0.9, 0.55, 0.97, 0.6, 0.9, 0.65, 0.95, 0.6, 0.65, 0.97]
    verdict = whole(judge_standard(make_standard(0.9), monthly(wild), None, Policy(), NEW_YEAR))
    assert verdict.state is not State.HOLDS


def test_reasons_say_what_was_what_comes_and_what_was_promised(
    monthly: Any, make_standard: Any
) -> None:
    verdict = whole(judge_standard(make_standard(0.97), monthly(STEADY), None, Policy(), NEW_YEAR))
    past, coming, why, season = verdict.reasons
    assert past.startswith("Kept for 90 % (89.")
    assert past.endswith(" from 1 January 2020 to 31 December 2020.")
    assert " of 7,320 flights from " in past
    assert coming.startswith("January 2021: we expect 89.9 %, and at least 87.")
    assert coming.endswith(" certainty; promised 97 %.")
    assert why == "The chance of reaching 97 % is under 1 %: it is more likely broken than kept."
    assert season == (
        "No month has been seen in two years yet, so what is usual at this time of year is not "
        "in the forecast."
    )


def test_the_bound_in_the_text_is_never_more_than_the_bound(
    monthly: Any, make_standard: Any
) -> None:
    verdict = whole(judge_standard(make_standard(0.9), monthly(STEADY), None, Policy(), NEW_YEAR))
    said = float(verdict.reasons[1].split("at least ")[1].split(" %")[0])
    assert verdict.bound is not None
    assert said / 100 <= verdict.bound < said / 100 + 0.002


def test_too_few_records_prove_nothing_and_show_no_forecast(
    make_tally: Any, make_standard: Any
) -> None:
    tally = make_tally([(to_number(datetime(2020, 12, 1).date()), 0, 29, 0, 0, 0)])
    verdict = whole(judge_standard(make_standard(0.5), tally, None, Policy(), NEW_YEAR))
    assert verdict.state is State.UNPROVEN
    assert "Too little to judge: 29 decided, at least 30 are needed." in verdict.reasons
    assert (verdict.measured, verdict.expected, verdict.bound, verdict.chance) == (1.0, *[None] * 3)


def test_no_record_at_all_is_unproven_not_an_error(make_tally: Any, make_standard: Any) -> None:
    (verdict,) = judge_standard(make_standard(), make_tally([]), None, Policy(), NEW_YEAR)
    assert verdict.state is State.UNPROVEN
    assert verdict.measured is None


def test_a_first_month_that_still_runs_is_unproven(monthly: Any, make_standard: Any) -> None:
    running = datetime(2020, 1, 20)
    verdict = whole(judge_standard(make_standard(0.5), monthly([1.0]), None, Policy(), running))
    assert verdict.state is State.UNPROVEN
    assert any("No month is complete" in reason for reason in verdict.reasons)


def test_a_month_with_pending_records_is_named_with_how_many(
    make_tally: Any, make_standard: Any
) -> None:
    first = to_number(datetime(2020, 1, 1).date())
    rows = [(first + day, 0, 18, 2, 5 if day >= 360 else 0, 0) for day in range(366)]
    verdict = whole(judge_standard(make_standard(0.6), make_tally(rows), None, Policy(), NEW_YEAR))
    said = "Not judged yet: December 2020 (up to 4.6 % is still pending)."
    assert said in verdict.reasons
    assert verdict.reasons[1].startswith("January 2021: ")


def test_records_after_as_of_do_not_count(monthly: Any, make_standard: Any) -> None:
    long, short = monthly([0.9] * 6 + [0.1] * 6), monthly([0.9] * 6)
    july = datetime(2020, 6, 30)
    for tally in (long, short):
        verdict = whole(judge_standard(make_standard(0.6), tally, None, Policy(), july))
        assert verdict.state is State.HOLDS
        assert verdict.measured == pytest.approx(0.9)


@pytest.mark.parametrize(("target", "state"), [(0.6, State.UNPROVEN), (0.97, State.FAILS)])
def test_age_takes_a_yes_back_but_mends_no_failure(
    target: float, state: State, monthly: Any, make_standard: Any
) -> None:
    late = datetime(2021, 2, 15)
    verdict = whole(judge_standard(make_standard(target), monthly(STEADY), None, Policy(), late))
    assert verdict.state is state
    said = "The last decided record is 46 days old; evidence counts for 45 days."
    assert (said in verdict.reasons) == (state is State.UNPROVEN)


def test_a_segment_that_fell_silent_is_unproven(make_tally: Any, make_standard: Any) -> None:
    first = to_number(datetime(2020, 1, 1).date())
    rows = [(first + day, 0, 20, 0, 0, 0) for day in range(366)]
    rows += [(first + day, 1, 20, 0, 0, 0) for day in range(100)]
    tally = make_tally(rows, (("AA",), ("UA",)))
    policy = Policy(stale_days=1000)
    verdicts = judge_standard(make_standard(0.6), tally, None, policy, NEW_YEAR)
    assert [each.state for each in verdicts] == [State.HOLDS, State.HOLDS, State.UNPROVEN]
    assert "No record has been decided for several months." in verdicts[2].reasons
    assert verdicts[2].expected is None


def test_every_segment_gets_its_verdict_in_the_tallys_order(
    make_tally: Any, make_standard: Any
) -> None:
    first = to_number(datetime(2020, 1, 1).date())
    rows = [
        (first + day, code, 19 - 9 * code, 1 + 9 * code, 0, 0)
        for day in range(366)
        for code in (0, 1)
    ]
    tally = make_tally(rows, (("good",), ("bad",), ("empty",)))
    verdicts = judge_standard(make_standard(0.8), tally, None, Policy(), NEW_YEAR)
    assert [each.segment for each in verdicts] == [(), ("good",), ("bad",), ("empty",)]
    assert [each.state for each in verdicts[1:]] == [State.HOLDS, State.FAILS, State.UNPROVEN]


def test_promised_words_and_standard_are_carried_along(monthly: Any, make_standard: Any) -> None:
    verdict = whole(judge_standard(make_standard(0.7), monthly(STEADY), None, Policy(), NEW_YEAR))
    assert (verdict.promise, verdict.standard, verdict.target) == ("On time", "on-time", 0.7)


def test_neighbours_change_how_sure_we_are_and_not_what_was_measured(
    monthly: Any, make_standard: Any, make_ladder: Any
) -> None:
    tally = monthly(STEADY)
    bolder = monthly([0.6, 0.65, 0.5, 0.7, 0.6, 0.55, 0.6, 0.7, 0.5, 0.6, 0.65, 0.6])
    ladder = make_ladder({7.0: bolder, 15.0: tally, 30.0: monthly(STEADY)})
    alone = whole(judge_standard(make_standard(0.8), tally, None, Policy(), NEW_YEAR))
    joined = whole(judge_standard(make_standard(0.8), tally, ladder, Policy(), NEW_YEAR))
    assert alone.measured == joined.measured
    assert alone.chance != joined.chance


def test_quarters_and_weeks_are_judged_too(monthly: Any, make_standard: Any) -> None:
    for grain, title in ((Grain.QUARTER, "the first quarter of 2021"), (Grain.WEEK, "the week of")):
        verdict = whole(
            judge_standard(make_standard(0.6), monthly(STEADY), None, Policy(), NEW_YEAR, grain)
        )
        assert verdict.state is State.HOLDS
        assert verdict.reasons[1].startswith(title)


def test_a_policy_that_wants_to_be_surer_needs_a_higher_chance(
    monthly: Any, make_standard: Any
) -> None:
    wild = [0.8 + 0.03 * (month % 3) for month in range(12)]
    levels = [
        whole(judge_standard(make_standard(), monthly(wild), None, policy, NEW_YEAR)).level or 0.0
        for policy in (Policy(confidence=0.8), Policy(confidence=0.95), Policy(confidence=0.99))
    ]
    assert levels == sorted(levels)
    assert levels[0] < levels[2]


def test_a_promise_without_a_standard_is_vague() -> None:
    verdict = vague_verdict("We are here for you", Policy(target=0.8))
    assert (verdict.state, verdict.target, verdict.standard) == (State.VAGUE, 0.8, "")


@settings(deadline=None, max_examples=15)
@given(st.lists(shares, min_size=1, max_size=14), st.lists(shares, min_size=2, max_size=4))
def test_a_bolder_target_never_gets_a_better_verdict(
    monthly: Any, make_standard: Any, past: list[float], targets: list[float]
) -> None:
    tally = monthly(past)
    now = datetime(2020 + len(past) // 12, len(past) % 12 + 1, 1)
    found = [
        whole(judge_standard(make_standard(target), tally, None, Policy(), now))
        for target in sorted(targets)
    ]
    for mild, bold in pairwise(found):
        assert RANK[mild.state] >= RANK[bold.state]
        assert (mild.chance or 0) >= (bold.chance or 0)


@settings(deadline=None, max_examples=15)
@given(
    st.lists(shares, min_size=2, max_size=14),
    st.lists(st.integers(0, 5), min_size=14, max_size=14),
    st.floats(0.3, 0.95),
)
def test_keeping_more_never_turns_a_promise_that_holds_into_one_that_fails(
    monthly: Any, make_standard: Any, past: list[float], more: list[int], target: float
) -> None:
    now = datetime(2020 + len(past) // 12, len(past) % 12 + 1, 1)
    before = monthly(past)
    after = _kept_more(before, more)
    policy = Policy(min_decided=1)
    verdicts = [
        whole(judge_standard(make_standard(target), each, None, policy, now))
        for each in (before, after)
    ]
    assert [each.state for each in verdicts] != [State.HOLDS, State.FAILS]


def _kept_more(tally: Tally, more: list[int]) -> Tally:
    """Every day of a month so many broken records become kept ones."""
    turned = [
        min(broken, more[to_day(day).month - 1])
        for day, broken in zip(tally.day, tally.broken, strict=True)
    ]
    return replace(
        tally,
        kept=array("q", [kept + each for kept, each in zip(tally.kept, turned, strict=True)]),
        broken=array("q", [b - each for b, each in zip(tally.broken, turned, strict=True)]),
    )


def test_a_bound_above_the_expected_share_is_said_alone(monthly: Any, make_standard: Any) -> None:
    verdict = whole(
        judge_standard(make_standard(0.9), monthly([1.0] * 12), None, Policy(), NEW_YEAR)
    )
    assert verdict.bound is not None
    assert verdict.expected is not None
    assert verdict.bound >= verdict.expected
    assert verdict.reasons[1].startswith("January 2021: we expect at least ")
