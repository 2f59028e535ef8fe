"""Whether what an objection foretold came true: what is said, and when nothing can be said."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.outcome import Tally, to_number
from ringtrue.gap.foretold import Foretold, Judged, judge_objection, rightness, together

FIRST = date(2026, 1, 5)


def judged(days: Sequence[tuple[int, int]], target: float = 0.9) -> Judged:
    """Judged on the morning after so many days of kept and broken records."""
    start, number = to_number(FIRST), len(days)
    tally = Tally(
        "on-time", (), ((),), array("i", range(start, start + number)), array("i", [0] * number),
        array("q", [kept for kept, _ in days]), array("q", [broken for _, broken in days]),
        array("q", [0] * number), array("q", [0] * number),
    )  # fmt: skip
    return judge_objection(tally, target, FIRST, FIRST + timedelta(days=number))


def test_a_promise_that_broke_proves_the_objection_right() -> None:
    found = judged([(12, 8)] * 60)
    assert found.outcome is Foretold.BROKE
    assert found.broke_on is not None
    assert (found.counts.kept, found.counts.broken) == (720, 480)
    assert found.because.startswith("An alert opened on ")


def test_a_promise_that_was_kept_long_enough_does_not() -> None:
    found = judged([(20, 0)] * 90)
    assert (found.outcome, found.broke_on) == (Foretold.KEPT, None)
    assert found.limits is not None
    assert found.limits.low >= 0.9


def test_a_promise_that_broke_and_was_mended_stays_broken() -> None:
    assert judged([(8, 12)] * 30 + [(20, 0)] * 200).outcome is Foretold.BROKE


@pytest.mark.parametrize("days", [[], [(1, 0)], [(10, 0)] * 2, [(18, 2)] * 30])
def test_what_is_not_settled_cannot_be_told_yet(days: Sequence[tuple[int, int]]) -> None:
    found = judged(days)
    assert found.outcome is Foretold.UNKNOWN
    assert found.because


def test_days_before_the_objection_count_for_nothing() -> None:
    start = to_number(FIRST) - 100
    bad = Tally(
        "on-time", (), ((),), array("i", range(start, start + 100)), array("i", [0] * 100),
        array("q", [1] * 100), array("q", [19] * 100), array("q", [0] * 100), array("q", [0] * 100),
    )  # fmt: skip
    found = judge_objection(bad, 0.9, FIRST, FIRST)
    assert (found.outcome, found.counts.decided) == (Foretold.UNKNOWN, 0)


@given(st.lists(st.sampled_from(Foretold), max_size=40))
def test_every_objection_is_counted_once_and_the_interval_holds_the_share(outcomes) -> None:
    found = rightness(outcomes)
    assert found.judged + found.unknown + found.not_made == len(outcomes)
    assert 0 <= found.low <= found.high <= 1
    if found.judged:
        assert found.low <= found.true / found.judged <= found.high
    else:
        assert (found.low, found.high) == (0, 1)


@pytest.mark.parametrize(
    ("outcomes", "whole"),
    [
        ([Foretold.KEPT, Foretold.KEPT], Foretold.KEPT),
        ([Foretold.KEPT, Foretold.UNKNOWN], Foretold.UNKNOWN),
        ([Foretold.BROKE, Foretold.UNKNOWN], Foretold.BROKE),
        ([Foretold.NOT_MADE], Foretold.NOT_MADE),
        ([], Foretold.UNKNOWN),
    ],
)
def test_an_objection_is_right_when_one_of_its_standards_broke(outcomes, whole) -> None:
    assert together(outcomes) is whole
