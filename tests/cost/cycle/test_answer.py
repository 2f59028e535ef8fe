"""What a scenario comes to, with its bands, its week of overtaking and its best promises."""

from __future__ import annotations

import numpy as np
import pytest
from cost.cycle.rule_sets import exactly

from ringtrue.core.errors import UsageError
from ringtrue.cost.cycle.answer import answer
from ringtrue.cost.cycle.equations import run
from ringtrue.cost.cycle.hazards import rates
from ringtrue.cost.cycle.scenarios import Scenario, checked


def test_known_figures_need_one_draw_and_have_no_band() -> None:
    found = answer(Scenario("bold", 0.9, exactly()), 104)
    assert found.draws == 1
    assert (found.bold.customers.low == found.bold.customers.high).all()
    course = run(rates(exactly(), np.array([0.9, 0.7])), 104, steps=1)
    assert (found.bold.customers.middle == course.customers[:, 0]).all()
    assert (found.honest.worth.middle == course.worth[:, 1]).all()


def test_the_middle_lies_in_its_band_and_the_band_has_a_width() -> None:
    found = answer(Scenario("bold", 0.9), 52, draws=60)
    for band in (found.bold.customers, found.bold.profit, found.honest.worth):
        assert (band.low <= band.middle).all() and (band.middle <= band.high).all()
        assert band.high[-1] > band.low[-1]


def test_overstating_is_overtaken_and_the_week_has_an_interval() -> None:
    found = answer(Scenario("bold", 0.95), 260, draws=100).overtaking
    assert found is not None
    assert found.week is not None and found.low is not None and found.high is not None
    assert 5 < found.low <= found.week <= found.high < 100
    assert found.share > 0.97


def test_within_too_few_weeks_nothing_is_overtaken() -> None:
    found = answer(Scenario("bold", 0.95), 6, draws=60).overtaking
    assert found is not None
    assert (found.week, found.share) == (None, 0.0)


def test_a_promise_that_is_kept_has_nothing_to_be_overtaken() -> None:
    assert answer(Scenario("modest", 0.6), 52, draws=20).overtaking is None


def test_overstating_is_best_in_a_quarter_of_a_year_and_honesty_in_a_year() -> None:
    found = {each.weeks: each for each in answer(Scenario("bold", 0.9, exactly()), 260).best}
    assert list(found) == [13, 26, 52, 104, 156, 260]
    assert found[13].promise == 1.0
    assert found[52].promise == found[260].promise == 0.7


def test_more_that_is_told_brings_overtaking_forward() -> None:
    weeks = []
    for told in (0, 12, 30):
        found = answer(Scenario("bold", 0.95, exactly(told=told)), 260).overtaking
        assert found is not None and found.week is not None
        weeks.append(found.week)
    assert weeks == sorted(weeks, reverse=True)
    assert weeks[0] > weeks[-1]


def test_the_same_seed_gives_the_same_answer() -> None:
    first, again = (answer(Scenario("bold", 0.9), 26, seed=7, draws=30) for _ in range(2))
    assert (first.bold.worth.high == again.bold.worth.high).all()
    assert first.best == again.best


@pytest.mark.parametrize("draws", [0, -1, 10**6])
def test_draws_that_cannot_be_are_refused(draws: int) -> None:
    with pytest.raises(UsageError, match="draws cannot be"):
        answer(Scenario("bold", 0.9), 26, draws=draws)


def test_scenarios_are_some_and_of_different_names() -> None:
    bold = Scenario("bold", 0.9)
    assert checked((bold,)) == (bold,)
    with pytest.raises(UsageError, match="two scenarios 'bold'"):
        checked((bold, bold))
    with pytest.raises(UsageError, match="0 scenarios"):
        checked(())


@pytest.mark.parametrize("promise", [-0.1, 90])
def test_a_scenario_that_promises_no_share_is_refused_by_its_name(promise: float) -> None:
    with pytest.raises(UsageError, match=r"^bold: a promise of"):
        Scenario("bold", promise)
