"""The steps of the cycle against differential equations, closed forms and common sense."""

from __future__ import annotations

import numpy as np
import pytest
from cost.cycle.rule_sets import ANY_RULES, exactly
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from ringtrue.core.errors import UsageError
from ringtrue.cost.cycle.bass import adopted
from ringtrue.cost.cycle.equations import run
from ringtrue.cost.cycle.hazards import joined, rates
from ringtrue.cost.cycle.honest import best_for_ever
from ringtrue.cost.cycle.rules import Rules


def by_the_book(rules: Rules, promise: float, week: float) -> np.ndarray:
    """The stocks from the rules as they are written down, integrated by somebody else's method."""
    r = {name: figure.best for name, figure in rules.figures()}
    missing = max(0.0, promise - r["capability"])
    content = 1 - missing + missing * r["complains"] * r["recovered"]

    def flows(_: float, stocks: np.ndarray) -> list[float]:
        potential, customers, talking, lost, advertising = stocks
        won = promise ** r["appeal"] * advertising + r["good_word"] * content * customers
        put_off = r["told"] * r["listens"] / r["talking_weeks"] * talking
        left = r["occasions"] * (1 - content) * r["leaves"] * customers
        aim = r["advertising"] + r["answer"] * max(0.0, r["wanted"] - customers)
        return [
            -(won + put_off) * potential + r["drift"] * customers + lost / r["away_weeks"],
            won * potential - left - r["drift"] * customers,
            left - talking / r["talking_weeks"],
            put_off * potential + talking / r["talking_weeks"] - lost / r["away_weeks"],
            (aim - advertising) / r["answer_weeks"],
        ]

    start = [1.0, 0.0, 0.0, 0.0, r["advertising"]]
    solved = solve_ivp(flows, (0, week), start, rtol=1e-9, atol=1e-11, max_step=0.5)
    return np.asarray(solved.y[:, -1])


@pytest.mark.parametrize("promise", [0.5, 0.7, 0.9, 1.0])
@pytest.mark.parametrize("told", [0, 12, 30])
def test_small_steps_go_to_the_differential_equations(promise: float, told: float) -> None:
    rules = exactly(told=told)
    exact = by_the_book(rules, promise, 104)
    course = run(rates(rules, np.array([promise])), 104, steps=64)
    stocks = (course.customers, course.talking, course.lost, course.advertising)
    found = np.array([each[-1, 0] for each in stocks])
    assert found == pytest.approx(exact[1:], rel=2e-3, abs=1e-6)


def test_the_error_halves_with_the_step() -> None:
    rules = exactly()
    exact = by_the_book(rules, 0.9, 52)[1]
    errors = [
        run(rates(rules, np.array([0.9])), 52, steps=steps).customers[-1, 0] - exact
        for steps in (8, 16, 32)
    ]
    assert errors[0] / errors[1] == pytest.approx(2, rel=0.05)
    assert errors[1] / errors[2] == pytest.approx(2, rel=0.05)


@pytest.mark.parametrize(("innovation", "imitation"), [(0.03, 0.38), (0.005, 0.84), (0.01, 0.42)])
def test_without_leaving_it_is_the_spread_of_a_novelty(innovation: float, imitation: float) -> None:
    """Bass 1969: mean, colour television, air conditioners; times are in years."""
    rules = exactly(drift=0, advertising=innovation, answer=0, good_word=imitation, capability=1)
    course = run(rates(rules, np.array([1.0])), 20, steps=256)
    exact = adopted(innovation, imitation, np.arange(21.0))
    assert course.customers[:, 0] == pytest.approx(exact, abs=2e-3)


@settings(max_examples=60, deadline=None)
@given(ANY_RULES, st.floats(0, 1), st.floats(0, 1), st.integers(1, 4))
def test_shares_stay_shares_and_advertising_is_never_negative(
    rules: Rules, promise: float, start: float, steps: int
) -> None:
    course = run(rates(rules, np.array([promise])), 60, customers=start, steps=steps)
    lost = course.customers + course.talking + course.lost
    assert min(course.customers.min(), course.talking.min(), course.lost.min()) >= -1e-12
    assert lost.max() <= 1 + 1e-12
    assert course.advertising.min() >= 0
    assert np.isfinite(course.worth).all()


@settings(max_examples=40, deadline=None)
@given(ANY_RULES, st.floats(0, 1))
def test_a_promise_that_is_kept_starts_no_cycle(rules: Rules, part: float) -> None:
    course = run(rates(rules, np.array([part * rules.capability.best])), 52, steps=1)
    assert course.talking.max() == 0
    assert course.lost.max() == 0


def test_more_people_told_never_means_more_customers_in_the_end() -> None:
    courses = [
        run(rates(exactly(told=told, answer=0), np.array([0.9])), 260) for told in (0, 3, 12, 30)
    ]
    ends = [course.customers[-1, 0] for course in courses]
    assert ends == sorted(ends, reverse=True)
    assert ends[0] > ends[-1]


def test_overstating_loses_customers_and_needs_more_advertising() -> None:
    course = run(rates(exactly(), np.array([0.7, 0.95])), 260)
    assert course.customers[-1, 0] > 2 * course.customers[-1, 1]
    assert course.advertising[-1, 1] > 2 * course.advertising[-1, 0]
    assert course.worth[12, 1] > course.worth[12, 0]
    assert course.worth[-1, 0] > course.worth[-1, 1]


@pytest.mark.parametrize("occasions", [0.001, 0.005, 0.1, 0.5])
def test_without_talk_the_best_promise_in_the_end_is_that_of_the_closed_form(
    occasions: float,
) -> None:
    rules = exactly(
        told=0, good_word=0, answer=0, advertising=1e-6, price=0, drift=0.02, complains=0,
        leaves=1, occasions=occasions, discount=0,
    )  # fmt: skip
    promises = np.linspace(0.5, 1, 11)
    worth = run(rates(rules, promises), 1_040, steps=1).worth[-1]
    assert promises[worth.argmax()] == pytest.approx(best_for_ever(0.02, occasions, 0.7))


def test_scenarios_do_not_touch_one_another() -> None:
    alone = run(rates(exactly(), np.array([0.9])), 52)
    among = run(joined([rates(exactly(told=t), np.array([0.9])) for t in (0, 12, 30)]), 52)
    assert (among.customers[:, 1] == alone.customers[:, 0]).all()


def test_money_of_later_is_worth_less_by_the_yearly_rate() -> None:
    rules = exactly(advertising=0, answer=0, drift=0, good_word=0, discount=0.1)
    course = run(rates(rules, np.array([0.5])), 104, customers=1.0, steps=1)
    by_hand = sum(1.1 ** (-(week + 0.5) / 52) for week in range(104))
    assert course.profit[:, 0] == pytest.approx(np.ones(104))
    assert course.worth[-1, 0] == pytest.approx(by_hand)


@pytest.mark.parametrize(("weeks", "start"), [(0, 0), (-1, 0), (1_041, 0), (52, 1.1), (52, -0.1)])
def test_weeks_and_a_start_that_cannot_be_are_refused(weeks: int, start: float) -> None:
    with pytest.raises(UsageError, match="cannot be"):
        run(rates(exactly(), np.array([0.9])), weeks, customers=start)
