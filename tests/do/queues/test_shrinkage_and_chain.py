"""Whole people: who is paid so that enough are there, and who has which two skills."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.service_level import Target
from ringtrue.do.queues.chain import two_skill_chain
from ringtrue.do.queues.required import required_agents
from ringtrue.do.queues.service_level import waits
from ringtrue.do.queues.shrinkage import paid_people, people_there

USUAL = Target(20, 0.8)


def test_the_published_floors_pay_for_twenty_and_for_fifty_eight() -> None:
    assert paid_people([14, 40], 0.3).tolist() == [20, 58]


def test_the_way_back_never_loses_anybody() -> None:
    people = np.arange(3000)
    for hundredth in range(100):
        shrinkage = hundredth / 100
        assert np.array_equal(people_there(paid_people(people, shrinkage), shrinkage), people)


@given(st.integers(0, 10**9), st.floats(0, 0.99999))
def test_the_way_back_is_exact_and_one_fewer_is_not_enough(there: int, shrinkage: float) -> None:
    paid = int(paid_people(there, shrinkage))
    assert int(people_there(paid, shrinkage)) == there
    assert not there or int(people_there(paid - 1, shrinkage)) < there


@pytest.mark.parametrize("shrinkage", [-0.1, 1, 30, float("nan"), 0.99999999])
def test_a_shrinkage_that_is_none_is_refused(shrinkage: float) -> None:
    with pytest.raises(UsageError, match="shrinkage"):
        paid_people(10, shrinkage)


def test_six_kinds_of_calls_need_little_more_than_one_queue() -> None:
    found = two_skill_chain([10 / 300] * 6, 300, None, USUAL)
    assert (found.alone, found.separate, found.pooled) == ((14,) * 6, 84, 67)
    assert sum(found.primaries) == 67
    assert max(found.primaries) - min(found.primaries) == 1


def test_the_formula_for_sixty_six_pooled_and_for_eleven_alone() -> None:
    assert float(waits(60 / 300, 300, None, 66, 20).in_time) == pytest.approx(0.7684, abs=5e-5)
    assert float(waits(10 / 300, 300, None, 11, 20).in_time) == pytest.approx(0.3619, abs=5e-5)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.001, 0.2), min_size=1, max_size=6), st.floats(30, 900))
def test_first_skills_share_out_the_whole_floor(calls: list[float], handle: float) -> None:
    found = two_skill_chain(calls, handle, 120, USUAL)
    pooled = int(required_agents(sum(calls), handle, 120, USUAL))
    assert sum(found.primaries) == found.pooled == pytest.approx(pooled, abs=1)
    assert found.pooled <= found.separate
    assert min(found.primaries) >= 0


def test_no_calls_of_any_kind_need_no_chain() -> None:
    with pytest.raises(UsageError, match="no kind of call"):
        two_skill_chain([0, 0], 300, None, USUAL)
