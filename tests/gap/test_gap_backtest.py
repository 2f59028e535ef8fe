from datetime import datetime
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.core.errors import MeasureError, UsageError
from ringtrue.core.outcome import Tally
from ringtrue.core.policy import Policy
from ringtrue.gap.backtest import Backtest, Case, Options, Rule, backtest_standard, run_backtest
from ringtrue.gap.periods import Grain

END = datetime(2022, 1, 1)
DRIFT = [0.9 + 0.06 * float(np.sin(month)) for month in range(24)]


@pytest.fixture(scope="module")
def two_years(monthly: Any) -> Tally:
    tally: Tally = monthly(DRIFT, names=("AA", "UA"))
    return tally


@pytest.fixture(scope="module")
def tested(two_years: Tally) -> Backtest:
    return run_backtest(two_years, END)


def test_there_is_a_case_for_every_segment_month_and_target(tested: Backtest) -> None:
    assert len(tested.cases) == 2 * 23 * 4
    assert tested.total(Rule.PLAIN).cases == len(tested.cases)
    assert tested.cases[0].period.label == "2020-02"


def test_the_table_counts_what_the_cases_say(tested: Backtest) -> None:
    for row in tested.rows:
        mine = [case for case in tested.cases if row.target in (None, case.target)]
        cleared = [case for case in mine if row.rule in case.cleared_by]
        assert row.cases == len(mine)
        assert row.cleared == len(cleared)
        assert row.wrong == sum(not case.held for case in cleared)
        assert row.held == sum(case.held for case in mine)


def test_rows_are_each_rule_at_each_target_and_at_all(tested: Backtest) -> None:
    wanted = list(product(Rule, (0.7, 0.8, 0.85, 0.9, None)))
    assert [(row.rule, row.target) for row in tested.rows] == wanted


def test_shares_are_those_of_the_counts_and_lie_in_their_intervals(tested: Backtest) -> None:
    for row in tested.rows:
        assert (row.wrong_share is None) == (row.cleared == 0)
        if row.wrong_share is not None and row.wrong_interval is not None:
            assert row.wrong_share == pytest.approx(row.wrong / row.cleared)
            assert (
                row.wrong_interval.low - 1e-9 <= row.wrong_share <= row.wrong_interval.high + 1e-9
            )
        if row.cleared_of_held is not None:
            assert row.cleared_of_held == pytest.approx((row.cleared - row.wrong) / row.held)


def test_the_plain_rule_clears_what_the_month_before_kept(monthly: Any) -> None:
    tested = run_backtest(monthly([0.8, 0.6, 0.9]), END, Options(targets=(0.7,)))
    february, march = tested.cases
    assert (Rule.PLAIN in february.cleared_by, february.held) == (True, False)
    assert (Rule.PLAIN in march.cleared_by, march.held) == (False, True)
    row = next(row for row in tested.rows if row.rule is Rule.PLAIN)
    assert (row.cleared, row.wrong, row.held) == (1, 1, 1)


def test_the_predictive_rule_is_wrong_less_often_than_the_plain_one_where_months_differ(
    monthly: Any,
) -> None:
    wild = [0.85 + 0.1 * float(np.sin(2.4 * month)) for month in range(36)]
    tested = run_backtest(monthly(wild), datetime(2023, 1, 1))
    assert tested.total(Rule.PREDICTIVE).wrong < tested.total(Rule.PLAIN).wrong


def test_the_predictive_rule_clears_what_its_chance_allows(tested: Backtest) -> None:
    for case in tested.cases:
        assert (Rule.PREDICTIVE in case.cleared_by) == (case.chance >= case.level)


def test_no_forecast_sees_the_month_that_it_is_tested_on(monthly: Any) -> None:
    options = Options(targets=(0.8,))
    calm = run_backtest(monthly([*DRIFT[:10], 0.9, 0.9]), END, options)
    shock = run_backtest(monthly([*DRIFT[:10], 0.1, 0.9]), END, options)
    ours, theirs = calm.cases[:10], shock.cases[:10]
    assert [case.chance for case in ours] == [case.chance for case in theirs]
    assert [case.cleared_by for case in ours] == [case.cleared_by for case in theirs]
    assert calm.cases[10].chance != shock.cases[10].chance


def test_months_with_few_records_are_no_case(monthly: Any) -> None:
    tally = monthly([0.9] * 6, a_day=1)  # February has 29 days
    assert run_backtest(tally, END, Options(min_next=30)).total(Rule.PLAIN).cases == 4 * 4
    assert run_backtest(tally, END, Options(min_next=1)).total(Rule.PLAIN).cases == 4 * 5
    assert run_backtest(tally, END, Options(min_next=1000)).cases == ()


