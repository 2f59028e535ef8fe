"""One foresight, shared: the same answers as without, and nothing worked out twice."""

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import numpy as np
import pytest

from ringtrue.core.outcome import Ladder, Tally
from ringtrue.core.policy import Policy
from ringtrue.gap import foresight as module
from ringtrue.gap.advice import advise
from ringtrue.gap.backtest import backtest_standard, run_backtest
from ringtrue.gap.foresight import Foresight
from ringtrue.gap.verdict import judge_standard
from ringtrue.stats.forecast import Forecast
from ringtrue.stats.predictive import forecast

END = datetime(2021, 7, 1)
SHARES = [0.85 + 0.05 * float(np.sin(month)) for month in range(18)]


@pytest.fixture(scope="module")
def tally(monthly: Any) -> Tally:
    found: Tally = monthly(SHARES, names=("AA", "UA"))
    return found


@pytest.fixture(scope="module")
def ladder(monthly: Any, make_ladder: Any) -> Ladder:
    rungs = {
        limit: monthly([share - lost for share in SHARES], names=("AA", "UA"))
        for limit, lost in ((5.0, 0.3), (15.0, 0.0), (30.0, -0.05))
    }
    found: Ladder = make_ladder(rungs)
    return found


def test_a_shared_foresight_changes_no_answer(
    tally: Tally, ladder: Ladder, make_standard: Any
) -> None:
    standard, shared = make_standard(0.8), Foresight()
    asked = (standard, tally, ladder, Policy(), END)
    assert judge_standard(*asked, foresight=shared) == judge_standard(*asked)
    assert backtest_standard(*asked, foresight=shared) == backtest_standard(*asked)
    alone = advise(standard, ladder, Policy(), END)
    assert advise(standard, ladder, Policy(), END, foresight=shared) == alone
    assert run_backtest(ladder, END, foresight=shared) == run_backtest(ladder, END)


def test_verdict_advice_and_back_test_roll_each_history_once(
    tally: Tally, ladder: Ladder, make_standard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rolled, real = [], module.roll
    monkeypatch.setattr(module, "roll", lambda *asked: rolled.append(asked) or real(*asked))
    standard, shared = make_standard(0.8), Foresight()
    for target in (0.8, 0.9):  # another standard with the same counts asks nothing new either
        each = replace(standard, id=f"at {target}", target=target)
        judge_standard(each, tally, ladder, Policy(), END, foresight=shared)
        backtest_standard(each, tally, ladder, Policy(), END, foresight=shared)
        advise(each, ladder, Policy(), END, foresight=shared)
        run_backtest(ladder, END, foresight=shared)
    assert len(rolled) == 4, "the promise with its neighbours, and the ladder, whole and by segment"


def test_other_counts_are_another_history(make_tally: Any) -> None:
    one = make_tally([(0, 0, 9, 1, 0, 0)])
    other = make_tally([(0, 0, 1, 9, 0, 0)])
    shared, today = Foresight(), date(1970, 3, 1)
    first = shared.history([one], today)
    assert shared.history([replace(one, standard="of another name")], today) is first
    assert shared.history([other], today) is not first
    assert shared.history([one], date(1970, 4, 1)) is not first
    assert shared.history([one], today, merged=True) is not first


def test_a_remembered_forecast_answers_like_a_fresh_one(tally: Tally) -> None:
    shared = Foresight()
    rolled = shared.roll(shared.history([tally], END.date()), 10, 1)
    assert rolled is not None
    last, fresh = rolled.forecasts[-1], forecast(rolled.counts)
    for each in fields(Forecast):
        assert np.array_equal(getattr(last, each.name), getattr(fresh, each.name), False) or (
            each.name == "settings"
        )
    for _ in range(2):
        assert np.array_equal(last.probability(0.8), fresh.probability(0.8))
        assert np.array_equal(last.lower(0.9), fresh.lower(0.9))
        assert not np.array_equal(last.probability(0.8), last.probability(0.9))


def test_standards_that_share_a_ladder_share_its_frontier(
    ladder: Ladder, make_standard: Any
) -> None:
    shared, policy = Foresight(), Policy()
    one, other = (
        advise(make_standard(target), ladder, policy, END, foresight=shared)
        for target in (0.7, 0.9)
    )
    assert one.frontier is other.frontier
    assert one.strongest != other.strongest
    assert other == advise(make_standard(0.9), ladder, policy, END)
    bolder = replace(policy, confidence=0.6)
    alone = advise(make_standard(0.9), ladder, bolder, END)
    assert advise(make_standard(0.9), ladder, bolder, END, foresight=shared) == alone
    assert alone.frontier != other.frontier
