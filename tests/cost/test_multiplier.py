"""The firm's own multiplier: found where there is one, "not determined" where data cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np
import pytest

from ringtrue.core.customers import CauseSums, Sums
from ringtrue.core.errors import UsageError
from ringtrue.cost.multiplier import Yardstick, own_multiplier
from ringtrue.stats.ratios import RatioPrior


def cell(cause: str, scores: list[float], group: str = "") -> CauseSums:
    sums = Sums(len(scores), sum(scores), sum(each * each for each in scores))
    return CauseSums(cause, group, sums)


def firm(
    seed: int, n: int, *, misled: float = -2.0, defect: float = -0.5, sd: float = 1.8
) -> Iterator[CauseSums]:
    """Answers of a firm in which 10 % meet a defect and 4 % are misled."""
    rng = np.random.default_rng(seed)
    for cause, share, effect in (("", 0.86, 0), ("defect", 0.1, defect), ("misled", 0.04, misled)):
        yield cell(cause, rng.normal(7 + effect, sd, int(share * n)).tolist())


def test_a_large_firm_learns_its_own_multiplier() -> None:
    told = own_multiplier(list(firm(1, 40_000)))
    assert told.is_determined
    assert told.interval is not None
    assert told.interval.low < 4 < told.interval.high
    assert told.interval.high - told.interval.low < 2
    assert told.believed.low < 4 < told.believed.high
    assert told.believed.high - told.believed.low < told.prior.centre * 4


def test_a_small_firm_is_told_that_it_is_not_determined_and_what_may_be_believed() -> None:
    told = own_multiplier(list(firm(3, 200)))
    assert not told.is_determined
    assert "multiple of nothing" in told.reason
    assert told.interval is not None
    assert told.interval.high - told.interval.low > 0
    assert 0 < told.believed.low < told.believed.high


def test_with_the_reference_errors_the_interval_is_finite_and_the_reason_empty() -> None:
    """Cells made so that least squares gives -2 and -0.5; then it is Fieller's to tell."""
    kept, bad, lied = ([7.0, 9.0] * 50), ([6.5, 8.5] * 50), ([5.0, 7.0] * 50)
    told = own_multiplier([cell("", kept), cell("defect", bad), cell("misled", lied)])
    assert told.misled is not None
    assert told.defect is not None
    assert (told.misled.best, told.defect.best) == pytest.approx((-2.0, -0.5))
    assert told.misled.records == 100
    assert told.interval is not None
    assert told.interval.ratio == pytest.approx(4)


def test_groups_are_held_constant() -> None:
    """Defects are met in the branch that pleases anyway: unadjusted they would seem to please."""
    rng = np.random.default_rng(5)
    cells = []
    for group, base, shares in (("city", 8.0, (400, 300, 40)), ("land", 4.0, (900, 30, 160))):
        for cause, n, effect in zip(("", "defect", "misled"), shares, (0, -0.5, -1.0), strict=True):
            cells.append(cell(cause, rng.normal(base + effect, 1.0, n).tolist(), group))
    told = own_multiplier(cells)
    assert told.interval is not None
    assert told.interval.ratio == pytest.approx(2.0, abs=0.6)


def test_leaving_is_read_in_log_odds() -> None:
    def left(cause: str, n: int, share: float) -> CauseSums:
        return CauseSums(cause, "", Sums(n, n * share, n * share))

    cells = [left("", 8000, 0.2), left("defect", 2000, 0.3), left("misled", 1000, 0.5)]
    told = own_multiplier(cells, Yardstick.LEAVING)
    odds = [np.log(p / (1 - p)) for p in (0.2, 0.3, 0.5)]
    assert told.interval is not None
    assert told.interval.ratio == pytest.approx((odds[2] - odds[0]) / (odds[1] - odds[0]))
    assert told.is_determined


def test_a_cause_that_nobody_names_leaves_the_prior_as_it_was() -> None:
    told = own_multiplier([cell("", [7.0, 8.0]), cell("defect", [5.0, 6.0])])
    assert told.interval is None
    assert "'misled'" in told.reason
    assert told.believed.median == pytest.approx(4)
    assert told.believed.high == pytest.approx(16, rel=1e-3)


def test_a_prior_of_the_reader_is_the_one_that_is_used() -> None:
    told = own_multiplier([cell("", [7.0, 8.0])], prior=RatioPrior(2, 1.5))
    assert told.believed.median == pytest.approx(2)


def test_defects_that_please_have_no_multiplier() -> None:
    told = own_multiplier(
        [cell("", [5.0, 6.0] * 200), cell("defect", [7.0, 8.0] * 200), cell("misled", [2.0, 1.0])]
    )
    assert "better off" in told.reason
    assert not told.is_determined


def test_answers_without_any_spread_determine_nothing() -> None:
    told = own_multiplier(
        [cell("", [7.0] * 9), cell("defect", [6.0] * 9), cell("misled", [3.0] * 9)]
    )
    assert "answer alike" in told.reason
    assert told.believed.median == pytest.approx(4)


def test_a_group_in_which_everybody_left_does_not_spoil_the_others() -> None:
    def left(cause: str, group: str, n: int, hits: int) -> CauseSums:
        return CauseSums(cause, group, Sums(n, hits, hits))

    rest = [left("", "a", 800, 160), left("defect", "a", 200, 60), left("misled", "a", 100, 50)]
    gone = [left("", "b", 9, 9), left("defect", "b", 4, 4)]
    alone = own_multiplier(rest, Yardstick.LEAVING)
    assert own_multiplier([*rest, *gone], Yardstick.LEAVING) == alone


def test_an_empty_table_and_leavings_that_are_no_truth_are_refused() -> None:
    with pytest.raises(UsageError, match="no answer"):
        own_multiplier([])
    with pytest.raises(UsageError, match="leaving is 0 or 1"):
        own_multiplier([cell("", [7.0, 3.0])], Yardstick.LEAVING)


def test_at_a_thousand_answers_the_interval_holds_the_truth_and_is_never_finite_wrongly() -> None:
    """The whole way from answers to Fieller, 600 firms; the long table is in benchmarks/."""
    runs = 600
    told = [own_multiplier(list(firm(seed, 1000))) for seed in range(runs)]
    held = [each.interval.covers(4) for each in told if each.interval]
    assert len(held) == runs
    assert np.mean(held) > 0.95 - 4 * sqrt(0.95 * 0.05 / runs)
    for each in told:
        assert each.defect is not None
        assert each.is_determined == each.defect.is_sure
