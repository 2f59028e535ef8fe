"""Erlang's B and C to the last digit: against published tables, whole fractions and each other."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.service_level import Definition
from ringtrue.do.queues.erlang_b import blocked
from ringtrue.do.queues.erlang_c import erlang_c

EXACT = [(1, Fraction(1, 2)), (2, 1), (3, 2), (5, 4), (10, 8), (23, 20), (50, 48), (100, 90)]
EXACT += [(1000, 970)]
LARGE = {(10_000, 9_900): 0.222776929, (100_000, 99_500): 0.070906199}
LARGE |= {(1_000_000, 999_000): 0.223303390}


def exact_b(agents: int, load: Fraction) -> Fraction:
    found = Fraction(1)
    for n in range(1, agents + 1):
        found = load * found / (n + load * found)
    return found


def exact_c(agents: int, load: Fraction) -> Fraction:
    b = exact_b(agents, load)
    return agents * b / (agents - load * (1 - b))


@pytest.mark.parametrize(("agents", "load"), EXACT)
def test_b_and_c_are_those_of_whole_fractions(agents: int, load: float) -> None:
    whole = Fraction(load)
    assert float(blocked(float(load), agents)) == pytest.approx(
        float(exact_b(agents, whole)), 1e-12
    )
    found = erlang_c(float(load), 1.0, agents, 0.0)
    assert float(found.delayed) == pytest.approx(float(exact_c(agents, whole)), rel=1e-12)


@pytest.mark.parametrize(("agents", "load", "share"), [
    (1, 0.5, 1 / 2), (2, 1, 1 / 3), (3, 2, 4 / 9), (5, 4, 128 / 231), (10, 8, 0.409180150796),
    (23, 20, 0.415737574685), (50, 48, 0.694455611197), (100, 90, 0.216940480906),
    (1000, 970, 0.242823336180),
])  # fmt: skip
def test_c_is_that_of_the_tables(agents: int, load: float, share: float) -> None:
    assert float(erlang_c(load, 1, agents, 0).delayed) == pytest.approx(share, abs=1e-12)


def test_a_million_erlang_are_no_harder_than_one() -> None:
    agents, load = np.array(list(LARGE), dtype=float).T
    np.testing.assert_allclose(
        erlang_c(load, 1, agents, 0).delayed, list(LARGE.values()), atol=6e-10
    )


@pytest.mark.parametrize(("beta", "share"), [
    (0.25, 0.720932), (0.5, 0.504539), (1, 0.223361), (1.5, 0.084690), (2, 0.026881),
    (0.506054, 0.5), (1.061516, 0.2), (1.420187, 0.1), (1.739836, 0.05),
])  # fmt: skip
def test_many_agents_come_near_halfin_and_whitt(beta: float, share: float) -> None:
    load = 1e10
    found = erlang_c(load, 1, round(load + beta * 1e5), 0).delayed
    assert float(found) == pytest.approx(share, abs=2e-5)


def test_a_thousand_erlang_need_1034_for_a_fifth_who_wait() -> None:
    found = erlang_c(1000, 1, [1033, 1034], 0).delayed
    assert found == pytest.approx([0.210979, 0.199430], abs=5e-7)


def test_the_half_hour_of_a_hundred_calls_is_that_of_the_published_example() -> None:
    found = erlang_c(100 / 1800, 180, 14, 20)
    assert float(found.delayed) == pytest.approx(0.1741319335950498, rel=1e-12)
    assert float(found.in_time) == pytest.approx(0.8883500191794669, rel=1e-12)
    assert float(found.mean_wait) == pytest.approx(7.83593701, abs=5e-9)
    assert float(found.occupancy) == pytest.approx(0.7142857, abs=5e-8)


def test_the_hour_of_a_thousand_calls_is_that_of_the_published_example() -> None:
    found = erlang_c(1000 / 3600, 120, 40, 20)
    assert float(found.delayed) == pytest.approx(0.190737290394, abs=1e-12)
    assert float(found.in_time) == pytest.approx(0.937210621489, abs=1e-12)
    assert float(found.mean_wait) == pytest.approx(3.43327, abs=5e-6)


def test_published_shares_who_wait_of_larger_floors() -> None:
    found = erlang_c([123, 12_345], 1, [132, 12_421], 0).delayed
    assert found == pytest.approx([0.3211, 0.3812], abs=5e-5)
    level = erlang_c(123 / 300, 300, 130, 20)
    assert float(level.in_time) == pytest.approx(0.7339, abs=5e-5)


def test_without_abandonment_the_three_definitions_agree() -> None:
    found = erlang_c([0.1, 0.5, 0.0], 100, [12, 60, 3], 20)
    for definition in Definition:
        np.testing.assert_array_equal(found.share(definition), found.in_time)


def test_an_empty_interval_keeps_nobody_waiting() -> None:
    found = erlang_c(0, 180, [0, 5], 20)
    assert found.in_time.tolist() == [1, 1]
    assert found.mean_wait.tolist() == found.queue.tolist() == found.occupancy.tolist() == [0, 0]


def test_blocking_at_the_ends() -> None:
    assert blocked([0, 5, 0], [3, 0, 0]).tolist() == [0, 1, 1]
    far = blocked(1e6, [3, 1000, 500_000])
    np.testing.assert_allclose(1 - far, [3e-6, 1e-3, 0.5], rtol=2e-3)
    assert blocked(1.0, 300) == 0


@pytest.mark.parametrize("load", [900.0, 990.0, 1001.0, 1500.0])
def test_blocking_far_below_the_load_follows_the_recursion(load: float) -> None:
    recursion = float(exact_b(40, Fraction(load)))
    assert float(blocked(load, 40)) == pytest.approx(recursion, rel=1e-13)


@pytest.mark.parametrize(("agents", "load"), [(10, 10.0), (5, 10.0), (0, 0.1)])
def test_more_load_than_agents_without_patience_is_refused(agents: int, load: float) -> None:
    with pytest.raises(UsageError, match=f"{load:g} erlang on {agents} agents"):
        erlang_c(load, 1, agents, 20)


@pytest.mark.parametrize(("change", "told"), [
    ({"calls": -1}, "calls -1 cannot"), ({"calls": math.nan}, "calls nan"),
    ({"calls": [1, math.inf]}, "calls inf in interval 2"), ({"handle": 0}, "handle time 0"),
    ({"agents": 2.5}, "agents 2.5"), ({"agents": -1}, "agents -1"),
    ({"promised": -20}, "promised seconds -20"),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_its_place(change: dict[str, object], told: str) -> None:
    usual: dict[str, object] = {"calls": 0.1, "handle": 1.0, "agents": 3, "promised": 20}
    with pytest.raises(UsageError, match=told):
        erlang_c(**(usual | change))  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.floats(1e-6, 1e6), st.integers(1, 400))
def test_one_agent_more_obeys_the_recursion_of_erlang_b(load: float, agents: int) -> None:
    one, more = blocked(load, [agents, agents + 1])
    assert 0 <= more <= one <= 1
    assert more == pytest.approx(load * one / (agents + 1 + load * one), rel=1e-10, abs=1e-300)


def test_without_abandonment_the_published_floor_of_fifty_waits_much_longer() -> None:
    found = erlang_c(48 / 60, 60, 50, 58.14)
    assert float(found.mean_wait) == pytest.approx(20.833668, abs=5e-7)
    assert float(found.longer) == pytest.approx(0.1, abs=5e-5)
