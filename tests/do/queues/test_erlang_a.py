"""Erlang's A: the published case, quadrature, a birth-death chain, and its limits."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from ringtrue.core.errors import UsageError
from ringtrue.core.service_level import Definition
from ringtrue.do.queues.answered import answered_wait
from ringtrue.do.queues.erlang_a import erlang_a
from ringtrue.do.queues.erlang_c import erlang_c
from ringtrue.do.queues.waits import Waits

CASE = (48 / 60, 60.0, 120.0, 50)


def chain(rate: float, handle: float, patience: float, agents: int) -> tuple[float, float, float]:
    """Share who wait, share who give up and mean queue of the chain itself, state by state."""
    size = agents + 4000
    states = np.arange(1, size, dtype=np.longdouble)
    deaths = np.minimum(states, agents) / handle + np.maximum(states - agents, 0) / patience
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.longdouble(rate)) - np.log(deaths))])
    weights = np.exp(logs - logs.max())
    shares = weights / weights.sum()
    queue = float(shares @ np.maximum(np.arange(size) - agents, 0))
    return float(shares[agents:].sum()), queue / patience / rate, queue


def by_quadrature(
    rate: float, handle: float, patience: float, agents: int, t: float
) -> tuple[float, float, float]:
    """Share who wait longer than t, who are answered after t, and wait of the answered."""
    q, served = 1 / patience, agents / handle

    def height(x: float) -> float:
        return float(np.exp(rate / q * -np.expm1(-q * x) - served * x))

    def whole(what, start: float) -> float:  # type: ignore[no-untyped-def]
        points = start + np.geomspace(1e-3, 60 / served + 20 / q, 24)
        edges = [start, *points]
        parts = (
            integrate.quad(what, *ends, epsabs=0, epsrel=1e-13, limit=200)[0]
            for ends in pairwise(edges)
        )
        return float(sum(parts))

    blocking = 1.0
    for n in range(1, agents):
        blocking = rate * handle * blocking / (n + rate * handle * blocking)
    total = 1 / blocking + rate * whole(height, 0)
    longer = rate * whole(height, t) * np.exp(-q * t) / total
    answered = whole(lambda x: rate * np.exp(-q * x) * height(x), t) / total
    served_wait = whole(lambda x: rate * x * np.exp(-q * x) * height(x), 0) / total
    _, gone, _ = chain(rate, handle, patience, agents)
    return longer, answered, served_wait / (1 - gone)


def test_the_case_of_mandelbaum_and_zeltyn_as_published() -> None:
    found = erlang_a(*CASE, 20)
    assert round(float(found.abandoned), 3) == 0.031
    assert round(float(found.mean_wait), 1) == 3.7
    assert round(float(found.occupancy), 2) == 0.93


def test_the_same_case_to_the_last_digit() -> None:
    found = erlang_a(*CASE, 20)
    assert float(found.delayed) == pytest.approx(0.467774, abs=5e-7)
    assert float(found.abandoned) == pytest.approx(0.030912249, abs=5e-10)
    assert float(found.mean_wait) == pytest.approx(3.709470, abs=5e-7)
    assert float(found.occupancy) == pytest.approx(0.930324, abs=5e-7)
    assert float(found.queue) == pytest.approx(2.967576, abs=5e-7)
    assert float(found.longer) == pytest.approx(0.027136, abs=5e-7)
    assert float(answered_wait(*CASE)) == pytest.approx(3.615900, abs=5e-7)


@pytest.mark.parametrize(("definition", "share"), [
    (Definition.OFFERED, 0.943019), (Definition.LESS_SHORT, 0.972030),
    (Definition.ANSWERED, 0.973100),
])  # fmt: skip
def test_the_same_floor_has_three_service_levels(definition: Definition, share: float) -> None:
    assert float(erlang_a(*CASE, 20).share(definition)) == pytest.approx(share, abs=5e-7)


@pytest.mark.parametrize(("calls", "handle", "patience", "agents", "told"), [
    (100 / 1800, 180, 60, 14, (0.111527, 0.030322, 0.943776)),
    (100 / 1800, 180, 60, 5, (0.867849, 0.519382, 0.232411)),
    (100 / 300, 300, 180, 110, (0.153479, 0.010947, 0.957558)),
    (100 / 300, 300, 180, 90, (0.774484, 0.112174, 0.497082)),
])  # fmt: skip
def test_worked_cases(
    calls: float, handle: float, patience: float, agents: int, told: tuple[float, float, float]
) -> None:
    found = erlang_a(calls, handle, patience, agents, 20)
    assert (found.delayed, found.abandoned, found.in_time) == pytest.approx(told, abs=5e-7)


@pytest.mark.parametrize(("calls", "handle", "patience", "agents"), [
    (0.8, 60.0, 120.0, 50), (0.05, 180.0, 60.0, 14), (0.05, 180.0, 60.0, 5), (2.0, 60.0, 10.0, 1),
    (0.001, 300.0, 900.0, 2), (3.0, 200.0, 90.0, 640), (1.0, 30.0, 7.0, 60),
])  # fmt: skip
def test_a_chain_solved_state_by_state_and_quadrature_agree(
    calls: float, handle: float, patience: float, agents: int
) -> None:
    found = erlang_a(calls, handle, patience, agents, 20)
    state = chain(calls, handle, patience, agents)
    assert (found.delayed, found.abandoned, found.queue) == pytest.approx(
        state, rel=1e-12, abs=1e-15
    )
    longer, answered, mean = by_quadrature(calls, handle, patience, agents, 20)
    assert float(found.longer) == pytest.approx(longer, rel=1e-9, abs=1e-12)
    assert float(found.answered_late) == pytest.approx(answered, rel=1e-9, abs=1e-12)
    assert float(answered_wait(calls, handle, patience, agents)) == pytest.approx(mean, rel=1e-8)


def test_patience_as_long_as_a_call_leaves_a_poisson_number_in_the_system() -> None:
    found = erlang_a(100 / 60, 60, 60, 100, 0)
    assert float(found.delayed) == pytest.approx(0.513298798, abs=5e-10)
    agents = np.arange(60, 150)
    many = erlang_a(100 / 60, 60, 60, agents, 0).delayed
    np.testing.assert_allclose(many, stats.poisson.sf(agents - 1, 100), rtol=1e-11)


@pytest.mark.parametrize(("beta", "ratio", "share"), [
    (0, 1, 0.5), (0.5, 1, 0.308538), (0.5, 0.5, 0.257943), (0.5, 2, 0.357177), (-0.5, 1, 0.691462),
])  # fmt: skip
def test_many_agents_come_near_garnett(beta: float, ratio: float, share: float) -> None:
    load = 1e10
    found = erlang_a(load, 1, ratio, round(load + beta * 1e5), 0).delayed
    assert float(found) == pytest.approx(share, abs=2e-5)


def test_endless_patience_is_erlang_c() -> None:
    patient, forever = erlang_a(0.5, 180, 1e10, 95, 20), erlang_c(0.5, 180, 95, 20)
    assert float(patient.delayed) == pytest.approx(float(forever.delayed), rel=1e-6)
    assert float(patient.in_time) == pytest.approx(float(forever.in_time), rel=1e-6)
    assert float(patient.mean_wait) == pytest.approx(float(forever.mean_wait), rel=1e-3)


def test_an_overloaded_floor_loses_what_it_cannot_serve() -> None:
    assert float(erlang_a(200 / 3 / 60, 60, 120, 40, 20).abandoned) == pytest.approx(0.4, abs=1e-6)
    far = erlang_a([1e4, 1e6], 1, 60, [10, 500_000], 20)
    np.testing.assert_allclose(far.abandoned, [0.999, 0.5], rtol=1e-9)
    np.testing.assert_allclose(far.occupancy, 1.0, rtol=1e-9)


def test_without_calls_or_without_agents_nothing_is_silent_or_infinite() -> None:
    quiet = erlang_a(0, 180, 60, [0, 5], 20)
    assert quiet.in_time.tolist() == [1, 1]
    assert quiet.abandoned.tolist() == [0, 0]
    empty = erlang_a(0.1, 180, 60, 0, 20)
    assert (float(empty.abandoned), float(empty.in_time), float(empty.mean_wait)) == (1, 0, 60)
    assert float(empty.longer) == pytest.approx(np.exp(-1 / 3), rel=1e-12)
    assert {float(empty.share(each)) for each in Definition} == {0.0}
    assert answered_wait([0, 0.1], 180, 60, [3, 0]).tolist() == [0, 0]


@pytest.mark.parametrize(
    "change", [{"patience": 0}, {"patience": -5}, {"handle": 0}, {"calls": -1}]
)
def test_what_cannot_be_is_refused(change: dict[str, float]) -> None:
    usual = {"calls": 0.1, "handle": 60.0, "patience": 60.0, "agents": 5, "promised": 20}
    with pytest.raises(UsageError, match=f"{next(iter(change.values())):g} cannot be"):
        erlang_a(**(usual | change))


def finite(found: Waits) -> bool:
    columns = (getattr(found, name) for name in Waits.__slots__)
    return all(bool(np.all(np.isfinite(each)) and np.all(each >= 0)) for each in columns)


@settings(max_examples=150, deadline=None)
@given(
    st.floats(0, 1e4), st.floats(0.1, 1e5), st.floats(0.1, 1e6), st.integers(0, 100_000),
    st.floats(0, 1e4),
)  # fmt: skip
def test_shares_stay_shares_wherever_one_looks(
    calls: float, handle: float, patience: float, agents: int, promised: float
) -> None:
    found = erlang_a(calls, handle, patience, [agents, agents + 1], promised)
    assert finite(found)
    for each in (found.delayed, found.abandoned, found.longer, found.occupancy, found.in_time):
        assert np.all(each <= 1)
    assert found.abandoned[1] <= found.abandoned[0] + 1e-9
    for definition in Definition:
        share = found.share(definition)
        assert share[0] - 1e-10 / max(found.answered[0], 1e-10) <= share[1] <= 1
