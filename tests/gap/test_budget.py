"""One budget for pages and for the watch: what a target allows to break, and what is left of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.outcome import Counts
from ringtrue.desk.standings import MonthShare, budget_left
from ringtrue.gap.budget import PAGE_MONTHS, Budget, budget_of

NUMBERS = st.integers(0, 10**6)
TARGETS = st.floats(0.01, 1)


def test_nothing_decided_has_no_budget_whatever_is_pending() -> None:
    assert budget_of(Counts(pending=9, void=9), 0.9) is None


def test_pending_and_void_records_neither_add_to_the_budget_nor_use_it() -> None:
    assert budget_of(Counts(90, 10, 500, 500), 0.9) == budget_of(Counts(90, 10), 0.9)
    assert budget_of(Counts(90, 10), 0.9) == Budget(10.0, 10)


@given(NUMBERS, NUMBERS, TARGETS)
def test_a_budget_is_overspent_exactly_when_less_than_the_target_is_kept(
    kept: int, broken: int, target: float
) -> None:
    counts = Counts(kept, broken)
    budget = budget_of(counts, target)
    if budget is None:
        assert counts.share is None
    elif counts.share is not None and abs(counts.share - target) > 1e-6:
        assert (budget.left < 0) is (counts.share < target)


def test_pages_count_the_last_twelve_months_and_nothing_before() -> None:
    def month(number: int, kept: int, broken: int) -> MonthShare:
        name = f"{2024 + number // 12}-{number % 12 + 1:02}"
        return MonthShare(name, Counts(kept, broken), None, None, None)

    bad = [month(number, 0, 100) for number in range(12)]
    good = [month(12 + number, 90, 10) for number in range(PAGE_MONTHS)]
    assert budget_left([*bad, *good], 0.8) == Budget(240.0, 120)
    assert budget_left([], 0.8) is None
