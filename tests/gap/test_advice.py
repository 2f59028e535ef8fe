from datetime import datetime
from typing import Any

import numpy as np
import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.outcome import Ladder
from ringtrue.core.policy import Policy
from ringtrue.gap.advice import Advice, advise

END = datetime(2022, 1, 1)
LIMITS = (0.0, 15.0, 30.0, 60.0)
BASE = {0.0: 0.55, 15.0: 0.75, 30.0: 0.87, 60.0: 0.96}


def swing(share: float) -> list[float]:
    return [share + 0.02 * float(np.sin(1.7 * month)) for month in range(24)]


@pytest.fixture(scope="module")
def ladder(monthly: Any, make_ladder: Any) -> Ladder:
    rungs = {limit: monthly(swing(share), names=("AA", "UA")) for limit, share in BASE.items()}
    built: Ladder = make_ladder(rungs)
    return built


@pytest.fixture(scope="module")
def advice(ladder: Ladder, make_standard: Any) -> Advice:
    return advise(make_standard(0.8), ladder, Policy(), END)


def test_the_advice_is_the_boldest_limit_whose_bound_meets_the_share(advice: Advice) -> None:
    assert [each.segment for each in advice.strongest] == [(), ("AA",), ("UA",)]
    for each in advice.strongest:
        assert each.limit == 30.0
        assert each.bound is not None
        assert each.bound >= 0.8
    bolder = [point for point in advice.frontier if point.limit < 30.0]
    assert all(point.bound is not None and point.bound < 0.8 for point in bolder)


@pytest.mark.parametrize(("share", "limit"), [(0.4, 0.0), (0.65, 15.0), (0.9, 60.0), (0.99, None)])
def test_a_higher_share_asks_for_a_milder_limit_until_none_is_left(
    share: float, limit: float | None, ladder: Ladder, make_standard: Any
) -> None:
    advice = advise(make_standard(), ladder, Policy(), END, share=share)
    assert advice.strongest[0].limit == limit
    assert advice.share == share


def test_the_standards_own_target_is_the_wish_unless_another_is_given(
    ladder: Ladder, make_standard: Any
) -> None:
    assert advise(make_standard(0.77), ladder, Policy(), END).share == 0.77


def test_a_reason_says_what_may_be_promised_and_how_sure_that_is(advice: Advice) -> None:
    assert advice.strongest[0].reason.startswith("Within 30 minutes at least 8")
    assert " are kept next month with 95 % certainty; " in advice.strongest[0].reason


def test_where_no_limit_holds_the_reason_speaks_of_the_mildest(
    ladder: Ladder, make_standard: Any
) -> None:
    none = advise(make_standard(0.99), ladder, Policy(), END).strongest[0]
    assert none.reason.startswith("None of the limits tried reaches 99 % with 95 % certainty: ")
    assert none.measured == pytest.approx(0.96, abs=0.01)


def test_what_was_measured_is_told_of_each_segment_by_itself(
    make_tally: Any, make_standard: Any, make_ladder: Any
) -> None:
    rows = [(18_262 + day, 0, 18, 2, 0, 0) for day in range(366)]
    rows += [(18_262 + day, 1, 14, 6, 0, 0) for day in range(366)]
    ladder = make_ladder({15.0: make_tally(rows, (("AA",), ("UA",)))})
    advice = advise(make_standard(0.6), ladder, Policy(), datetime(2021, 1, 1))
    assert [each.measured for each in advice.strongest] == pytest.approx([0.8, 0.9, 0.7])


def test_advice_from_older_data_looks_further_ahead(ladder: Ladder, make_standard: Any) -> None:
    now = advise(make_standard(0.8), ladder, Policy(), END)
    later = advise(make_standard(0.8), ladder, Policy(), datetime(2022, 2, 1))
    assert [each.chance for each in now.strongest] != [each.chance for each in later.strongest]


def test_the_frontier_has_every_limit_of_every_segment_with_its_counts(
    advice: Advice, ladder: Ladder
) -> None:
    assert [(p.segment, p.limit) for p in advice.frontier] == [
        (segment, limit) for segment in ((), ("AA",), ("UA",)) for limit in LIMITS
    ]
    for rung, point in zip(ladder.rungs, advice.frontier, strict=False):
        assert point.counts == rung.tally.total()
        assert point.interval is not None
        assert point.counts.share is not None
        assert point.interval.low <= point.counts.share <= point.interval.high


def test_the_record_counts_earlier_advice_by_segment(advice: Advice) -> None:
    record = advice.record
    assert 0 < record.cases <= 2 * 23
    assert record.share == pytest.approx(record.held / record.cases)
    assert record.share >= 0.9
    assert record.interval is not None


def test_more_confidence_never_advises_a_bolder_limit(ladder: Ladder, make_standard: Any) -> None:
    for share in (0.5, 0.6, 0.7, 0.8, 0.9):
        usual, sure = (
            advise(make_standard(), ladder, Policy(confidence=level), END, share=share)
            for level in (0.8, 0.99)
        )
        for bold, mild in zip(usual.strongest, sure.strongest, strict=True):
            assert mild.limit is None or (bold.limit is not None and bold.limit <= mild.limit)


def test_without_a_complete_month_there_is_no_advice_but_a_reason(
    monthly: Any, make_standard: Any, make_ladder: Any
) -> None:
    ladder = make_ladder({15.0: monthly([0.9])})
    advice = advise(make_standard(), ladder, Policy(), datetime(2020, 1, 20))
    (none,) = advice.strongest
    assert (none.limit, none.bound) == (None, None)
    assert none.reason == "No month is complete and decided yet."
    assert (advice.record.cases, advice.record.share) == (0, None)
    assert advice.frontier[0].counts.decided == 400


def test_a_segment_with_few_records_is_told_so(
    make_tally: Any, make_standard: Any, make_ladder: Any
) -> None:
    rows = [(18_262 + day, 0, 20, 0, 0, 0) for day in range(366)] + [(18_262 + 360, 1, 5, 0, 0, 0)]
    ladder = make_ladder({15.0: make_tally(rows, (("AA",), ("UA",)))})
    advice = advise(make_standard(0.6), ladder, Policy(), datetime(2021, 1, 1))
    assert [each.limit for each in advice.strongest] == [15.0, 15.0, None]
    few = advice.strongest[2]
    assert (few.measured, few.bound) == (1.0, None)
    assert few.reason.startswith("Too little to advise on: 5 decided")


@pytest.mark.parametrize("share", [0.0, 1.2, -1.0])
def test_a_wish_that_is_no_share_is_refused(
    share: float, ladder: Ladder, make_standard: Any
) -> None:
    with pytest.raises(UsageError, match="cannot be advised"):
        advise(make_standard(), ladder, Policy(), END, share=share)


def test_a_ladder_without_rungs_is_refused(make_standard: Any) -> None:
    with pytest.raises(UsageError, match="0 limits"):
        advise(make_standard(), Ladder("on-time", "minute", ()), Policy(), END)
