"""What followed a broken promise: adjusted, assumed aloud, and silent where nobody is alike."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ringtrue.core.customers import Returning, ReturnSums, Sums
from ringtrue.core.figure import Basis
from ringtrue.cost.retention import what_followed


def cell(stratum: str, n: int, back: int, *, kept: bool, spend: float = 40.0) -> ReturnSums:
    return ReturnSums(
        kept, stratum, Sums(n, back, back), Sums(n, back * spend, back * spend * spend)
    )


def returning(*cells: ReturnSums, unseen: int = 0, nameless: int = 0) -> Returning:
    return Returning(
        standard="express-tomorrow",
        source="orders",
        days=180,
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
        last_day=date(2026, 6, 30),
        alike=("region", "quarter"),
        cells=cells,
        unseen=unseen,
        nameless=nameless,
        broken_records=500,
        broken_customers=400,
    )


def test_strata_take_out_what_only_they_differ_in() -> None:
    """Far customers come back less and are broken more; the promise itself costs 10 points."""
    told = what_followed(
        returning(
            cell("near", 900, 540, kept=True),
            cell("near", 100, 50, kept=False),
            cell("far", 400, 120, kept=True),
            cell("far", 600, 120, kept=False),
        )
    )
    assert told.back is not None
    assert told.back.difference == pytest.approx(-0.1)
    assert told.back.crude == pytest.approx(170 / 700 - 660 / 1300)
    assert told.spent is not None
    assert told.spent.difference == pytest.approx(-4.0)
    assert told.lost is not None
    assert told.lost.best == pytest.approx(0.1)
    assert told.lost.basis is Basis.MEASURED
    assert 0 < told.lost.low < told.lost.high


def test_the_estimate_comes_with_what_must_be_believed_for_it() -> None:
    told = what_followed(
        returning(
            cell("near", 90, 54, kept=True),
            cell("near", 10, 5, kept=False),
            cell("isle", 4, 1, kept=False),
            unseen=77,
            nameless=3,
        )
    )
    said = " ".join(told.assumptions)
    assert "the same region and quarter" in said
    assert "4 customers with a broken promise have nobody like them" in said
    assert "77 customers came too late" in said
    assert "3 records without a customer" in said
    assert "2025-01-01 to 2025-12-31" in told.definition
    assert "180 days" in told.definition


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ((), "no customer could be seen"),
        ((cell("near", 90, 54, kept=True),), "every first one was kept"),
        ((cell("near", 90, 54, kept=False),), "every first one was broken"),
        ((cell("near", 90, 5, kept=True), cell("far", 9, 5, kept=False)), "anybody like them"),
    ],
)
def test_where_nobody_can_be_compared_it_says_why(
    cells: tuple[ReturnSums, ...], reason: str
) -> None:
    told = what_followed(returning(*cells))
    assert told.back is None
    assert told.lost is None
    assert reason in told.reason


def test_of_a_handful_of_customers_no_more_than_all_are_lost() -> None:
    told = what_followed(returning(cell("near", 2, 1, kept=True), cell("near", 2, 0, kept=False)))
    assert told.lost is not None
    assert -1 <= told.lost.low <= told.lost.best <= told.lost.high <= 1


def test_a_promise_that_changes_nothing_is_told_so_at_the_rate_it_says() -> None:
    """No effect at all: the interval misses 0 in about one firm of twenty."""
    rng = np.random.default_rng(11)
    missed = 0
    for _ in range(400):
        cells = []
        for stratum, share in enumerate((0.3, 0.5, 0.7)):
            for kept, n in ((True, 400), (False, 60)):
                cells.append(cell(str(stratum), n, int(rng.binomial(n, share)), kept=kept))
        told = what_followed(returning(*cells))
        assert told.back is not None
        missed += not told.back.low <= 0 <= told.back.high
    assert missed < 0.05 * 400 + 4 * (400 * 0.05 * 0.95) ** 0.5
