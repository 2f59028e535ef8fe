"""What is said of a back-test: counts and interval, and that it cannot tell where it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.evidence import Interval
from ringtrue.gap.backtest import BacktestRow, Rule
from ringtrue.gap.backtest_words import tell_backtest

ROW = BacktestRow(
    rule=Rule.PREDICTIVE,
    target=0.9,
    cases=264,
    cleared=260,
    wrong=8,
    held=256,
    wrong_share=8 / 260,
    wrong_interval=Interval(0.011, 0.084, 0.95, "Wilson"),
    cleared_of_held=1.0,
    cleared_of_held_interval=None,
)


def test_counts_share_and_interval_are_told() -> None:
    told = tell_backtest(ROW, 23, 30)
    assert told.startswith(
        "Of 264 cases in 23 months the gate would have cleared 260, and 8 of those then broke:"
        " it was wrong in 3.1 % of what it cleared (95 % interval 1.1-8.4 %)."
    )


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.0, 0.05, "within the 5 %"),
        (0.01, 0.08, "so few cases do not show"),
        (0.06, 0.2, "do not lean on it"),
    ],
)
def test_the_interval_decides_whether_the_aim_is_met(low: float, high: float, words: str) -> None:
    row = replace(ROW, wrong_interval=Interval(low, high, 0.95, "Wilson"))
    assert words in tell_backtest(row, 23, 30)


def test_a_rule_that_cleared_nothing_was_not_right() -> None:
    row = replace(ROW, cleared=0, wrong=0, held=50, wrong_share=None, wrong_interval=None)
    told = tell_backtest(row, 23, 30)
    assert told.startswith("Cannot tell: in 264 cases in 23 months the gate never cleared")
    assert "would have held in 50 of them" in told


def test_months_without_enough_records_make_no_case() -> None:
    row = replace(ROW, cases=0, cleared=0, wrong=0, held=0, wrong_share=None, wrong_interval=None)
    assert tell_backtest(row, 0, 30).startswith("Cannot tell: no month was followed by one with 30")


def test_the_other_rules_are_not_held_to_the_aim_of_the_gate() -> None:
    told = tell_backtest(replace(ROW, rule=Rule.PLAIN), 23, 30)
    assert "the plain share would have cleared" in told
    assert "aims" not in told


@given(st.integers(1, 40), st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_a_share_of_errors_is_claimed_only_where_there_are_months_and_clearances(
    months: int, held: int, cleared: int, wrong: int
) -> None:
    wrong = min(wrong, cleared)
    share = wrong / cleared if cleared else None
    row = replace(ROW, cases=400, held=held, cleared=cleared, wrong=wrong, wrong_share=share)
    told = tell_backtest(row, months, 30)
    assert ("it was wrong in" in told) == (months >= 6 and cleared > 0)
    assert ("Cannot tell" in told) != ("it was wrong in" in told)
