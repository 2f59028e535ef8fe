"""The agents that a promise needs: the table, and one fewer always breaks it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.service_level import Definition, Target
from ringtrue.do.queues.redials import with_redials
from ringtrue.do.queues.required import required_agents
from ringtrue.do.queues.service_level import level_of, waits

USUAL = Target(20, 0.8)
LOADS = [0.1, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000]


@pytest.mark.parametrize(("patience", "agents"), [
    (None, [1, 2, 3, 4, 8, 14, 24, 56, 107, 208, 510, 1011, 5013]),
    (180, [1, 2, 3, 4, 7, 12, 23, 52, 99, 193, 470, 928, 4552]),
    (60, [1, 2, 3, 4, 7, 12, 21, 47, 90, 173, 416, 815, 4001]),
])  # fmt: skip
def test_the_table_of_loads(patience: float | None, agents: list[int]) -> None:
    found = required_agents(np.array(LOADS) / 180, 180, patience, USUAL)
    assert found.tolist() == agents


def test_a_share_alone_lets_a_floor_meet_its_promise_by_losing_callers() -> None:
    calls = np.array([1000, 5000]) / 180
    alone = waits(calls, 180, 60, [815, 4001], 20)
    assert np.all(level_of(alone, Definition.OFFERED).meets(USUAL))
    assert alone.abandoned == pytest.approx([0.185, 0.200], abs=5e-4)
    assert np.all(alone.share(Definition.ANSWERED) > 0.98)
    both = required_agents(calls, 180, 60, Target(20, 0.8, abandoned=0.03))
    assert both.tolist() == [978, 4854]


def test_the_published_half_hour_with_an_occupancy_that_was_asked_for() -> None:
    assert required_agents(100 / 1800, 180, None, Target(20, 0.8, occupancy=0.85)) == 14
    assert required_agents(1000 / 3600, 120, None, Target(20, 0.8, occupancy=0.85)) == 40
    assert required_agents(1000 / 3600, 120, None, USUAL) < 40


def test_a_night_without_calls_needs_nobody() -> None:
    found = required_agents([0.0, 0.05, 0.0], 180, 60, USUAL)
    assert found.tolist() == [0, 11, 0]
    assert required_agents(0, 180, None, USUAL) == 0


def test_each_interval_has_a_handle_time_and_a_patience_of_its_own() -> None:
    calls, handle, patience = [0.2, 0.1, 0.5], [100, 300, 40], [30, 600, 60]
    together = required_agents(calls, handle, patience, USUAL)
    alone = [
        int(required_agents(*each, USUAL)) for each in zip(calls, handle, patience, strict=True)
    ]
    assert together.tolist() == alone


def test_redials_need_more_agents() -> None:
    case = (48 / 60, 60, 120)
    without = int(required_agents(*case, Target(20, 0.92)))
    with_them = int(required_agents(*case, Target(20, 0.92), redial=0.7))
    assert without < with_them
    for agents, kept in ((with_them, True), (with_them - 1, False)):
        rate = with_redials(*case, agents, 0.7)
        assert bool(waits(rate, 60, 120, agents, 20).in_time >= 0.92) is kept


@pytest.mark.parametrize(("agents", "calls", "share"), [
    (50, 49.4524, 0.91382), (45, 55.1551, 0.31508), (40, 66.6667, 0.0004),
])  # fmt: skip
def test_redials_settle_where_they_feed_themselves(agents: int, calls: float, share: float) -> None:
    rate = with_redials(48 / 60, 60, 120, agents, 0.7)
    assert 60 * float(rate) == pytest.approx(calls, abs=5e-5)
    assert float(waits(rate, 60, 120, agents, 20).in_time) == pytest.approx(share, abs=5e-5)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0, 50), st.floats(1, 1e4), st.floats(1, 1e4), st.integers(0, 3000),
    st.floats(0, 0.99),
)  # fmt: skip
def test_redials_are_those_of_the_callers_who_gave_up(
    first: float, handle: float, patience: float, agents: int, redial: float
) -> None:
    rate = with_redials(first, handle, patience, agents, redial)
    gone = waits(rate, handle, patience, agents, 0).abandoned
    assert float(rate) == pytest.approx(first + redial * float(rate * gone), rel=1e-9)


def test_many_intervals_at_once_get_what_each_gets_alone() -> None:
    rng = np.random.default_rng(7)
    calls = rng.lognormal(-1, 1.5, 900)
    for patience, target in ((60, Target(20, 0.8, abandoned=0.02)), (None, USUAL), (900, USUAL)):
        together = required_agents(calls, 200, patience, target)
        parts = [required_agents(part, 200, patience, target) for part in np.split(calls, 9)]
        np.testing.assert_array_equal(together, np.concatenate(parts))


@pytest.mark.parametrize("redial", [-0.1, 1, 1.5, 70])
def test_a_share_of_redials_that_is_none_is_refused(redial: float) -> None:
    with pytest.raises(UsageError, match=f"share of redials {redial:g}"):
        with_redials(0.1, 60, 60, 5, redial)


TARGETS = st.builds(
    Target,
    st.sampled_from([0.0, 10.0, 20.0, 120.0]),
    st.sampled_from([0.05, 0.5, 0.8, 0.95, 0.999]),
    st.sampled_from(Definition),
    st.sampled_from([None, 0.001, 0.03, 0.2]),
    st.sampled_from([None, 0.6, 0.85]),
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.floats(0, 20), min_size=1, max_size=8), st.floats(5, 1000),
    st.sampled_from([None, 5.0, 60.0, 600.0]), TARGETS,
)  # fmt: skip
def test_what_is_found_keeps_the_target_and_one_fewer_does_not(
    calls: list[float], handle: float, patience: float | None, target: Target
) -> None:
    found = required_agents(calls, handle, patience, target)
    level = level_of(waits(calls, handle, patience, found, target.seconds), target.definition)
    some = np.array(calls) > 0
    assert np.all(level.meets(target)[some])
    assert np.all(found[~some] == 0)
    fewer = some & (found - 1 > np.array(calls) * handle if patience is None else found > 0)
    rates = np.array(calls)[fewer]
    less = waits(rates, handle, patience, found[fewer] - 1, target.seconds)
    assert not np.any(level_of(less, target.definition).meets(target))


@pytest.mark.parametrize(("change", "told"), [
    ({"share": 80}, "share 80"), ({"share": 0}, "share 0"), ({"share": 1}, "share 1"),
    ({"abandoned": 3}, "abandoned 3"), ({"occupancy": 85}, "occupancy 85"),
    ({"seconds": -1}, "within -1 seconds"), ({"seconds": float("nan")}, "within nan seconds"),
])  # fmt: skip
def test_a_promise_that_is_none_is_refused(change: dict[str, float], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Target(**({"seconds": 20, "share": 0.8} | change))  # type: ignore[arg-type]