def test_only_the_rules_that_were_asked_for_are_in_the_table(two_years: Tally) -> None:
    tested = run_backtest(two_years, END, Options(rules=(Rule.BINOMIAL,)))
    assert {row.rule for row in tested.rows} == {Rule.BINOMIAL}
    assert {rule for case in tested.cases for rule in case.cleared_by} == {Rule.BINOMIAL}


def test_a_bound_of_one_half_is_the_plain_share(two_years: Tally) -> None:
    tested = run_backtest(two_years, END, Options(confidence=0.5, targets=(0.87, 0.93)))
    for case in tested.cases:
        assert (Rule.BINOMIAL in case.cleared_by) == (Rule.PLAIN in case.cleared_by)


def test_a_ladder_is_tested_at_every_limit_or_at_those_asked_for(
    monthly: Any, make_ladder: Any
) -> None:
    ladder = make_ladder({limit: monthly([0.5 + limit / 100] * 6) for limit in (10.0, 20.0, 30.0)})
    every = run_backtest(ladder, END)
    assert {case.limit for case in every.cases} == {10.0, 20.0, 30.0}
    some = run_backtest(ladder, END, limits=(30.0, 10.0))
    wanted = {case for case in every.cases if case.limit != 20.0}
    assert set(some.cases) == wanted


def test_a_limit_that_is_not_on_the_ladder_is_refused_with_those_that_are(
    monthly: Any, make_ladder: Any
) -> None:
    ladder = make_ladder({10.0: monthly([0.9] * 3), 20.0: monthly([0.9] * 3)})
    with pytest.raises(UsageError, match=r"15 is no limit\. The ladder has 10, 20 \(minute\)\."):
        run_backtest(ladder, END, limits=(15.0,))


@pytest.mark.parametrize("target", [0.0, -0.5, 1.5, 90.0])
def test_a_target_that_is_no_share_is_refused(target: float, two_years: Tally) -> None:
    with pytest.raises(UsageError, match="is no share"):
        run_backtest(two_years, END, Options(targets=(target,)))


@pytest.mark.parametrize("shares", [[], [0.9]])
def test_less_than_two_months_cannot_be_tested(shares: list[float], monthly: Any) -> None:
    with pytest.raises(MeasureError, match=r"needs two complete months, there are [01]"):
        run_backtest(monthly(shares), END)


def test_a_standard_is_tested_at_its_own_target_and_limit(
    monthly: Any, make_standard: Any, make_ladder: Any
) -> None:
    tally = monthly([0.9] * 6)
    ladder = make_ladder({7.0: monthly([0.5] * 6), 15.0: tally, 30.0: monthly([0.95] * 6)})
    standard = make_standard(target=0.87)
    tested = backtest_standard(standard, tally, ladder, Policy(), END)
    assert {case.target for case in tested.cases} == {0.7, 0.8, 0.85, 0.87, 0.9}
    assert all(case.kept == pytest.approx(0.9 * case.decided, abs=1) for case in tested.cases)


def test_the_policys_fewest_records_bind_the_gate_in_its_back_test_too(
    two_years: Tally, make_standard: Any
) -> None:
    usual, strict = (
        backtest_standard(make_standard(), two_years, None, policy, END).total(Rule.PREDICTIVE)
        for policy in (Policy(), Policy(min_decided=10**9))
    )
    assert usual.cleared > 0
    assert strict.cleared == 0


def test_weeks_give_more_cases_than_months(two_years: Tally, tested: Backtest) -> None:
    weekly = run_backtest(two_years, END, Options(grain=Grain.WEEK))
    assert len(weekly.cases) > 4 * len(tested.cases)
    assert weekly.cases[0].period.grain is Grain.WEEK


@settings(deadline=None, max_examples=15)
@given(st.lists(st.floats(0.05, 0.99), min_size=2, max_size=10), st.floats(0.5, 0.98))
def test_clearing_at_a_bolder_target_implies_clearing_at_a_milder_one(
    monthly: Any, shares: list[float], target: float
) -> None:
    options = Options(targets=(target, target * 0.9), min_decided=1)
    tested = run_backtest(monthly(shares, a_day=3), END, options)
    pairs: dict[object, list[Case]] = {}
    for case in tested.cases:
        pairs.setdefault(case.period, []).append(case)
    for bold, mild in pairs.values():
        assert set(bold.cleared_by) <= set(mild.cleared_by)
        assert bold.held <= mild.held
